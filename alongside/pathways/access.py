"""Who may do what to journeys. Which of them is a grant on the record; which move is the definition's `by`."""

from __future__ import annotations

from alongside.records.access import nobody, signed_in

__all__ = ["nobody", "see", "work"]

# Whether a move is theirs to take, the definition says: its `by` names duties, and the council's roles hold them.
work = signed_in
see = signed_in
