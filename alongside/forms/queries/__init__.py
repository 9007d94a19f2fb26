"""What the forms room reads."""
