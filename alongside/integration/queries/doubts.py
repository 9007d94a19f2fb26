"""What imports left for a person to decide, as somebody who joins records may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F

from alongside.integration.models import Doubt
from alongside.people.queries.finding import FoundRow, people
from alongside.records.actors import Actor
from alongside.web.errors import Missing

_WHY = "doubts of an import; of each person no more is shown than search shows"
AT_MOST = 200


@dataclass(frozen=True)
class DoubtRow:
    """One doubt: which row, about whom, whom they may be, and why. `other` is None where only one person is meant or
    the other is restricted."""

    id: int
    run: int
    number: int
    why: str
    person: FoundRow | None
    other: FoundRow | None
    two: bool


def still_open(run_id: int, actor: Actor) -> list[DoubtRow]:
    """Of a run, the first ones; those whose records were joined since are settled by that."""
    rows = list(_open().filter(run=run_id).order_by("number", "id")[:AT_MOST])
    return _rows(rows, actor)


def one(doubt_id: int, actor: Actor) -> DoubtRow:
    """One of a person whose record the actor sees. Raises Missing."""
    seen = Doubt.objects.visible_to(actor).filter(pk=doubt_id, settled_at=None).first()
    if seen is None:
        raise Missing
    return _rows([seen], actor)[0]


def _open() -> Any:
    rows = Doubt.objects.for_system(_WHY).filter(settled_at=None)
    joined = rows.exclude(person=F("other")).filter(person__root=F("other__root"))
    return rows.exclude(pk__in=joined.values("pk"))


def _rows(doubts: list[Doubt], actor: Actor) -> list[DoubtRow]:
    roots, found = people({key for each in doubts for key in (each.person_id, each.other_id)}, actor)

    def shown(key: int) -> FoundRow | None:
        row = found[roots[key]]
        return None if row.restricted and not row.is_open else row

    return [
        DoubtRow(
            each.pk, each.run_id, each.number, each.why, shown(each.person_id), shown(each.other_id),
            each.person_id != each.other_id,
        )
        for each in doubts
    ]  # fmt: skip
