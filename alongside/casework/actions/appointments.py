"""Appointments: made, confirmed, moved, kept or not; with an interpreter where one is needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from alongside.casework import access
from alongside.casework.actions import opening
from alongside.casework.models import Appointment
from alongside.casework.models.appointments import (
    BOOKED,
    CANCELLED,
    KEPT,
    MISSED,
    NEEDED,
    NOT_NEEDED,
    PLANNED,
)
from alongside.people.actions.dated import line
from alongside.people.actions.identity import in_list, label
from alongside.people.consequences import consequence
from alongside.people.models import Person
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Refused

INTERPRETER = (NOT_NEEDED, NEEDED, BOOKED)
AHEAD = timedelta(days=731)
_WHY = "what a death ends, on the record that the action has loaded"


@action("casework.make appointment", on=Person, may=access.write)
def make_appointment(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    starts_at: datetime,
    owner: str,
    minutes: int = 60,
    place: str = "",
    interpreter: str = NOT_NEEDED,
    interpreter_note: str = "",
    prepare: str = "",
    subject: str = "",
) -> int:
    """Put an appointment into the diary of a worker or team, who see the record until it is over."""
    in_list("appointment-kind", kind, "kind", at)
    made = Appointment(
        record=person.record,
        person=person,
        subject=subject,
        kind=kind,
        starts_at=_coming(starts_at, at),
        minutes=_lasting(minutes),
        place=place.strip(),
        owner=opening.owner(owner),
        prepare=prepare.strip(),
        made_at=at,
        made_by_id=by.worker_id,
    )
    _interpreter(made, interpreter, interpreter_note)
    made.save()
    opening.settle(person.record, _source(made), made.owner, basis="appointment", at=at)
    _say(
        made,
        "made",
        f"{_named(made)}: appointment on {formats.moment(starts_at)}.",
        at_time=starts_at.isoformat(),
    )
    return int(made.pk)


@action("casework.move appointment", on=Appointment, may=access.write)
def move_appointment(
    appointment: Appointment,
    *,
    by: Actor,
    at: datetime,
    starts_at: datetime,
    why: str,
    minutes: int = 60,
    place: str = "",
    owner: str = "",
) -> None:
    """Move an appointment, or put it into another diary. What the person agreed to was the old time."""
    _planned(appointment)
    said = line(why, "why", "Say why it is moved, and who asked for it.")
    moved = starts_at != appointment.starts_at
    appointment.starts_at = _coming(starts_at, at) if moved else starts_at
    appointment.minutes, appointment.place = _lasting(minutes), place.strip()
    appointment.owner = opening.owner(owner) if owner else appointment.owner
    if moved:
        appointment.confirmed_at = None
        if appointment.interpreter == BOOKED:
            appointment.interpreter = NEEDED
    _save(appointment)
    opening.settle(appointment.record, _source(appointment), appointment.owner, basis="appointment", at=at)
    _say(appointment, "moved", f"{_named(appointment)} moved to {formats.moment(starts_at)}. {said}")


@action("casework.book interpreter", on=Appointment, may=access.write)
def book_interpreter(
    appointment: Appointment, *, by: Actor, at: datetime, interpreter: str, interpreter_note: str = ""
) -> None:
    """Say whether an interpreter is needed and whether one is booked: who, by whom, with which number."""
    _planned(appointment)
    _interpreter(appointment, interpreter, interpreter_note)
    if appointment.interpreter == NEEDED:
        appointment.confirmed_at = None
    _save(appointment)
    _say(appointment, "interpreter", f"{_named(appointment)}: interpreter {interpreter}.")


@action("casework.confirm appointment", on=Appointment, may=access.write)
def confirm_appointment(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """The person knows the day and has said yes. Not without the interpreter they need (R-118)."""
    _planned(appointment)
    if appointment.interpreter == NEEDED:
        raise Refused("An interpreter is needed and not booked. Book one first.")
    appointment.confirmed_at = at
    _save(appointment)
    _say(
        appointment,
        "confirmed",
        f"{_named(appointment)} on {formats.moment(appointment.starts_at)} confirmed.",
    )


@action("casework.close appointment", on=Appointment, may=access.write)
def close_appointment(
    appointment: Appointment, *, by: Actor, at: datetime, state: str, why: str = ""
) -> None:
    """Say what became of an appointment: kept, missed (nobody there, no answer) or cancelled, the last two with why."""
    _planned(appointment)
    if state not in (KEPT, MISSED, CANCELLED):
        raise Refused("Select what became of it.", "state")
    if state != CANCELLED and appointment.starts_at > at:
        raise Refused("This is still to come: it can be moved or cancelled.", "state")
    said = why.strip() if state == KEPT else line(why, "why", "Say why, and what happens next.")
    _end(appointment, state, said, at)
    words = {KEPT: "took place", MISSED: "did not take place", CANCELLED: "cancelled"}[state]
    _say(appointment, state, f"{_named(appointment)} {words}. {said}".strip())


def hand_over(keys: Sequence[int], to: str, *, by: Actor, at: datetime) -> None:
    """Put these appointments into another diary, within the action under way: their owner leaves."""
    rows = Appointment.objects.for_system("whoever leaves hands over their diary, whoever is in it")
    for each in rows.filter(pk__in=keys).select_related("record").order_by("id").alone():
        each.owner = to
        _save(each)
        opening.settle(each.record, _source(each), to, basis="appointment", at=at)
        _say(each, "passed on", f"{_named(each)}: somebody else will come.", owner=to)


def _planned_again(person: Person, kept: Any, *, by: Actor, at: datetime) -> None:
    """They are back in the diary; nobody said yes to them since."""
    for each in (
        Appointment.objects.for_system(_WHY).filter(pk__in=kept, state=CANCELLED).order_by("id").alone()
    ):
        each.state, each.why = PLANNED, ""
        _save(each)
        opening.settle(each.record, _source(each), each.owner, basis="appointment", at=at)


@consequence("death", "cancel appointments", undo=_planned_again)
def cancel_all(person: Person, *, by: Actor, at: datetime) -> Any:
    """Appointments to come are cancelled."""
    mine = Appointment.objects.for_system(_WHY).filter(
        person__root_id=person.root_id, state=PLANNED, starts_at__gt=at
    )
    done = []
    for each in mine.select_related("record").order_by("id").alone():
        _end(each, CANCELLED, "the person died", at)
        done.append(each.pk)
    return done


def _end(appointment: Appointment, state: str, why: str, at: datetime) -> None:
    appointment.state, appointment.why = state, why
    _save(appointment)
    opening.settle(appointment.record, _source(appointment), "", basis="appointment", at=at)


def _planned(appointment: Appointment) -> None:
    if appointment.state != PLANNED:
        raise Refused("What became of this appointment is recorded already. Open the page again.")


def _coming(starts_at: datetime, at: datetime) -> datetime:
    if starts_at <= at:
        raise Refused(
            "The appointment must be still to come. For what has happened, write a note.", "starts_on"
        )
    if starts_at > at + AHEAD:
        raise Refused("This is more than two years away. Check the year.", "starts_on")
    return starts_at


def _lasting(minutes: int) -> int:
    if not 5 <= minutes <= 720:
        raise Refused("Enter how long it takes, from 5 to 720 minutes.", "minutes")
    return minutes


def _interpreter(appointment: Appointment, state: str, note: str) -> None:
    if state not in INTERPRETER:
        raise Refused("Select whether an interpreter is needed.", "interpreter")
    if state == BOOKED and not note.strip():
        raise Refused("Say who is booked, and the reference of the booking.", "interpreter_note")
    appointment.interpreter, appointment.interpreter_note = state, note.strip()


def _save(appointment: Appointment) -> None:
    appointment.version += 1
    appointment.save()


def _named(appointment: Appointment) -> str:
    return label("appointment-kind", appointment.kind)


def _say(appointment: Appointment, what: str, sentence: str, **content: Any) -> None:
    record(
        appointment.record_id,
        f"casework.appointment {what}",
        sentence,
        subject=_source(appointment),
        **content,
    )


def _source(appointment: Appointment) -> str:
    return f"appointment:{appointment.pk}"
