"""Casework: the worker's day. Main words: my work, team list, allocation, agreed load, cover, task, note, appointment.

It reads what the rooms below keep and puts it where the work is done; what it changes of theirs, it changes through
their actions.
"""
