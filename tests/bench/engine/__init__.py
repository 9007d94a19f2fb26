"""How much a step along a pathway costs beside the rows it writes."""
