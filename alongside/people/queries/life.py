"""The great changes of a person's life, as recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside.people.consequences import of_kind
from alongside.people.models import LifeEvent, Person
from alongside.people.queries.merging import ids_of, root_of
from alongside.people.rules.written import from_text
from alongside.records.actors import Actor
from alongside.web.errors import Missing


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


@dataclass(frozen=True)
class LifePage:
    """A person with what is recorded of their life."""

    id: int
    record_ids: Sequence[int]
    name: str
    version: int
    died: str
    moved_away: str
    events: Sequence[LifeEventRow]


def life(person_id: int, actor: Actor) -> LifePage:
    """The life of a person the actor may see; Missing otherwise."""
    root = root_of(person_id)
    person = Person.objects.visible_to(actor).filter(pk=root).first()
    if person is None:
        raise Missing
    ids = ids_of(root)
    return LifePage(
        root,
        ids,
        person.name,
        person.version,
        _said(person.died),
        _said(person.moved_away),
        _events(ids, actor),
    )


def _said(text: str) -> str:
    return str(from_text(text)) if text else ""


def _events(person_ids: Sequence[int], actor: Actor) -> list[LifeEventRow]:
    seen = LifeEvent.objects.visible_to(actor).filter(person_id__in=person_ids)
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
