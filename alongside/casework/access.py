"""Who may do what in casework, one function for each question; which person's work it is a grant on the record says."""

from __future__ import annotations

from typing import Any

from alongside.records.access import nobody, signed_in
from alongside.records.actors import Actor

__all__ = ["allocate", "keep", "nobody", "see"]

# The pages exist for everybody at work; what they list is what the reader's grants show.
see = signed_in
keep = signed_in


def allocate(actor: Actor, _thing: Any = None) -> bool:
    """Share out the team's work: give journeys to workers, one or many at once."""
    return actor.plays("allocator")
