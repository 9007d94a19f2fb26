"""Who gets a letter meant for somebody who cannot deal with it, and whether an address has stood long enough."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from alongside.messages.rules.gate import SETTLED_DAYS
from alongside.people.rules.standing import first_day

ACTS_FOR = (
    "attorney-health",
    "deputy-welfare",
    "relevant-persons-representative",
    "advocate-care-act",
    "advocate-imca",
)
"""Kinds of relationship that take a letter about care for somebody who lacks capacity, the first of them that is there.
Whoever may decide about health and welfare comes first (Mental Capacity Act 2005 s9, s16; the copy of an assessment:
Care Act 2014 s12(3), (4)); then whoever represents the person (Mental Capacity Act 2005 Sch A1 Part 10; Care Act 2014
s67)."""

ON_PAPER = frozenset({"attorney-health", "deputy-welfare"})
"""Those whose document somebody must have seen before anything is sent to them."""

ASKS_FOR = frozenset(
    {"attorney-health", "attorney-property", "attorney-enduring", "deputy-welfare", "deputy-property"}
)
"""Kinds that may ask in the person's place for what is held about them, when their document was seen (Mental Capacity
Act 2005 s9, s16)."""


class Tie(Protocol):
    """What is asked of a relationship."""

    @property
    def kind(self) -> str: ...
    @property
    def authority_seen_on(self) -> dt.date | None: ...


Row = TypeVar("Row", bound=Tie)


def who_acts(ties: Sequence[Row]) -> Row | None:
    """Of the standing relationships the one that takes letters for the person; None where nobody does."""
    for kind in ACTS_FOR:
        for tie in ties:
            if tie.kind == kind and (kind not in ON_PAPER or tie.authority_seen_on is not None):
                return tie
    return None


def who_asks(ties: Sequence[Row], name_of: Callable[[Row], str], name: str) -> Row | None:
    """Of the standing relationships the one of this name that may ask in the person's place; None where nobody may."""
    return next(
        (
            tie
            for tie in ties
            if tie.kind in ASKS_FOR and tie.authority_seen_on is not None and alike(name_of(tie), name)
        ),
        None,
    )


class Stated(Protocol):
    """What is asked of an address: from when it held, and when anybody last wrote about it."""

    @property
    def pk(self) -> int: ...
    @property
    def starts_on(self) -> str: ...
    @property
    def recorded_at(self) -> dt.datetime: ...
    @property
    def ended_at(self) -> dt.datetime | None: ...
    @property
    def withdrawn_at(self) -> dt.datetime | None: ...


def settled(place: Stated, everything: Iterable[Stated], at: dt.datetime, today: dt.date) -> bool:
    """Whether nothing about where somebody lives or gets letters changed lately.

    The first address anybody stated is no change, unless the person has only just moved there.
    """
    since, moved = at - dt.timedelta(days=SETTLED_DAYS), today - dt.timedelta(days=SETTLED_DAYS)
    if place.starts_on and first_day(place.starts_on) > moved:
        return False
    others = [row for row in everything if row.pk != place.pk]
    if others and place.recorded_at > since:
        return False
    return not any(
        moment is not None and moment > since
        for row in others
        for moment in (row.recorded_at, row.ended_at, row.withdrawn_at)
    )


def alike(one: str, other: str) -> bool:
    """Whether two written addresses or names are the same but for spaces, commas and capitals."""
    return bool(_bare(one)) and _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
