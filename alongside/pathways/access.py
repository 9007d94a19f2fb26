"""Who may do what to journeys. Which of them is a grant on the record; which move is the definition's `by`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alongside.pathways import library
from alongside.pathways.language import Pathway
from alongside.pathways.rules.moving import may_play
from alongside.records.access import holding, nobody, signed_in, takes_part
from alongside.records.actors import Actor

__all__ = [
    "answer_concerns",
    "begins",
    "counts",
    "may_know",
    "nobody",
    "overlook",
    "raise_concerns",
    "ranks",
    "see",
    "take_contacts",
    "work",
]

see = signed_in
# The parts of those who answer for the work of others.
MANAGES = ("allocator", "supervisor")
# Lists, promises and teams are looked over by whoever has a part in the council's own work.
overlook = takes_part
# Counts of the whole council, without names.
counts = holding("plan capacity")


def may_know(actor: Actor, pathway: Pathway) -> bool:
    """Of restricted work not even the numbers, but for those whose part it is to take a step of it."""
    return not pathway.restricted_to or any(may_play(move, actor.duties) for move in pathway.moves.values())


def work(actor: Actor, thing: Any = None) -> bool:
    """Whoever is signed in, on what they can see; on restricted work, whose part it is to take a step of it.

    Whether a move is theirs to take, the definition says: its `by` names duties, and the council's roles hold them.
    Whoever raised a concern reads what becomes of it: neither a hold nor a word of theirs may silence its page.
    """
    known = library.current().pathways.get(getattr(thing, "pathway", ""))
    return signed_in(actor) and (known is None or may_know(actor, known.pathway))


# The parts of those who say how urgent any work is.
RANKS = ("triage worker", "allocator", "practitioner")


def ranks(actor: Actor, pathway: Pathway) -> bool:
    """Whoever says how urgent work is: by their part in all of it, or because a step of this pathway that sets its
    priority is theirs to take."""
    steps = [move for move in pathway.moves.values() if "priority" in move.sets]
    return any(map(actor.plays, RANKS)) or any(may_play(move, actor.duties) for move in steps)


def begins(pathway: str) -> Callable[..., bool]:
    """Whoever's part in the work it is to begin this, by the definition in force."""

    def may(actor: Actor, _thing: Any = None) -> bool:
        known = library.current().pathways.get(pathway)
        return signed_in(actor) and known is not None and may_play(known.pathway.opening, actor.duties)

    may.__name__ = f"begin {pathway}"
    may.__doc__ = f"Whoever begins “{pathway}”, by its definition."
    return may


take_contacts = begins("contact")
raise_concerns = begins("safeguarding-concern")


def answer_concerns(actor: Actor, _thing: Any = None) -> bool:
    """Whoever acknowledges a safeguarding concern or answers for it. Which of them they see is a grant on each."""
    known = library.current().pathways.get("safeguarding-concern")
    if known is None or not signed_in(actor):
        return False
    moves = known.pathway.moves_from(known.pathway.first)
    return any(may_play(move, actor.duties) for _key, move in moves)
