"""What becomes of a message, told to whoever waits for it.

    @told
    def copy_issued(message, outcome, *, by, at): ...

Every function registered is called within the transaction of what happened. Outcomes: `issued` (posted, e-mailed or
handed over), `declined`, `unsafe to send`, `held`, `failed`. A letter that comes back was issued and then `failed`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeVar

from alongside.messages.models import Message
from alongside.records.actors import Actor

OUTCOMES = ("issued", "declined", "unsafe to send", "held", "failed")


class Told(Protocol):
    """Somebody who waits for what becomes of messages."""

    def __call__(self, message: Message, outcome: str, /, *, by: Actor, at: datetime) -> None: ...


outcomes: list[Told] = []
Made = TypeVar("Made", bound=Told)


def told(function: Made) -> Made:
    """Register a function."""
    outcomes.append(function)
    return function


def tell(message: Message, outcome: str, *, by: Actor, at: datetime) -> None:
    """Tell everybody who waits."""
    if outcome not in OUTCOMES:
        raise ValueError(f"a message has no outcome “{outcome}”")
    for each in outcomes:
        each(message, outcome, by=by, at=at)
