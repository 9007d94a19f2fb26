"""Alongside: one record, one clock, kept promises. Each package below is a room; see README.md for the map."""
