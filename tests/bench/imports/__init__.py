"""How quickly a list of another system comes in."""
