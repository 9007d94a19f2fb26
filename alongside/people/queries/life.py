"""The great changes of a person's life, as recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.people.consequences import of_kind
from alongside.people.models import LifeEvent
from alongside.people.queries.sheet import Sheet
from alongside.records.actors import Actor


@dataclass(frozen=True)
class LifeEventRow:
    """One death, move or return. `last` marks the one that can be taken back."""

    id: int
    sentence: str
    detail: str
    told_by: str
    recorded_by: str
    recorded_at: datetime
    undone_by: str
    undone_at: datetime | None
    undone_why: str
    last: bool


def events(person: Sheet, actor: Actor) -> list[LifeEventRow]:
    """Every death, move and return of a person, the newest first."""
    seen = LifeEvent.objects.visible_to(actor).filter(person_id__in=person.record_ids)
    rows = list(seen.select_related("recorded_by", "undone_by").order_by("-id"))
    standing = [row.pk for row in rows if row.undone_at is None]
    return [
        LifeEventRow(
            row.pk,
            row.caused["sentence"],
            row.detail,
            row.told_by,
            row.recorded_by.name if row.recorded_by else "Alongside itself",
            row.recorded_at,
            row.undone_by.name if row.undone_by else "",
            row.undone_at,
            row.undone_why,
            standing[:1] == [row.pk],
        )
        for row in rows
    ]


def follows(kind: str) -> list[str]:
    """What happens at once when such an event is recorded, a sentence each."""
    return [each.sentence for each in of_kind(kind)]
