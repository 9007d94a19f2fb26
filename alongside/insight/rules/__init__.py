"""Pure decisions of the insight room: rates and how well they are known, and what becomes of a list."""
