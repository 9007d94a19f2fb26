"""Reads definitions: a file, the council's changes to it, its targets looked up, and every reference checked."""
