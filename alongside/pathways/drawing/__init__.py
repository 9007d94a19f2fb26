"""Draws definitions: in words and tables, and as a picture of the way. The same for the help page and for docs/."""
