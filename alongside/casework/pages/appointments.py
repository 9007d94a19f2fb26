"""Appointments with a person, and one's own diary, also as a calendar file that names nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.casework import access
from alongside.casework.actions import appointments as actions
from alongside.casework.pages.entries import Press, entry
from alongside.casework.queries import appointments as queries
from alongside.casework.queries.appointments import AppointmentRow
from alongside.casework.queries.notes import work_choices
from alongside.casework.rules.calendar_file import Busy, calendar
from alongside.casework.rules.moments import moment, time_of_day
from alongside.people.pages.about import about, offer
from alongside.people.pages.asking import ask, said
from alongside.people.pages.listing import Deed
from alongside.people.queries.owners import owner_choices
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import formats, navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Date, Form, Radios, Select, Text, TextArea, exact_date
from alongside.web.render import render
from alongside.web.tables import Column

INTERPRETER = (
    (actions.NOT_NEEDED, "Not needed"),
    (actions.NEEDED, "Needed, not booked yet"),
    (actions.BOOKED, "Booked"),
)


def minutes(text: str) -> int:
    """`clean=` of how long something takes."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError("Enter a number of minutes, like 60")
    return int(text)


class When(Form):
    """A day, a time, how long, where."""

    starts_on = Date("Which day?", clean=exact_date)
    starts = Text("At what time?", hint="For example 14:30 or 2.30 pm", clean=time_of_day, look={"width": 10})
    minutes = Text("How many minutes?", clean=minutes, look={"width": 4, "inputmode": "numeric"})
    place = Text("Where?", required=False)


class AppointmentForm(When):
    """An appointment."""

    kind = Radios("What kind of appointment?", lambda: choices("appointment-kind"), look={"inline": True})
    owner = Select("Who goes?", [])
    interpreter = Radios("Interpreter", INTERPRETER, look={"inline": True})
    interpreter_note = Text("Who is booked, with which reference?", required=False)
    about = Select("For which work?", [], required=False, empty="For the person alone")
    prepare = TextArea("What should be ready for it?", required=False, look={"rows": 2})

    field_order = ("kind", "starts_on", "starts", "minutes", "place", "owner")


class Interpret(Form):
    """Whether somebody interprets."""

    interpreter = Radios("Interpreter", INTERPRETER, look={"inline": True})
    interpreter_note = Text("Who is booked, with which reference?", required=False)


class Move(When):
    """Another time."""

    owner = Select("Who goes?", [])
    why = TextArea("Why is it moved?", look={"rows": 2})


class Became(Form):
    """What became of it."""

    state = Radios(
        "What became of it?",
        [("kept", "It took place"), ("missed", "It did not: nobody there, no answer, or we could not come")],
    )
    why = TextArea("If it did not: why, and what happens next?", required=False, look={"rows": 2})


class Cancel(Form):
    """It will not take place."""

    why = TextArea("Why, and who was told?", look={"rows": 2})


def _cancel(appointment_id: int, **given: Any) -> None:
    actions.close_appointment(appointment_id, state="cancelled", **given)


BECAME = Deed(
    "What became of it?",
    Became,
    "Save",
    actions.close_appointment,
    says="Write a note of the visit afterwards: the note tells what happened.",
)
CONFIRM = Deed(
    "Confirm",
    Press,
    "The person has said yes",
    actions.confirm_appointment,
    says="The person, or whoever speaks for them, knows the day and has agreed to it.",
)
BOOK = Deed("Interpreter", Interpret, "Save", actions.book_interpreter)
MOVE = Deed("Move", Move, "Move it", actions.move_appointment)
CANCEL = Deed("Cancel it", Cancel, "Cancel the appointment", _cancel, warning=True)


def deeds_of(row: AppointmentRow, at: datetime) -> dict[str, Deed]:
    """What can be done about an appointment as it stands."""
    if not row.planned:
        return {}
    if row.starts_at <= at:
        return {"became": BECAME, "move": MOVE, "cancel": CANCEL}
    first = {} if row.confirmed else {"confirm": CONFIRM}
    # Who cannot be understood cannot say yes: the interpreter comes first.
    ordered = (
        {"interpreter": BOOK, **first}
        if row.interpreter == actions.NEEDED
        else {**first, "interpreter": BOOK}
    )
    return {**ordered, "move": MOVE, "cancel": CANCEL}


def answers_of(form: Form) -> dict[str, Any]:
    """The answers as the action takes them: the day and the time as one moment."""
    answers = said(form)
    if "starts_on" in answers:
        answers["starts_at"] = moment(answers.pop("starts_on"), answers.pop("starts"))
    if "about" in answers:
        answers["subject"] = answers.pop("about")
    return answers


