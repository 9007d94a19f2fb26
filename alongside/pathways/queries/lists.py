"""Waiting lists: one for each wait of each pathway, of those still waiting now whom the reader may see.

Still waiting is begun and not stopped; whoever was given to a worker and not yet seen waits still, and is told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from alongside.pathways import library
from alongside.pathways.language import Pathway
from alongside.pathways.queries.list_rows import COLUMNS, WaitingRow, rows_of
from alongside.pathways.queries.narrowing import Asked, conditions
from alongside.pathways.rules.calendar import days_between
from alongside.pathways.rules.quantiles import Spread, spread
from alongside.records import asking, clock
from alongside.web.tables import Paging

A_PAGE = 50


@dataclass(frozen=True)
class Figures:
    """How those still waiting stand: in days, how many are over their target, and how many a worker has."""

    spread: Spread
    tally: Mapping[int, int]
    over: int = 0
    given: int = 0


@dataclass(frozen=True)
class WaitingList:
    """A page of a waiting list, with the ways to the pages before and after."""

    pathway: Pathway
    wait: str
    figures: Figures
    rows: Sequence[WaitingRow]
    before: int
    after: int


def slug(wait: str) -> str:
    """The name of a wait as it stands in an address."""
    return wait.replace(" ", "-")


def pathways() -> Mapping[str, library.Resolved]:
    """Every definition in force."""
    return library.current().pathways


def found(key: str, wait: str) -> tuple[Pathway, str] | None:
    """The pathway and the wait that an address names; None where there is no such list."""
    resolved = library.current().pathways.get(key)
    names = {slug(name): name for name in resolved.pathway.waits} if resolved else {}
    return (resolved.pathway, names[wait]) if resolved is not None and wait in names else None


def waiting_list(asked: Asked, paging: Paging) -> WaitingList:
    """A page of one list, with the figures of everybody on it."""
    those = narrowed(asked)
    part = _part(those, paging)
    rows = rows_of(part.rows, asked.pathway, asked.wait, asked.actor)
    return WaitingList(
        asked.pathway, asked.wait, _figures(those, clock.today()), rows, part.before, part.after
    )


def everybody(asked: Asked) -> list[WaitingRow]:
    """All of one list, in its order."""
    those = narrowed(asked)
    sql = asking.filled(_ROWS, columns=COLUMNS, those=those.sql, beyond="", way="ASC", limit="")
    return rows_of(asking.rows(sql, those.given), asked.pathway, asked.wait, asked.actor)


class Those(NamedTuple):
    """Whom a list holds, as a condition with its parameters."""

    sql: str
    given: list[Any]


def narrowed(asked: Asked) -> Those:
    """Those still waiting whom the reader may see, of one wait, that are chosen."""
    open_to, given = asking.open_to("w.record_id", asked.actor, clock.now())
    sql, told = [_LIST, open_to], [asked.pathway.key, asked.wait, *given]
    for each in conditions(asked.chosen, asked.pathway, clock.today()):
        sql.append(each.sql)
        told += each.given
    return Those(" AND ".join(sql), told)


def _figures(those: Those, today: date) -> Figures:
    days, over, given = asking.rows(asking.filled(_TALLY, those=those.sql), [today, *those.given]), 0, 0
    tally = {}
    for began, people, beyond, held in days:
        tally[days_between(_day(began), today)] = people
        over, given = over + beyond, given + held
    return Figures(spread(tally), tally, over, given)


def _day(stored: Any) -> date:
    return stored if isinstance(stored, date) else date.fromisoformat(stored)


class _Part(NamedTuple):
    rows: asking.Rows
    before: int
    after: int


def _part(those: Those, paging: Paging) -> _Part:
    """A page in the order of the list, and the numbers that lead to those before and after it (0: there is none)."""
    falling = paging.after is None and paging.before is not None
    place = paging.before if falling else paging.after
    stands = asking.rows(asking.filled(_PLACE, those=those.sql), [*those.given, place]) if place else []
    beyond = (_BEFORE if falling else _AFTER) if stands else ""
    falls = falling and bool(stands)
    sql = asking.filled(
        _ROWS,
        columns=COLUMNS,
        those=those.sql,
        beyond=beyond,
        way="DESC" if falls else "ASC",
        limit=f" LIMIT {A_PAGE + 1}",
    )
    rows = asking.rows(sql, [*those.given, *(stands[0] if stands else ())])
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    if falls:
        rows.reverse()
    earlier, later = (more, True) if falls else (bool(stands), more)
    return _Part(rows, rows[0][0] if rows and earlier else 0, rows[-1][0] if rows and later else 0)


_LIST = "w.pathway = %s AND w.name = %s AND w.stopped_on IS NULL"
_ROWS = (
    "SELECT {columns} FROM pathways_wait w JOIN pathways_journey j ON j.id = w.journey_id WHERE {those}{beyond}"
    " ORDER BY w.rank {way}, w.started_on {way}, w.id {way}{limit}"
)
_PLACE = "SELECT w.rank, w.started_on, w.id FROM pathways_wait w WHERE {those} AND w.id = %s"
_AFTER = " AND (w.rank, w.started_on, w.id) > (%s, %s, %s)"
_BEFORE = " AND (w.rank, w.started_on, w.id) < (%s, %s, %s)"
_TALLY = (
    "SELECT w.started_on, COUNT(*), SUM(CASE WHEN w.due_on < %s THEN 1 ELSE 0 END),"
    " SUM(CASE WHEN w.given THEN 1 ELSE 0 END) FROM pathways_wait w WHERE {those} GROUP BY w.started_on"
)
