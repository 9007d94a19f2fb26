"""How the board of promises grows with the borough."""
