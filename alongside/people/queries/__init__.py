"""Reads of the people room: one frozen row for each thing a page shows."""
