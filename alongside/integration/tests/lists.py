"""Small builders for tests of this room: a list as bytes, brought in as it would be."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from alongside.integration import library
from alongside.integration.actions import importing
from alongside.integration.language import Mapping
from alongside.integration.queries import runs
from alongside.records.actors import SYSTEM, Actor

AS_AT = date(2024, 5, 31)
ADA = {
    "reference": "A1", "nhs_number": "9434765919", "family_name": "Lovelace", "given_name": "Ada",
    "born": "10/12/1951", "since": "06/04/2024", "priority": "P3", "ethnicity": "White: Irish", "ward": "",
    "completed": "",
}  # fmt: skip
"""A row, by what its cells are for."""


def mapping(name: str = "care_act_assessments") -> Mapping:
    """A mapping that comes along."""
    return library.load(name)


def text(*rows: dict[str, str], by: Mapping | None = None) -> bytes:
    """A list of these rows, each like Ada's but for what is said."""
    headings = (by or mapping()).headings
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings.values())
    writer.writerows([(ADA | row)[name] for name in headings] for row in rows)
    return out.getvalue().encode()


def listed(content: bytes, *, as_at: date = AS_AT, by: Mapping | None = None) -> importing.List:
    """A list as it is given to be brought in."""
    return importing.List(io.BytesIO(content), "list.csv", by or mapping(), as_at)


def bring(content: bytes, *, actor: Actor = SYSTEM, **more: Any) -> runs.RunRow:
    """Bring it in."""
    return runs.row(importing.bring_in(listed(content, **more), by=actor))


def fates(run: runs.RunRow) -> list[tuple[int, str]]:
    """What became of each row."""
    return [(line.number, line.fate) for line in runs.lines(run.id)]
