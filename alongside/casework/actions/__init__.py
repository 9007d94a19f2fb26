"""What the casework room writes."""
