"""Whether the examples of a definition can be told: each names moves, facts and days that there are.

Whether they also come out as they say is asked by `alongside check` and by the tests (rules.telling).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from alongside.council.faults import Loc
from alongside.pathways.language import Example, Pathway
from alongside.pathways.reader.blaming import Blaming
from alongside.pathways.rules import telling

DAYS = re.compile(r"1 day|(0|[2-9]|[1-9][0-9]+) days")


def check(pathway: Pathway, note: Blaming) -> None:
    """Check every example of the pathway."""
    for number, example in enumerate(pathway.examples):
        _story(pathway, example, ("examples", number), note)


def _story(pathway: Pathway, example: Example, loc: Loc, note: Blaming) -> None:
    _moment((*loc, "opened"), example.opened, note)
    if example.priority is not None:
        note.look_up((*loc, "priority"), [example.priority], pathway.priorities, "priority")
    asked = pathway.conditions.union(*(move.needs for move in pathway.moves.values()))
    note.look_up((*loc, "facts"), example.facts, asked, "fact that is asked here,")
    for name, times in example.happens.items():
        note.look_up((*loc, "happens"), [name], telling.words(pathway), "move or happening here")
        for when in times:
            _moment((*loc, "happens", name), when, note)
    if not example.then.startswith(telling.REFUSED):
        note.look_up((*loc, "then"), [example.then], pathway.stages, "stage")
    _outcome(pathway, example, loc, note)


def _outcome(pathway: Pathway, example: Example, loc: Loc, note: Blaming) -> None:
    note.look_up((*loc, "waits"), example.waits, pathway.waits, "wait")
    for name, days in example.waits.items():
        if not DAYS.fullmatch(days):
            wrong = f"“{days}” is not a number of days"
            note.blame((*loc, "waits", name), wrong, "Write whole days, as in 28 days")
    promises = {*pathway.promises, *pathway.while_waiting}
    for heading, names in (("due", example.due), ("kept", example.kept), ("late", example.late)):
        _promised((*loc, heading), names, promises, note)
    for name, when in example.due.items():
        _moment((*loc, "due", name), when, note)


def _promised(loc: Loc, names: Iterable[str], promises: set[str], note: Blaming) -> None:
    note.look_up(loc, names, promises, "promise")


def _moment(loc: Loc, text: str, note: Blaming) -> None:
    try:
        telling.moment(text)
    except ValueError:
        note.blame(loc, f"“{text}” is not a day or a time", "Write it as in 2026-03-02, or 2026-03-02 10:00")