@about("to-do/appointments/add/", may=access.write, title="Make an appointment")
def make_appointment(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Put a meeting with the person into a diary."""
    today = clock.today()
    initial = {
        "minutes": "60",
        "owner": request.actor.own,
        "place": queries.home(person, today),
        "interpreter": actions.NEEDED if queries.needs_interpreter(person, today) else actions.NOT_NEEDED,
        "about": request.GET.get("about", ""),
    }
    form = AppointmentForm.of(request, initial=initial)
    form.offer("owner", owner_choices(first=request.actor.holders))
    form.offer("about", work_choices(person, request.actor))
    if form.is_valid():
        actions.make_appointment(person.id, by=request.actor, key=form.key, **answers_of(form))
        return redirect("casework.to_do", person_id=person.id)
    back = link("casework.to_do", person_id=person.id)
    return ask(request, person, form, title="Make an appointment", button="Make the appointment", back=back)


@about("to-do/appointments/<int:appointment_id>/", may=access.write, title="Appointment")
def appointment(request: ActorRequest, person: Sheet, appointment_id: int) -> HttpResponse:
    """One appointment: confirm it, move it, say what became of it."""
    now = clock.now()
    row = queries.appointment(appointment_id, person, request.actor, now)
    starts = formats.local(row.starts_at)

    def ready(form: Form) -> None:
        if "owner" in form.fields:
            form.offer("owner", owner_choices(first=request.actor.holders))

    return entry(
        request,
        person,
        deeds_of(row, now),
        key=row.id,
        version=row.version,
        title=f"{row.kind}, {formats.day(row.starts_at)}",
        aside=_facts(row),
        back=link("casework.to_do", person_id=person.id),
        initial={
            "starts_on": starts.date(),
            "starts": f"{starts:%H:%M}",
            "minutes": str(row.minutes),
            "place": row.place,
            "owner": row.holder,
            "interpreter": row.interpreter,
            "interpreter_note": row.interpreter_note,
        },
        ready=ready,
        says=answers_of,
        template="casework/appointment.jinja",
        row=row,
    )


def _facts(row: AppointmentRow) -> list[tuple[str, Any]]:
    interpreter = dict(INTERPRETER)[row.interpreter]
    rows = [
        ("State", f"{row.state.capitalize()}{f': {row.why}' if row.why else ''}"),
        ("When", row.when),
        ("Where", row.place),
        ("Who goes", row.owner),
        ("Agreed with the person", "Yes" if row.confirmed else "Not yet"),
        ("Interpreter", f"{interpreter}{f': {row.interpreter_note}' if row.interpreter_note else ''}"),
        ("For", row.about),
        ("To be ready", row.prepare),
    ]
    return [each for each in rows if each[1]]


def _leading(row: AppointmentRow) -> Markup:
    address = link(appointment, person_id=row.person_id, appointment_id=row.id)
    unsaid = (
        Markup(' <strong class="govuk-tag govuk-tag--red">What became of it?</strong>') if row.unsaid else ""
    )
    return Markup('<a class="govuk-link" href="{}">{}</a>{}').format(address, row.kind, unsaid)


def _person(row: AppointmentRow) -> Markup:
    address = link("people.show", person_id=row.person_id)
    return Markup('<a class="govuk-link" href="{}"><bdi dir="auto">{}</bdi></a>').format(address, row.person)


DIARY = (
    Column("when", "When"),
    Column("", "Appointment", show=_leading, header=True),
    Column("", "Person", show=_person),
    Column("place", "Where"),
    Column("alerts", "Know first"),
    Column("interpreter", "Interpreter", show=lambda state: dict(INTERPRETER)[state]),
    Column("owner", "Who goes"),
)


@page("appointments/", may=access.read, title="Appointments", methods=("GET", "HEAD"))
def appointments(request: ActorRequest) -> HttpResponse:
    """The reader's diary and their teams', what has gone by unsaid first."""
    rows = queries.diary(request.actor, clock.now())
    saw(request.actor, "casework.appointments", sorted({row.person_id for row in rows}), what="list")
    return render(request, "casework/appointments.jinja", rows=rows, columns=DIARY)


@page("appointments/calendar/", may=access.read, title="Calendar file", methods=("GET", "HEAD"))
def my_calendar(request: ActorRequest) -> HttpResponse:
    """The reader's own diary for a calendar: kinds and times, no names and no addresses."""
    found, records = queries.busy(request.actor, clock.now())
    saw(request.actor, "casework.my_calendar", records, what="export")
    return _file(found, "appointments")


@page(
    "appointments/<int:appointment_id>/calendar/",
    may=access.read,
    title="Calendar file",
    methods=("GET", "HEAD"),
)
def one_calendar(request: ActorRequest, appointment_id: int) -> HttpResponse:
    """One appointment for a calendar."""
    found, records = queries.busy(request.actor, clock.now(), only=appointment_id)
    saw(request.actor, "casework.one_calendar", records, what="export")
    return _file(found, f"appointment-{appointment_id}")


def _file(found: list[Busy], name: str) -> HttpResponse:
    response = HttpResponse(calendar(found, at=clock.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


offer("Make an appointment", make_appointment, order=13)
navigation.account("Appointments", appointments, order=11)
