"""Appointments as a reader may see them: a person's, and one's own diary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from alongside.casework.models import Appointment
from alongside.casework.models.appointments import PLANNED
from alongside.casework.queries.notes import work_titles
from alongside.casework.rules.calendar_file import Busy
from alongside.people.models import Alert
from alongside.people.queries import around
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label
from alongside.people.rules.shown import HOMES
from alongside.people.rules.standing import standing, the_one
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names
from alongside.web import formats
from alongside.web.errors import Missing

AHEAD = timedelta(days=92)
AT_MOST = 500


@dataclass(frozen=True)
class AppointmentRow:
    """One appointment. `unsaid` when its time has gone and nobody has said what became of it."""

    id: int
    person_id: int
    person: str
    kind: str
    starts_at: datetime
    minutes: int
    when: str
    place: str
    about: str
    owner: str
    holder: str
    interpreter: str
    interpreter_note: str
    prepare: str
    confirmed: bool
    state: str
    why: str
    planned: bool
    unsaid: bool
    version: int
    alerts: str = ""


def of_person(person: Sheet, actor: Actor, at: datetime) -> tuple[list[AppointmentRow], list[AppointmentRow]]:
    """What is planned, the next first, and what is over, the last first."""
    rows = Appointment.objects.visible_to(actor).filter(person_id__in=person.record_ids)
    found = _rows(rows.order_by("starts_at", "id"), actor, at)
    return [row for row in found if row.planned], [row for row in found if not row.planned][::-1]


def appointment(key: int, person: Sheet, actor: Actor, at: datetime) -> AppointmentRow:
    """One appointment of the person. Raises Missing for one that is not there or not the actor's to see."""
    rows = Appointment.objects.visible_to(actor).filter(pk=key, person_id__in=person.record_ids)
    found = _rows(rows, actor, at)
    if not found:
        raise Missing
    return found[0]


def diary(actor: Actor, at: datetime) -> list[AppointmentRow]:
    """What is planned in the actor's diary and their teams' within three months, what is past and unsaid first."""
    rows = Appointment.objects.visible_to(actor).filter(
        owner__in=actor.holders, state=PLANNED, starts_at__lt=at + AHEAD
    )
    found = _rows(rows.order_by("starts_at", "id")[:AT_MOST], actor, at)
    known = _alerts({row.person_id for row in found}, actor)
    return [replace(row, alerts=" · ".join(known.get(row.person_id, ()))) for row in found]


def _alerts(person_ids: set[int], actor: Actor) -> dict[int, list[str]]:
    """What must be known of each person before anybody goes there."""
    rows = Alert.objects.visible_to(actor).filter(person_id__in=person_ids, ended_at__isnull=True)
    said: dict[int, list[str]] = {}
    for person_id, text in rows.order_by("id").values_list("person_id", "text"):
        said.setdefault(person_id, []).append(text)
    return said


def home(person: Sheet, on: date) -> str:
    """Where the person lives or stays, on one line; blank where the address is confidential or not known."""
    lived = the_one([row for row in person.said.get("address", ()) if row.a in HOMES], on)
    if lived is None:
        return ""
    place = around.place(lived)
    return "" if place.confidential else ", ".join(filter(None, [*place.lines, place.postcode]))


def needs_interpreter(person: Sheet, on: date) -> bool:
    """Whether an interpreter is among the person's needs."""
    needs = standing(person.said.get("need", ()), on)
    return any(row.a == "interpreter" and row.b != "none" for row in needs)


def busy(actor: Actor, at: datetime, only: int | None = None) -> tuple[list[Busy], list[int]]:
    """The actor's own diary as a calendar may show it, with the records it is of; `only` one appointment of it."""
    rows = Appointment.objects.visible_to(actor).filter(state=PLANNED)
    mine = (
        rows.filter(pk=only)
        if only
        else rows.filter(owner=actor.own, starts_at__gte=at, starts_at__lt=at + AHEAD)
    )
    found = list(mine.order_by("starts_at", "id")[:AT_MOST])
    if only and not found:
        raise Missing
    return [_busy(row) for row in found], [row.record_id for row in found]


def _busy(row: Appointment) -> Busy:
    return Busy(
        id=row.pk,
        title=label("appointment-kind", row.kind),
        starts_at=row.starts_at,
        ends_at=row.starts_at + timedelta(minutes=row.minutes),
        changed=row.version,
        confirmed=row.confirmed_at is not None,
    )


def _rows(rows: Any, actor: Actor, at: datetime) -> list[AppointmentRow]:
    found: Sequence[Appointment] = list(rows.select_related("person"))
    names = holder_names({row.owner for row in found})
    works = work_titles({row.subject for row in found}, actor)
    return [_row(row, names[row.owner], works.get(row.subject, ""), at) for row in found]


def _row(row: Appointment, owner: str, about: str, at: datetime) -> AppointmentRow:
    ends = row.starts_at + timedelta(minutes=row.minutes)
    return AppointmentRow(
        id=row.pk,
        person_id=row.person_id,
        person=row.person.name,
        kind=label("appointment-kind", row.kind),
        starts_at=row.starts_at,
        minutes=row.minutes,
        when=f"{formats.day(row.starts_at)}, {formats.clock(row.starts_at)} to {formats.clock(ends)}",
        place=row.place,
        about=about,
        owner=owner,
        holder=row.owner,
        interpreter=row.interpreter,
        interpreter_note=row.interpreter_note,
        prepare=row.prepare,
        confirmed=row.confirmed_at is not None,
        state=row.state,
        why=row.why,
        planned=row.state == PLANNED,
        unsaid=row.state == PLANNED and ends < at,
        version=row.version,
    )
