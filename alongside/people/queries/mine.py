"""The people a worker can see now, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from alongside.people.queries import words
from alongside.people.queries.finding import part_of
from alongside.people.rules.written import from_text
from alongside.records import asking, clock
from alongside.records.actors import Actor
from alongside.web.tables import Paging

A_PAGE = 50
LASTING_FIRST = ("allocated", "named on a restricted record", "covering", "added by")


@dataclass(frozen=True)
class MineRow:
    """One person on the list: who they are, where, and why this worker sees them."""

    id: int
    href: str
    name: str
    known_as: str
    born: str
    age: str
    place: str
    ward: str
    basis: str
    since: date
    alerts: str
    died: bool


@dataclass(frozen=True)
class MinePage:
    """A page of the list, and the numbers that lead to the ones before and after (0: there is none)."""

    rows: Sequence[MineRow]
    before: int
    after: int


def mine(actor: Actor, paging: Paging) -> MinePage:
    """A page of fifty by name. The number of statements is the same however many there are."""
    at = clock.now()
    people = _people(actor, paging, at)
    more, people = len(people) > A_PAGE, people[:A_PAGE]
    falling = paging.after is None and paging.before is not None
    if falling:
        people.reverse()
    ids = [row[0] for row in people]
    grants, alerts = _grants(actor, ids, at), _alerts(ids)
    today = clock.day_of(at)
    rows = [_row(row, grants[row[0]], alerts.get(row[0], ""), today) for row in people]
    earlier, later = (more, True) if falling else (paging.after is not None, more)
    return MinePage(rows, ids[0] if ids and earlier else 0, ids[-1] if ids and later else 0)


def _people(actor: Actor, paging: Paging, at: datetime) -> asking.Rows:
    """One more than a page, from where the reader is; before it, in falling order."""
    granted, given = asking.granted(actor, at)
    falling = paging.after is None and paging.before is not None
    place = paging.before if falling else paging.after
    beyond = ""
    if place is not None:
        beyond = _BEFORE if falling else _AFTER
        given += [_sort_name(place, granted, given), place]
    order = "DESC" if falling else "ASC"
    sql = _PEOPLE.format(granted=granted, beyond=beyond, order=order, limit=A_PAGE + 1)
    return asking.rows(sql, given)


def _sort_name(record_id: int, granted: str, given: list[Any]) -> str:
    """Where somebody stands in the list; the beginning for a number that is not the reader's to see."""
    sql = f"SELECT sort_name FROM people_person WHERE record_id = %s AND record_id IN ({granted})"  # noqa: S608 ours
    found = asking.rows(sql, [record_id, *given])
    return str(found[0][0]) if found else ""


_PEOPLE = (
    "SELECT p.record_id, p.name, p.known_as, p.born, p.postcode, p.ward, p.died FROM people_person p "
    "WHERE p.record_id IN ({granted}) AND p.merged_into_id IS NULL{beyond} "
    "ORDER BY p.sort_name {order}, p.record_id {order} LIMIT {limit}"
)
_AFTER = " AND (p.sort_name, p.record_id) > (%s, %s)"
_BEFORE = " AND (p.sort_name, p.record_id) < (%s, %s)"


def _grants(actor: Actor, ids: Sequence[int], at: datetime) -> Mapping[int, tuple[str, date]]:
    """For each record the most lasting reason, and since when it stands."""
    found: dict[int, tuple[int, str, Any]] = {}
    for record_id, basis, starts_at in asking.rows(_WHY, [actor.holders, at, at, ids]):
        rank = LASTING_FIRST.index(basis) if basis in LASTING_FIRST else len(LASTING_FIRST)
        if record_id not in found or rank < found[record_id][0]:
            found[record_id] = (rank, basis, starts_at)
    return {record_id: (basis, _day(since)) for record_id, (_rank, basis, since) in found.items()}


@lru_cache(maxsize=4096)
def _day(stored: Any) -> date:
    """The London date of a moment as the database gave it back."""
    return clock.day_of(asking.certain(stored))


_WHY = (
    f"SELECT g.record_id, g.basis, g.starts_at {asking.OPEN_GRANTS}"
    " AND g.record_id IN (%s) ORDER BY g.starts_at, g.id"
)


def _alerts(ids: Sequence[int]) -> Mapping[int, str]:
    """The kinds of the open alerts of each person, of records merged into theirs, too."""
    found: dict[int, dict[str, None]] = {}
    for root, kind in asking.rows(_ALERTS, [ids]):
        found.setdefault(root, {})[words.label("alert-kind", kind)] = None
    return {root: ", ".join(labels) for root, labels in found.items()}


_ALERTS = (
    "SELECT p.root_id, a.kind FROM people_alert a JOIN people_person p ON p.record_id = a.person_id "
    "WHERE p.root_id IN (%s) AND a.ended_at IS NULL ORDER BY a.id"
)


@lru_cache(maxsize=4096)
def _birth(text: str, today: date) -> tuple[str, str]:
    """A date of birth and the age in words. Kept, because a worker looks at the same list all day."""
    birth = from_text(text)
    return (str(birth), str(birth.age(today) or "")) if birth.known else ("", "")


def _row(columns: Sequence[Any], grant: tuple[str, date], alerts: str, today: date) -> MineRow:
    pk, name, known_as, born, postcode, ward, died = columns
    birth, age = _birth(born, today)
    return MineRow(
        pk,
        f"/people/{pk}/",
        name,
        known_as,
        birth,
        "" if died else age,
        part_of(postcode),
        words.ward(ward) if ward else "",
        grant[0],
        grant[1],
        alerts,
        bool(died),
    )
