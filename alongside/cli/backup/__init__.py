"""Backup and restore: one file that holds a whole system, proved when it is written and again when it is used."""
