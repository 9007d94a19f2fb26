"""Who may ask what in the insight room."""

from __future__ import annotations

from alongside.pathways.access import may_know
from alongside.pathways.language import Pathway
from alongside.records.access import holding
from alongside.records.actors import Actor

plan = holding("plan capacity")


def counts_of(actor: Actor, pathway: Pathway) -> bool:
    """Whose part it is to plan; of restricted work not even the numbers, but for those who take a step of it."""
    return plan(actor) and may_know(actor, pathway)
