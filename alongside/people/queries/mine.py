"""The people a worker can see now, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from alongside import council
from alongside.people.models import Alert, Person
from alongside.people.queries.finding import part_of
from alongside.people.rules.written import from_text
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Grant
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
    people = _people(actor, paging)
    more = len(people) > A_PAGE
    people = people[:A_PAGE]
    falling = paging.after is None and paging.before is not None
    if falling:
        people.reverse()
    ids = [row[0] for row in people]
    grants, alerts = _grants(actor, ids), _alerts(ids)
    wards = {ward.code: ward.name for ward in council.current().wards}
    rows = [_row(row, grants[row[0]], alerts.get(row[0], ""), wards) for row in people]
    earlier, later = (more, True) if falling else (paging.after is not None, more)
    return MinePage(rows, ids[0] if ids and earlier else 0, ids[-1] if ids and later else 0)


_Columns = tuple[int, str, str, str, str, str, str]


def _people(actor: Actor, paging: Paging) -> list[_Columns]:
    """One more than a page, from where the reader is; before it, in falling order."""
    rows = Person.objects.held_by(actor).filter(merged_into__isnull=True)
    falling = paging.after is None and paging.before is not None
    at = paging.before if falling else paging.after
    if at is not None:
        here = rows.filter(pk=at).values_list("sort_name", flat=True).first() or ""
        beyond = Q(sort_name__lt=here) | Q(sort_name=here, pk__lt=at)
        rows = (
            rows.filter(beyond)
            if falling
            else rows.filter(Q(sort_name__gt=here) | Q(sort_name=here, pk__gt=at))
        )
    order = ("-sort_name", "-record") if falling else ("sort_name", "record")
    columns = ("pk", "name", "known_as", "born", "postcode", "ward", "died")
    return list(rows.order_by(*order).values_list(*columns)[: A_PAGE + 1])


def _grants(actor: Actor, ids: Sequence[int]) -> Mapping[int, tuple[str, date]]:
    """For each record the most lasting reason, and since when it stands."""
    standing = Grant.objects.open_at(clock.now()).filter(record_id__in=ids, holder__in=actor.holders)
    found: dict[int, tuple[int, str, date]] = {}
    for record_id, basis, starts_at in standing.order_by("starts_at", "id").values_list(
        "record_id", "basis", "starts_at"
    ):
        rank = LASTING_FIRST.index(basis) if basis in LASTING_FIRST else len(LASTING_FIRST)
        if record_id not in found or rank < found[record_id][0]:
            found[record_id] = (rank, basis, clock.day_of(starts_at))
    return {record_id: each[1:] for record_id, each in found.items()}


def _alerts(ids: Iterable[int]) -> Mapping[int, str]:
    """The kinds of the open alerts of each person, of records merged into theirs, too."""
    kinds = council.current().lists.get("alert-kind")
    up = Alert.objects.for_system("the list shows alerts of people it already shows").filter(
        person__root_id__in=list(ids), ended_at__isnull=True
    )
    found: dict[int, list[str]] = {}
    for root, kind in up.order_by("id").values_list("person__root_id", "kind"):
        found.setdefault(root or 0, []).append(kinds.entry(kind).label if kind in kinds else kind)
    return {root: ", ".join(dict.fromkeys(labels)) for root, labels in found.items()}


def _row(columns: _Columns, grant: tuple[str, date], alerts: str, wards: Mapping[str, str]) -> MineRow:
    pk, name, known_as, born, postcode, ward, died = columns
    date_of_birth = from_text(born)
    age = None if died else date_of_birth.age(clock.today())
    return MineRow(
        pk,
        f"/people/{pk}/",
        name,
        known_as,
        str(date_of_birth) if date_of_birth.known else "",
        str(age or ""),
        part_of(postcode),
        wards.get(ward, ""),
        grant[0],
        grant[1],
        alerts,
        bool(died),
    )
