"""The search bench: a made-up population, misspelt queries, and what a search costs in it."""
