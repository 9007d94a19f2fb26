"""How fast the made-up borough is made."""
