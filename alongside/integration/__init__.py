"""Machine doors. Main words: list, mapping, import run, line, fate, doubt.

Here the lists of other systems come in: read whole before anything is written, matched to people, each row with a fate.
"""
