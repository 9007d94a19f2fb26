"""`alongside waits`: how many wait for what, and how long, at the end of any day."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from alongside.cli.database import require_current
from alongside.cli.trouble import Trouble

if TYPE_CHECKING:
    from alongside.pathways.queries.standing import Standing

HEADINGS = ("pathway", "wait", "count", "median", "90th", "longest", "over target")


def day(text: str) -> date:
    """A day as it is typed: 2024-05-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is not a day; write it as 2024-05-31") from None


def report(as_at: date | None, as_known: date | None, *, as_json: bool) -> int:
    """Prints every wait of the whole council as it stood, as a table or as JSON. Returns 0."""
    require_current()
    from alongside.pathways.queries import standing
    from alongside.pathways.rules.calendar import end_of
    from alongside.records import clock
    from alongside.records.actors import SYSTEM
    from alongside.records.audit.reading import saw

    on = as_at or clock.today()
    if max(on, as_known or on) > clock.today():
        raise Trouble("Nobody knows yet who will be waiting on a day that is still to come.")
    found = standing.every(SYSTEM, on, end_of(as_known) if as_known else None)
    saw(SYSTEM, "cli.waits", [], what="list")
    print(json.dumps([_told(each, on) for each in found], indent=2) if as_json else _table(found, on))
    return 0


def _told(each: Standing, on: date) -> dict[str, Any]:
    return {
        "pathway": each.pathway,
        "wait": each.wait,
        "title": each.title,
        "headline": each.headline,
        "as_at": on.isoformat(),
        "count": each.spread.count,
        "median": each.spread.median,
        "percentile_90": each.spread.percentile_90,
        "longest": each.spread.longest,
        "over_target": each.over,
    }


def _table(found: Sequence[Standing], on: date) -> str:
    rows = [HEADINGS, *(_line(each) for each in found)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    return "\n".join([f"Still waiting at the end of {on:%-d %B %Y}, in days", "", *map(str.rstrip, lines)])


def _line(each: Standing) -> tuple[str, ...]:
    figures = (each.spread.median, each.spread.percentile_90, each.spread.longest)
    days = ("–" if figure is None else str(figure) for figure in figures)
    mark = " *" if each.headline else ""
    return (each.pathway, f"{each.wait}{mark}", str(each.spread.count), *days, str(each.over))
