"""Every definition in force: read once a day, checked whole, known by key; past ones by their hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from alongside import council
from alongside.council import Council
from alongside.council.faults import Faults
from alongside.pathways.language import Owed, Pathway
from alongside.pathways.rules.calendar import Calendar
from alongside.records import clock

DEFINITIONS = Path(__file__).parent / "definitions"
PROMISES = Path(__file__).parent / "promises"


class DefinitionError(Exception):
    """Definitions cannot be used. `problems` holds one sentence for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(
            "\n".join(["The pathway definitions cannot be used:", *(f"- {each}" for each in problems)])
        )


@dataclass(frozen=True)
class Resolved:
    """A definition as it is in force: what it says, as text for ever, and the hash of that text."""

    pathway: Pathway
    text: str
    hash: str


@dataclass(frozen=True)
class Library:
    """Every definition and every promise of its own, by key."""

    pathways: Mapping[str, Resolved]
    owed: Mapping[str, Owed]

    def pathway(self, key: str) -> Pathway:
        """The definition in force. Raises KeyError with a sentence."""
        return self.resolved(key).pathway

    def resolved(self, key: str) -> Resolved:
        """The definition in force, with its text and hash. Raises KeyError with a sentence."""
        if key not in self.pathways:
            raise KeyError(f"There is no pathway “{key}”. There are {', '.join(sorted(self.pathways))}.")
        return self.pathways[key]


def canonical(data: Mapping[str, Any]) -> str:
    """A definition's data as the one text that its hash is of. The order of stages and moves is part of it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def hash_of(text: str) -> str:
    """The hash under which a resolved definition is kept for ever."""
    return hashlib.sha256(text.encode()).hexdigest()


def revive(text: str) -> Pathway:
    """The definition of a kept text."""
    return Pathway.model_validate(json.loads(text), by_alias=True, by_name=False)


def load(here: Council, on: date, folder: Path = DEFINITIONS, promises: Path = PROMISES) -> Library:
    """Read, resolve and check every definition. Raises DefinitionError with every mistake in all of them."""
    from alongside.pathways.reader import checking, reading, words

    faults = Faults()
    read = reading.pathways(folder, here, on, faults)
    owed = reading.owed(promises, here, on, faults)
    checking.check(read, owed, words.known(here, reading.keys(folder, here)), faults)
    if faults.sentences:
        raise DefinitionError(faults.sentences)
    made = {key: _resolved(each.data, each.made) for key, each in read.items() if each.made is not None}
    return Library(made, {key: each.made for key, each in owed.items() if each.made is not None})


def _resolved(data: dict[str, Any], pathway: Pathway) -> Resolved:
    text = canonical(data)
    return Resolved(pathway, text, hash_of(text))


@dataclass(frozen=True)
class _Day:
    """What was read for one council on one day."""

    here: Council
    on: date
    library: Library
    calendar: Calendar


_read: list[_Day] = []


def _today() -> _Day:
    here, on = council.current(), clock.today()
    if not _read or _read[0].here is not here or _read[0].on != on:
        _read[:] = [_Day(here, on, load(here, on), Calendar(here.bank_holidays))]
    return _read[0]


def current() -> Library:
    """The definitions in force today for the council that is served."""
    return _today().library


def calendar() -> Calendar:
    """The working days of the council that is served."""
    return _today().calendar
