"""How the lists of work grow with the borough."""
