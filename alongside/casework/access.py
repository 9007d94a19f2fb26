"""Who may do what in casework, one function for each question; which person's work it is a grant on the record says."""

from __future__ import annotations

from typing import Any

from alongside.pathways.access import overlook
from alongside.records.access import holding, nobody, present, signed_in
from alongside.records.actors import Actor

__all__ = ["allocate", "keep", "nobody", "overlook", "present", "read", "see", "supervise", "write"]

# The pages exist for everybody at work; what they list is what the reader's grants show.
see = signed_in
keep = signed_in
# Notes, tasks and papers are for those who do social care work here, not for every partner to whom a record is lent.
read = holding("find people")
write = holding("change people")


def allocate(actor: Actor, _thing: Any = None) -> bool:
    """Share out the team's work: give journeys to workers, one or many at once."""
    return actor.plays("allocator")


def supervise(actor: Actor, _thing: Any = None) -> bool:
    """Hold supervision with a worker, and write down what was said."""
    return actor.plays("supervisor")
