"""What the commissioning room writes."""
