"""Writes of the pathways room."""
