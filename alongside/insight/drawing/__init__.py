"""Pictures as SVG in the page: told in words to who does not see them, with their numbers in a table beside them."""
