"""By what the chronology of a person may be narrowed; rooms above add what they write into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from alongside.people.queries.beside import Rows
from alongside.people.queries.telling import EVERYTHING, Sifted, of_kinds


@dataclass(frozen=True)
class Group:
    """One choice: its word in the address, its words on the page, the condition on an event."""

    key: str
    words: str
    order: int
    sift: Callable[[Rows], Sifted]


_groups: dict[str, Group] = {}
SELECTED = Markup(" selected")


def group(key: str, words: str, *, order: int, sift: Callable[[Rows], Sifted]) -> None:
    """Offer a choice; `sift` is given what the rooms above know of the person. Raises TypeError for a key taken."""
    if key in _groups:
        raise TypeError(f"Two choices of the chronology are named “{key}”.")
    _groups[key] = Group(key, words, order, sift)
    options.cache_clear()


def kinds(key: str, words: str, *begin: str, order: int) -> None:
    """Offer the events whose kind begins with one of these."""
    sifted = of_kinds(*begin)
    group(key, words, order=order, sift=lambda _rows: sifted)


@lru_cache(maxsize=50)
def options(chosen: str) -> Markup:
    """What may be chosen, in order, as the options of a list; the same few all day, so drawn once."""
    offered = [("", "Everything"), *((each.key, each.words) for each in _in_order())]
    drawn = [
        Markup('<option value="{}"{}>{}</option>').format(key, SELECTED if key == chosen else "", words)
        for key, words in offered
    ]
    return Markup("").join(drawn)


def sifted(key: str, rows: Rows) -> Sifted:
    """The condition of a choice; everything for one that nobody offers."""
    found = _groups.get(key)
    return found.sift(rows) if found else EVERYTHING


def _in_order() -> list[Group]:
    return sorted(_groups.values(), key=lambda each: each.order)


kinds("alerts", "Alerts", "people.alert", order=60)
kinds("needs", "Needs", "people.need", order=61)
kinds("circle", "People round them", "people.relationship", order=62)
kinds("addresses", "Addresses", "people.address", order=63)
kinds("facts", "Facts", "people.fact", "people.trait", "people.name", order=64)
kinds("access", "Access to the record", "records.", order=90)
