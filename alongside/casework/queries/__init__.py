"""What the casework room reads."""
