"""Who may ask what in the insight room."""

from __future__ import annotations

from alongside.pathways.language import Pathway
from alongside.pathways.rules.moving import may_play
from alongside.records.access import holding
from alongside.records.actors import Actor

plan = holding("plan capacity")


def counts_of(actor: Actor, pathway: Pathway) -> bool:
    """Whose part it is to plan; of restricted work not even the numbers, but for those who take a step of it."""
    if not plan(actor):
        return False
    return not pathway.restricted_to or any(may_play(move, actor.duties) for move in pathway.moves.values())
