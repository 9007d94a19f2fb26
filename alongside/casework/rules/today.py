"""The one list of a working day: what is late, what is due, what is new; nothing twice, in the order of time left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

LATE, TODAY, NEW, RETURNED, SOON, LATER = "late", "today", "new", "returned", "soon", "later"
NOW = (LATE, TODAY, NEW, RETURNED)
A_WEEK = timedelta(days=7)
# What is folded into a row of the same work: a form into the step that it is filled in for, a letter into the promise
# that it keeps.
CARRIES = {"form": "journey", "letter": "promise"}


@dataclass(frozen=True)
class Row:
    """One thing to do. `due_on` is its day, `at` its time on that day where it has one; `of` the work it is part of
    (“journey:12”); `keeps` what keeps it; `carried` are rows of the same work that are done here. What is not `alone`
    is nothing to do by itself: a letter on its way is only how a promise is kept."""

    kind: str
    id: int
    due_on: date | None
    at: datetime | None = None
    of: str = ""
    keeps: frozenset[str] = frozenset()
    sign: str = ""
    alone: bool = True
    carried: tuple[Row, ...] = field(default=())


def when(row: Row, now: datetime, today: date) -> str:
    """Late, due today, new, returned, within a week, or later. What has no day is to be done today."""
    if (row.at is not None and row.at < now) or (row.due_on is not None and row.due_on < today):
        return LATE
    if row.sign in (NEW, RETURNED):
        return row.sign
    if row.due_on is None or row.due_on == today:
        return TODAY
    return SOON if row.due_on - today <= A_WEEK else LATER


def days_late(row: Row, today: date) -> int:
    """Whole days since its day; 0 on the day itself."""
    return (today - row.due_on).days if row.due_on is not None and row.due_on < today else 0


def one_list(rows: Iterable[Row], now: datetime, today: date) -> list[Row]:
    """Each thing once, what belongs together together, the least time left first."""
    each = {(row.kind, row.id): row for row in rows}
    gone, carried = _carried(list(each.values()))
    joined = [
        replace(row, carried=tuple(carried[key])) if key in carried else row
        for key, row in each.items()
        if row.alone and key not in gone
    ]
    return sorted(joined, key=lambda row: _order(row, now, today))


def _carried(rows: Sequence[Row]) -> tuple[set[tuple[str, int]], dict[tuple[str, int], list[Row]]]:
    """The names of the rows that another carries, and what each carries."""
    gone: set[tuple[str, int]] = set()
    carried: dict[tuple[str, int], list[Row]] = {}
    for row in (row for row in rows if row.of and row.kind in CARRIES):
        host = next((other for other in rows if other.of == row.of and _carries(other, row)), None)
        if host is not None:
            gone.add((row.kind, row.id))
            carried.setdefault((host.kind, host.id), []).append(row)
    return gone, carried


def _carries(host: Row, row: Row) -> bool:
    if not host.alone or CARRIES[row.kind] != host.kind:
        return False
    return row.kind != "letter" or bool(host.keeps & row.keeps)


def _order(row: Row, now: datetime, today: date) -> tuple[object, ...]:
    told = when(row, now, today)
    early = row.due_on or today
    rank = 0 if told == LATE else 1 if told in NOW else 2
    return (
        rank,
        early,
        row.at is None,
        row.at or now,
        told != RETURNED,
        row.kind,
        row.id,
    )
