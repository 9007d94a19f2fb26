"""Who may do what in commissioning, one function for each question; whose support it is a grant on the record says."""

from __future__ import annotations

from typing import Any

from alongside.records.access import holding, nobody
from alongside.records.actors import Actor

__all__ = ["arrange", "look_up", "nobody", "read"]

# What is bought for somebody is for those who do social care work here, not for every partner a record is lent to.
read = holding("find people")
ARRANGING = ("practitioner", "reviewer", "authoriser", "duty worker", "broker", "finance officer")
ANSWERING = ("contact taker", "duty worker")


def arrange(actor: Actor, _thing: Any = None) -> bool:
    """Write down what is bought or arranged for somebody, change it, suspend it and end it."""
    return actor.may("change people") and any(actor.plays(duty) for duty in ARRANGING)


def look_up(actor: Actor, _thing: Any = None) -> bool:
    """Answer whoever rings with the number of an emergency card."""
    return any(actor.plays(duty) for duty in ANSWERING)
