"""Reads of the pathways room."""
