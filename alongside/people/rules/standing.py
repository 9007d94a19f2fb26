"""Which of the dated statements about a person hold on a day, and which were known to hold at a moment.

Two times are asked for everywhere: `on` (as it was) and `as_known` (as was recorded by then; None is now). A statement
begins with its start, blank being always; it ends on its end, which is the first day it no longer holds. Of an
approximate date the first possible day counts. Of statements that exclude each other, such as two ethnicities, the
one that began last holds: the next ends the one before, and a withdrawn one lets it stand again. Rows are given in
the order in which they were recorded; of those that began alike the later wins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol, TypeVar

from alongside.people.rules.written import from_text


class Dated(Protocol):
    """What these rules ask of a statement: approximate dates as text, and when each thing was recorded."""

    @property
    def starts_on(self) -> str: ...
    @property
    def ends_on(self) -> str: ...
    @property
    def recorded_at(self) -> dt.datetime: ...
    @property
    def ended_at(self) -> dt.datetime | None: ...
    @property
    def withdrawn_at(self) -> dt.datetime | None: ...


Row = TypeVar("Row", bound=Dated)


@lru_cache(maxsize=20_000)
def first_day(text: str) -> dt.date:
    """The first possible day of a date; the same few dates are read all day."""
    return from_text(text).earliest()


def known(row: Dated, as_known: dt.datetime | None) -> bool:
    """Whether a statement stood in the record at a moment: recorded by then and not yet withdrawn."""
    if as_known is None:
        return row.withdrawn_at is None
    return row.recorded_at <= as_known and (row.withdrawn_at is None or row.withdrawn_at > as_known)


def end_known(row: Dated, as_known: dt.datetime | None) -> str:
    """The end of a statement as far as it had been recorded by then."""
    late = as_known is not None and row.ended_at is not None and row.ended_at > as_known
    return "" if late else row.ends_on


def begun(row: Dated, on: dt.date) -> bool:
    """Whether a statement had begun by a day."""
    return not row.starts_on or first_day(row.starts_on) <= on


def holds(row: Dated, on: dt.date, as_known: dt.datetime | None = None) -> bool:
    """Whether a statement that stands beside others of its kind (an alias, a phone number) holds on a day."""
    if not known(row, as_known) or not begun(row, on):
        return False
    end = end_known(row, as_known)
    return not end or first_day(end) > on


def standing(rows: Iterable[Row], on: dt.date, as_known: dt.datetime | None = None) -> list[Row]:
    """Those of the statements that hold on a day, in the order given."""
    return [row for row in rows if holds(row, on, as_known)]


def the_one(rows: Iterable[Row], on: dt.date, as_known: dt.datetime | None = None) -> Row | None:
    """Of statements that exclude each other the one that holds on a day; None where none does.

    The one that began last. If it has ended, nothing holds: what it replaced does not come back.
    """
    stated = list(rows)
    if len(stated) == 1:
        return stated[0] if holds(stated[0], on, as_known) else None
    possible = [row for row in stated if known(row, as_known) and begun(row, on)]
    newest = max(reversed(possible), key=_start, default=None)
    return newest if newest is not None and holds(newest, on, as_known) else None


def in_turn(rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    """Statements that exclude each other, newest first, each with the end that it has or that the next one gives it.

    Withdrawn ones come with their own end: they never gave way to anything.
    """
    following = ""
    oldest_first = sorted(rows, key=_start)
    for row in oldest_first[::-1]:
        if row.withdrawn_at is not None:
            yield row, row.ends_on
            continue
        yield row, row.ends_on or following
        following = row.starts_on or following


def _start(row: Dated) -> dt.date:
    return first_day(row.starts_on) if row.starts_on else dt.date.min
