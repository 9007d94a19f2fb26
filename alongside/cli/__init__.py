"""The `alongside` command: the roof, from which one person starts, checks, keeps and restores a whole system.

Owns the command line and the backup file. Decides nothing about people or records: it asks the rooms below.
Main words: command, backup, finding.
"""
