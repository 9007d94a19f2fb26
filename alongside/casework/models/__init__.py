"""The tables of the casework room."""
