"""What the record tells whoever runs the work: for now the planner, which says what becomes of a waiting list."""
