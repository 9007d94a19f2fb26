"""Reads of the records room: one frozen row for each thing a page shows."""
