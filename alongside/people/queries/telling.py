"""What the rooms above tell of events beside their sentence, and by what the chronology may be narrowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from alongside.records.actors import Actor

Sifted = tuple[str, Sequence[Any]]
"""A condition on the event `e` with its parameters; a blank one lets everything through."""
EVERYTHING: Sifted = ("", ())


def of_kinds(*begin: str) -> Sifted:
    """Events whose kind begins with one of these: “people.” or “people.merged”."""
    return " OR ".join(["e.kind LIKE %s"] * len(begin)), [f"{each}%" for each in begin]


@dataclass(frozen=True)
class Telling:
    """How the room of an event tells more of it than its sentence: the text as it stands now, which a correction or a
    withdrawal has changed; an event never changes. `select` is an expression over the event `e`."""

    begins: str
    select: str
    may: Callable[[Actor], bool]


_tellings: list[Telling] = []


def tell(begins: str, select: str, *, may: Callable[[Actor], bool]) -> None:
    """Tell more of events whose kind begins so, to readers who `may`."""
    _tellings.append(Telling(begins, select, may))
    _told.cache_clear()


@lru_cache(maxsize=50)
def _told(which: tuple[int, ...]) -> str:
    cases = [
        f"WHEN SUBSTR(e.kind, 1, {len(each.begins)}) = '{each.begins}' THEN ({each.select})"
        for each in (_tellings[number] for number in which)
    ]
    return f"CASE {' '.join(cases)} ELSE '' END" if cases else "''"


def column_for(actor: Actor) -> str:
    """The expression that tells this reader more, for the column of it."""
    return _told(tuple(number for number, each in enumerate(_tellings) if each.may(actor)))
