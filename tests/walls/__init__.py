"""Attempts to get past the walls: the guard of rows, the doors, the audit. What fails here is a hole."""
