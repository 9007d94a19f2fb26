"""The people a worker can see now, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from alongside import council
from alongside.people.models import Person
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
    more = len(people) > A_PAGE
    people = people[:A_PAGE]
    falling = paging.after is None and paging.before is not None
    if falling:
        people.reverse()
    ids = [row[0] for row in people]
    grants, alerts = _grants(actor, ids, at), _alerts(ids)
    wards = {ward.code: ward.name for ward in council.current().wards}
    today = clock.today()
    rows = [_row(row, grants[row[0]], alerts.get(row[0], ""), wards, today) for row in people]
    earlier, later = (more, True) if falling else (paging.after is not None, more)
    return MinePage(rows, ids[0] if ids and earlier else 0, ids[-1] if ids and later else 0)


_Columns = tuple[int, str, str, str, str, str, str]
_PEOPLE = (
    "SELECT p.record_id, p.name, p.known_as, p.born, p.postcode, p.ward, p.died FROM people_person p"
    " WHERE p.merged_into_id IS NULL AND p.record_id IN ({granted}){beyond} ORDER BY {order} LIMIT {limit}"
)
_RISING, _FALLING = "p.sort_name, p.record_id", "p.sort_name DESC, p.record_id DESC"
_GRANTS = (
    "SELECT g.record_id, g.basis, g.starts_at FROM records_grant g WHERE g.record_id IN (%s) AND g.holder IN (%s)"
    " AND g.starts_at <= %s AND (g.ends_at IS NULL OR g.ends_at > %s) AND g.set_aside_by_id IS NULL"
    " ORDER BY g.starts_at, g.id"
)
_ALERTS = (
    "SELECT p.root_id, a.kind FROM people_alert a JOIN people_person p ON p.record_id = a.person_id"
    " WHERE a.ended_at IS NULL AND p.root_id IN (%s) ORDER BY a.id"
)


def _people(actor: Actor, paging: Paging, at: datetime) -> list[_Columns]:
    """One more than a page, from where the reader is; before it, in falling order."""
    granted, params = asking.granted(actor, at)
    falling = paging.after is None and paging.before is not None
    here = paging.before if falling else paging.after
    beyond = ""
    if here is not None:
        beyond = f" AND (p.sort_name, p.record_id) {'<' if falling else '>'} (%s, %s)"
        # Where the reader is, is only told when they may see it: a number typed into the address tells nothing.
        params = [*params, _sort_name(actor, here), here]
    order = _FALLING if falling else _RISING
    return asking.rows(_PEOPLE.format(granted=granted, beyond=beyond, order=order, limit=A_PAGE + 1), params)  # type: ignore[return-value]


def _sort_name(actor: Actor, person_id: int) -> str:
    return (
        Person.objects.visible_to(actor).filter(pk=person_id).values_list("sort_name", flat=True).first()
        or ""
    )


def _grants(actor: Actor, ids: Sequence[int], at: datetime) -> Mapping[int, tuple[str, date]]:
    """For each record the most lasting reason, and since when it stands."""
    found: dict[int, tuple[int, str, Any]] = {}
    for record_id, basis, starts_at in asking.rows(_GRANTS, [list(ids), list(actor.holders), at, at]):
        rank = LASTING_FIRST.index(basis) if basis in LASTING_FIRST else len(LASTING_FIRST)
        if record_id not in found or rank < found[record_id][0]:
            found[record_id] = (rank, basis, starts_at)
    return {record_id: (basis, _day_of(since)) for record_id, (_, basis, since) in found.items()}


@lru_cache(maxsize=10_000)
def _day_of(stored: Any) -> date:
    return clock.day_of(asking.moment(stored) or clock.now())


def _alerts(ids: Sequence[int]) -> Mapping[int, str]:
    """The kinds of the open alerts of each person, of records merged into theirs, too."""
    kinds = council.current().lists.get("alert-kind")
    found: dict[int, list[str]] = {}
    for root, kind in asking.rows(_ALERTS, [list(ids)]):
        found.setdefault(root, []).append(kinds.entry(kind).label if kind in kinds else kind)
    return {root: ", ".join(dict.fromkeys(labels)) for root, labels in found.items()}


def _row(
    columns: _Columns, grant: tuple[str, date], alerts: str, wards: Mapping[str, str], today: date
) -> MineRow:
    pk, name, known_as, born, postcode, ward, died = columns
    said, age = _born(born, today)
    return MineRow(
        pk,
        f"/people/{pk}/",
        name,
        known_as,
        said,
        "" if died else age,
        part_of(postcode),
        wards.get(ward, ""),
        grant[0],
        grant[1],
        alerts,
        bool(died),
    )


@lru_cache(maxsize=50_000)
def _born(text: str, today: date) -> tuple[str, str]:
    """A date of birth as it is read, and the age today."""
    born = from_text(text)
    return str(born) if born.known else "", str(born.age(today) or "")
