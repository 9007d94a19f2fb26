"""Pure rules of casework: told the time, never asking it."""
