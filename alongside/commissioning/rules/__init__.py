"""What decides in commissioning: facts in, answer with reasons out."""
