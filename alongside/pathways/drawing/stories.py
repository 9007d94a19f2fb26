"""The examples of a pathway, told as stories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from alongside.pathways.drawing.diagram import label
from alongside.pathways.language import Example, Pathway, urgently
from alongside.pathways.rules import telling
from alongside.web import formats


@dataclass(frozen=True)
class Story:
    """One example: what happened when, and what the rules make of it."""

    title: str
    happened: tuple[tuple[str, str], ...]
    outcome: tuple[str, ...]


def stories(pathway: Pathway) -> Iterator[Story]:
    """Every example of the pathway."""
    for example in pathway.examples:
        yield Story(example.story, tuple(_happened(pathway, example)), tuple(_outcome(pathway, example)))


def _happened(pathway: Pathway, example: Example) -> Iterator[tuple[str, str]]:
    steps = [(telling.moment(when), name) for name, times in example.happens.items() for when in times]
    yield _when(telling.moment(example.opened)), "It begins"
    for at, name in sorted(steps, key=lambda each: each[0]):
        yield _when(at), _step(pathway, name)


def _when(at: datetime) -> str:
    return formats.moment(at)


def _step(pathway: Pathway, name: str) -> str:
    moves = pathway.moves
    for key, move in moves.items():
        if name in (key, urgently(key)):
            return f"{label(key, move)}{'' if name == key else ', urgently'}"
    return name[0].upper() + name[1:]


def _outcome(pathway: Pathway, example: Example) -> Iterator[str]:
    if example.then.startswith(telling.REFUSED):
        yield f"The last step is refused: {example.then.removeprefix(telling.REFUSED)}"
    else:
        yield f"It stands at “{pathway.stages[example.then].title}”"
    for name, days in example.waits.items():
        yield f"{pathway.waits[name].title}: {days}"
    owed = {name: each.title for name, each in pathway.promises.items()}
    owed |= {name: each.title for name, each in pathway.while_waiting.items()}
    for name, due in example.due.items():
        when = telling.moment(due)
        yield f"“{owed[name]}” is due {_when(when) if ' ' in due else f'by {formats.day(when)}'}"
    for heading, names in (("is kept", example.kept), ("is late", example.late)):
        for name in names:
            yield f"“{owed[name]}” {heading}"
