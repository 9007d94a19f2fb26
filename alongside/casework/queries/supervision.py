"""Supervision notes as the two who were there see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alongside.casework.models import Discussed, Supervision
from alongside.people.models import Person
from alongside.records import actors
from alongside.records.actors import Actor
from alongside.records.models import Worker
from alongside.web import formats
from alongside.web.errors import Missing

AT_MOST = 200
Choice = tuple[str, str]


@dataclass(frozen=True)
class DiscussedRow:
    """A person who was talked about. The name is blank when the reader may not see the person (any more)."""

    person_id: int
    person: str
    text: str
    decision_id: int | None
    action_id: int | None


@dataclass(frozen=True)
class SupervisionRow:
    """One supervision. `agreed` is blank until the worker has agreed to what it says."""

    id: int
    record_id: int
    worker: str
    worker_id: int
    supervisor: str
    supervisor_id: int
    held_on: date
    next_on: date | None
    text: str
    written: str
    agreed: str
    version: int


def mine(actor: Actor) -> list[SupervisionRow]:
    """The actor's supervisions, held with them or by them, the last first."""
    rows = Supervision.objects.visible_to(actor).select_related("worker", "supervisor")
    return [_row(row) for row in rows.order_by("-held_on", "-id")[:AT_MOST]]


def supervision(key: int, actor: Actor) -> SupervisionRow:
    """One of them. Raises Missing for one that is not there or not the actor's to see."""
    row = Supervision.objects.visible_to(actor).filter(pk=key).select_related("worker", "supervisor").first()
    if row is None:
        raise Missing
    return _row(row)


def discussed(row: SupervisionRow, actor: Actor) -> Sequence[DiscussedRow]:
    """Who was talked about. A record that has been closed to the reader since is not named."""
    found = list(Discussed.objects.visible_to(actor).filter(supervision_id=row.id).order_by("id"))
    seen = Person.objects.visible_to(actor).filter(pk__in=[each.person_id for each in found])
    names = dict(seen.order_by("pk").values_list("pk", "name"))
    return [
        DiscussedRow(
            each.person_id, names.get(each.person_id, ""), each.text, each.decision_id, each.action_id
        )
        for each in found
    ]


def workers(actor: Actor) -> list[Choice]:
    """Whom the actor may have supervised: everybody at work but themselves, by name."""
    rows = Worker.objects.filter(is_active=True, left_on__isnull=True).exclude(pk=actor.worker)
    return [(str(key), name) for key, name in rows.order_by("name", "pk").values_list("pk", "name")]


def people_of(row: SupervisionRow, actor: Actor) -> list[Choice]:
    """Whom the two may talk about: those whom both can see."""
    worker = actors.of(row.worker_id)
    if worker is None:
        return []
    mine = Person.objects.held_by(actor).filter(merged_into__isnull=True)
    theirs = Person.objects.held_by(worker).values("pk")
    rows = mine.filter(pk__in=theirs).order_by("sort_name", "pk")
    return [(str(key), name) for key, name in rows.values_list("pk", "name")[:AT_MOST]]


def _row(row: Supervision) -> SupervisionRow:
    return SupervisionRow(
        id=row.pk,
        record_id=row.record_id,
        worker=row.worker.name,
        worker_id=row.worker_id,
        supervisor=row.supervisor.name,
        supervisor_id=row.supervisor_id,
        held_on=row.held_on,
        next_on=row.next_on,
        text=row.text,
        written=formats.moment(row.written_at),
        agreed=formats.moment(row.agreed_at) if row.agreed_at else "",
        version=row.version,
    )
