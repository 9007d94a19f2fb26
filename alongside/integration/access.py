"""Who may do what at the machine doors, one function for each question."""

from __future__ import annotations

from alongside.records.access import holding, nobody

__all__ = ["bring_lists_in", "decide", "nobody"]

# A list holds people of every team: whoever brings it in sees what became of each row, by its number, and no record.
bring_lists_in = holding("bring lists in")
# Whether two records are one person is said by those who join records, of people they see.
decide = holding("merge people")
