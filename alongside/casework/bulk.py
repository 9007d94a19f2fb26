"""Kinds of deeds that can be done to many things at once. The operation itself knows nothing of what it does.

A room registers a kind; preview, reason, account and undo come with it:

    bulk.register(GiveJourneys())

and publishes a page for its form that calls `pages.bulk.preview`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from alongside.messages.models import Message
from alongside.records.actors import Actor
from alongside.web.door import link
from alongside.web.errors import Missing

Target = Mapping[str, Any]


@dataclass(frozen=True)
class Where:
    """The page of a thing: its name, and what it is told."""

    page: str
    parts: Mapping[str, int]

    @property
    def href(self) -> str:
        """Its address."""
        return link(self.page, None, **self.parts)


@dataclass(frozen=True)
class Line:
    """One thing as it would be done: what is now, what will be; or `stops`, why it cannot be."""

    key: int
    record_id: int
    version: int
    person: str
    what: str
    now: str
    then: str
    stops: str = ""
    at: Where | None = None

    @property
    def href(self) -> str:
        """Its page."""
        return self.at.href if self.at else ""


@dataclass(frozen=True)
class Named:
    """What a thing is called on the page of an operation, to somebody who may see it."""

    person: str
    what: str
    at: Where | None = None

    @property
    def href(self) -> str:
        """Its page."""
        return self.at.href if self.at else ""


class Kind(Protocol):
    """One kind of deed. `do` and `undo` run inside the operation's transaction; what they refuse is accounted for."""

    name: str
    one: str
    many: str

    def may(self, actor: Actor) -> bool:
        """Whether this actor does such things at all."""
        ...

    def title(self, count: int, target: Target) -> str:
        """What is done, in words: “Give 12 pieces of work to Priya Nair”."""
        ...

    def refuse(self, count: int, target: Target) -> None:
        """Raise Refused where the whole of it may not be: no such target, no reason for going over a load."""
        ...

    def look(self, keys: Sequence[int], target: Target, *, by: Actor) -> Sequence[Line]:
        """Each of these as it would be done, in the order given; what the actor may not see is left out."""
        ...

    def do(self, key: int, target: Target, *, by: Actor, at: datetime) -> dict[str, Any]:
        """Do it to one, through an action; answers what undoing needs."""
        ...

    def undo(self, key: int, kept: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
        """Put one back as it was. Raises Refused, saying why, where something has happened since."""
        ...

    def unsay(self, message: Message, *, by: Actor, at: datetime) -> None:
        """A message that the deed caused was taken back: take back what hangs on it."""
        ...

    def named(self, keys: Sequence[int], *, by: Actor) -> Mapping[int, Named]:
        """What those of these are called that the actor may see."""
        ...


kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind of deed known. Raises TypeError when there is one of this name."""
    if kind.name in kinds:
        raise TypeError(f"Two kinds of bulk operations are called “{kind.name}”.")
    kinds[kind.name] = kind
    return kind


def kind_of(name: str) -> Kind:
    """The kind of this name. Raises Missing when there is none."""
    if name not in kinds:
        raise Missing
    return kinds[name]
