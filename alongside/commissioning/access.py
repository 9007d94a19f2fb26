"""Who may do what in commissioning, one function for each question; whose support it is a grant on the record says."""

from __future__ import annotations

from typing import Any

from alongside.records.access import holding, nobody, signed_in
from alongside.records.actors import Actor

__all__ = [
    "arrange",
    "decide",
    "look_at_batches",
    "look_at_breaks",
    "look_up",
    "nobody",
    "read",
    "review_for_council",
    "send",
]

# What is bought for somebody is for those who do social care work here, not for every partner a record is lent to.
_find, _change = holding("find people"), holding("change people")
ARRANGING = ("practitioner", "reviewer", "authoriser", "duty worker")
# Those whose work it is to arrange what others agreed, and who change nothing else of anybody.
BUYING = ("broker", "finance officer")
# Those who answer for what a service does.
LEADING = ("allocator", "authoriser", "supervisor", "quality reviewer")
ANSWERING = ("contact taker", "duty worker")


def read(actor: Actor, _thing: Any = None) -> bool:
    """See what is bought or arranged for somebody whose record is open to them."""
    return _find(actor) or actor.plays("broker")


def arrange(actor: Actor, _thing: Any = None) -> bool:
    """Write down what is bought or arranged for somebody, change it, suspend it and end it."""
    of_the_person = _change(actor) and any(actor.plays(duty) for duty in ARRANGING)
    return of_the_person or any(actor.plays(duty) for duty in BUYING)


def look_up(actor: Actor, _thing: Any = None) -> bool:
    """Answer whoever rings with the number of an emergency card."""
    return any(actor.plays(duty) for duty in ANSWERING)


def send(actor: Actor, _thing: Any = None) -> bool:
    """Send people of a waiting list to an agency, take them back, and close the batch."""
    return actor.plays("allocator")


def decide(actor: Actor, _thing: Any = None) -> bool:
    """Accept or return what an agency sent back; the step of the definition says once more whose part that is."""
    return actor.plays("reviewer") or actor.plays("authoriser")


def look_at_batches(actor: Actor, thing: Any = None) -> bool:
    """Whoever sends batches or decides on what comes back; of the people in them they see their own."""
    return send(actor, thing) or decide(actor, thing)


def look_at_breaks(actor: Actor, _thing: Any = None) -> bool:
    """See over everybody what came of the breaks that carers were granted; names are shown of records open to them."""
    return any(actor.plays(duty) for duty in LEADING)


def review_for_council(actor: Actor, _thing: Any = None) -> bool:
    """Work at an agency on what the council sent it. Which people: those on whose item the agency has a grant."""
    return signed_in(actor) and actor.plays("external reviewer")
