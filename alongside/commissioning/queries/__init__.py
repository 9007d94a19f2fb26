"""What the commissioning room reads."""
