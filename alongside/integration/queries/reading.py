"""A list as it is given: its file, checked whole, and its rows as they are read by a mapping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import BinaryIO

from alongside import council
from alongside.integration.language import Mapping
from alongside.integration.rules import sheet
from alongside.integration.rules.rows import Entry, Reading, Refusal, labels
from alongside.integration.rules.sheet import MB, Sheet

AT_ONCE = 750
"""Rows of one batch: enough to ask for many people at once, few enough that whoever else writes waits a third of a
second behind it (with two thousand it was one second, for a tenth more rows)."""


@dataclass(frozen=True)
class List:
    """A list to be brought in: the file as it was opened, its name, by which mapping, as it was on which day."""

    stream: BinaryIO
    file_name: str
    mapping: Mapping
    as_at: date

    def check(self) -> Sheet:
        """Read it throughout. Raises sheet.Broken, and changes nothing."""
        at_most = council.current().access.import_megabytes * MB
        return sheet.check(self.stream, self.mapping.headings, at_most)

    def rows(self, behind: int = 0) -> Iterator[list[Entry | Refusal]]:
        """Its rows as read, in batches, those behind a row."""
        reading = _reading(self.mapping, self.as_at)
        read = (
            reading.read(number, cells)
            for number, cells in sheet.rows(self.stream, self.mapping.headings)
            if number > behind
        )
        while batch := list(islice(read, AT_ONCE)):
            yield batch


def _reading(mapping: Mapping, as_at: date) -> Reading:
    here = council.current()
    groups = here.lists.get("ethnicity").entries
    said = [
        (word, each.code) for each in groups for word in (each.r1, each.label, each.cld, each.code) if word
    ]
    wards = {each.name: each.code for each in here.wards} | {each.code: each.code for each in here.wards}
    others = [(said_, wards[name]) for said_, name in mapping.wards.items() if name in wards]
    return Reading(
        as_at=as_at,
        priorities=mapping.priorities,
        ethnicities=labels([*said, *mapping.ethnicities.items()]),
        wards=labels([*wards.items(), *others]),
        month_first=mapping.month_first,
    )
