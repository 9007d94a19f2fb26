"""How quick the planner's exact answer is."""
