"""The kinds of communication need and adjustment, and when each is looked at again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Kind:
    """One kind of need: the list of its codes, its title, and whether a person has one of it at a time."""

    key: str
    codes: str
    title: str
    single: bool = False


_ALL = (
    Kind("spoken", "language", "Speaks", single=True),
    Kind("read", "language", "Reads", single=True),
    Kind("interpreter", "interpreter", "Interpreter", single=True),
    Kind("format", "communication-format", "Format"),
    Kind("contact", "contact-method", "Best way to get in touch", single=True),
    Kind("support", "communication-support", "Support to communicate"),
    Kind("adjustment", "adjustment", "Reasonable adjustment"),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in _ALL})
"""By key, in the order in which they are shown. The language spoken and the language read are two needs."""

MAY_SHARE = ("yes", "no", "not asked")
MET = ("yes", "partly", "no", "not yet")
NEEDS_NOBODY = frozenset({"none", "not-known"})
"""Codes of the list of interpreters with which nobody needs to be booked."""


def review_day(today: dt.date) -> dt.date:
    """The latest day for the next review: a year on (DAPB1605 asks for regular review and names no interval)."""
    return today + dt.timedelta(days=365)
