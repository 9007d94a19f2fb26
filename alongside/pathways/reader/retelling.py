"""Whether the examples of definitions come out as they say: they are told through the rules that the engine uses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from alongside.council import Council
from alongside.council.faults import Faults
from alongside.council.wording import shape_of
from alongside.pathways.language import Pathway
from alongside.pathways.reader import reading
from alongside.pathways.reader.resolving import Authored, resolve
from alongside.pathways.rules import telling
from alongside.pathways.rules.calendar import Calendar


def told(folder: Path, here: Council, on: date) -> Iterator[tuple[Authored, Pathway]]:
    """Every pathway as its examples speak of it: a shared one without the targets of this council."""
    faults = Faults()
    for authored in reading.authored(folder, "pathway", here, faults):
        data = resolve(authored, here, on, faults, own_targets=authored.own)
        pathway = shape_of(Pathway, data, authored.source, faults)
        if pathway is not None:
            yield authored, pathway


def untrue(folder: Path, here: Council, on: date) -> Iterator[str]:
    """A sentence for each thing that an example says and the rules do not make of it."""
    calendar = Calendar(here.bank_holidays)
    for authored, pathway in told(folder, here, on):
        for number, example in enumerate(pathway.examples):
            for said in telling.differences(pathway, example, calendar):
                yield f"{authored.source.spot(('examples', number))}: {said}."
