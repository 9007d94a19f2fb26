"""What is done with batches: sending people, the agency's work on them, the council's decision, the closing."""
