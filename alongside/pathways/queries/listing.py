"""What lists of work share: fifty rows at a time in a lasting order, and the names of those the reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Q

from alongside.records import asking, clock
from alongside.records.actors import Actor
from alongside.web.tables import Paging

A_PAGE = 50


class Part(NamedTuple):
    """A page of rows, and the numbers that lead to the pages before and after it (0: there is none)."""

    rows: list[dict[str, Any]]
    before: int
    after: int


def part(found: Any, order: Sequence[str], columns: Sequence[str], paging: Paging) -> Part:
    """A page of a queryset in the order of these columns, none of them null, the last the row's own number."""
    falling = paging.after is None and paging.before is not None
    place = paging.before if falling else paging.after
    stands = found.filter(pk=place).values_list(*order).first() if place is not None else None
    if stands is not None:
        found = found.filter(_beyond(order, stands, "lt" if falling else "gt"))
    falls = falling and stands is not None
    ordered = found.order_by(*(f"-{name}" if falls else name for name in order))
    rows = list(ordered.values(*columns)[: A_PAGE + 1])
    more, rows = len(rows) > A_PAGE, rows[:A_PAGE]
    if falls:
        rows.reverse()
    earlier, later = (more, True) if falls else (stands is not None, more)
    return Part(rows, rows[0]["id"] if rows and earlier else 0, rows[-1]["id"] if rows and later else 0)


def _beyond(order: Sequence[str], stands: Sequence[Any], way: str) -> Q:
    """Whatever comes after (gt) or before (lt) a place in the order: equal up to some column, and beyond in it."""
    found, equal = Q(), Q()
    for name, value in zip(order, stands, strict=True):
        found |= equal & Q(**{f"{name}__{way}": value})
        equal &= Q(**{name: value})
    return found


class Named(NamedTuple):
    """Whom a row is about: the number and name of the record that theirs was merged into."""

    id: int
    name: str


def people(person_ids: Iterable[int | None], actor: Actor) -> Mapping[int, Named]:
    """Those whose records the reader may see, by the number on the row: work may be seen where the record may not."""
    ids = sorted({pk for pk in person_ids if pk is not None})
    if not ids:
        return {}
    seen, given = asking.open_among("p.record_id", ids, actor, clock.now())
    return {
        pk: Named(root or pk, name)
        for pk, root, name in asking.rows(asking.filled(_PEOPLE, seen=seen), given)
    }


_PEOPLE = (
    "SELECT p.record_id, p.root_id, r.name FROM people_person p"
    " LEFT JOIN people_person r ON r.record_id = p.root_id WHERE {seen}"
)
