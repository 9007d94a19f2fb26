"""What the insight room reads."""
