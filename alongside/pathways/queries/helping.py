"""How the work goes: the definitions in force, told to whoever works along them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from alongside.pathways import library
from alongside.pathways.drawing import diagram
from alongside.pathways.drawing.description import Description, describe


@dataclass(frozen=True)
class Entry:
    """A pathway in the list of all."""

    key: str
    title: str
    purpose: str
    law: str


@dataclass(frozen=True)
class Told:
    """One pathway in words, and its picture."""

    said: Description
    picture: Markup


def every() -> Sequence[Entry]:
    """The pathways in force, by title."""
    found = (each.pathway for each in library.current().pathways.values())
    rows = [Entry(each.key, each.title, each.purpose, each.law or "") for each in found]
    return sorted(rows, key=lambda row: row.title)


def pathway(key: str) -> Told | None:
    """The pathway of this key; None where there is none."""
    there = library.current().pathways
    if key not in there:
        return None
    titles = {other: each.pathway.title for other, each in there.items()}
    found = there[key].pathway
    return Told(describe(found, titles), diagram.inline(found))
