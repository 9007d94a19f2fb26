"""Supervision: the notes of a worker and their supervisor, for these two alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.casework import access
from alongside.casework.actions import supervision as actions
from alongside.casework.queries import supervision as queries
from alongside.casework.queries.supervision import SupervisionRow
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Date, Form, Select, Text, TextArea, exact_date
from alongside.web.render import render
from alongside.web.tables import Column


class SupervisionForm(Form):
    """A supervision."""

    worker = Select("Whom did you supervise?", [])
    held_on = Date("When?", clean=exact_date)
    text = TextArea(
        "What did you talk about?",
        hint="How they are, their load, what they learn. What concerns a person goes in apart, on the next page.",
        look={"rows": 10},
    )
    next_on = Date("When next?", required=False, clean=exact_date)


class Reword(Form):
    """It is written anew."""

    text = TextArea("What did you talk about?", look={"rows": 10})
    next_on = Date("When next?", required=False, clean=exact_date)


class Discuss(Form):
    """A person who was talked about."""

    person = Select("Who was talked about?", [])
    text = TextArea("What was said, between the two of you", required=False, look={"rows": 3})
    decision = TextArea(
        "What was decided?",
        required=False,
        hint="It becomes a management decision among the notes on the person’s record",
        look={"rows": 2},
    )
    action = Text(
        "What is to be done?", required=False, hint="It becomes a task of the worker on that record"
    )
    due_on = Date("By when?", required=False, clean=exact_date)


class Agree(Form):
    """The worker agrees."""


def _leading(row: SupervisionRow) -> Markup:
    address = link(supervision, supervision_id=row.id)
    return Markup('<a class="govuk-link" href="{}">{:%-d %B %Y}</a>').format(address, row.held_on)


COLUMNS = (
    Column("", "Held", show=_leading, header=True),
    Column("worker", "Worker"),
    Column("supervisor", "Supervisor"),
    Column("next_on", "Next", kind="date"),
    Column("agreed", "Agreed by the worker", show=lambda agreed: agreed or "Not yet"),
)


@page("supervision/", may=access.read, title="Supervision", methods=("GET", "HEAD"))
def supervisions(request: ActorRequest) -> HttpResponse:
    """The reader's supervisions, held with them or by them."""
    rows = queries.mine(request.actor)
    saw(request.actor, "casework.supervisions", [row.record_id for row in rows], what="list")
    may_add = access.supervise(request.actor)
    return render(request, "casework/supervisions.jinja", rows=rows, columns=COLUMNS, may_add=may_add)


@page("supervision/add/", may=access.supervise, title="Write a supervision note")
def write_supervision(request: ActorRequest) -> HttpResponse:
    """Write down a supervision."""
    form = SupervisionForm.of(request, initial={"held_on": clock.today()})
    form.offer("worker", queries.workers(request.actor))
    if form.is_valid():
        told = form.answers
        made = actions.write_supervision(
            by=request.actor,
            key=form.key,
            worker_id=int(told["worker"]),
            held_on=told["held_on"],
            text=told["text"],
            next_on=told["next_on"],
        )
        return redirect(supervision, supervision_id=made)
    return render(
        request,
        "web/form.jinja",
        form=form,
        title="Write a supervision note",
        button="Save the note",
        back=link(supervisions),
        says="The worker and you can read it, and nobody else.",
    )


@page("supervision/<int:supervision_id>/", may=access.read, title="Supervision")
def supervision(request: ActorRequest, supervision_id: int) -> HttpResponse:
    """One supervision, with the people who were talked about."""
    actor = request.actor
    row = queries.supervision(supervision_id, actor)
    form = Agree.of(request, version=row.version)
    if form.is_valid():
        actions.agree_to_supervision(row.id, by=actor, key=form.key, version=form.version)
        return redirect(supervision, supervision_id=row.id)
    saw(actor, "casework.supervision", [row.record_id])
    return render(
        request,
        "casework/supervision.jinja",
        title=f"Supervision of {row.worker}",
        row=row,
        form=form,
        discussed=queries.discussed(row, actor),
        writes=actor.worker_id == row.supervisor_id,
        agrees=actor.worker_id == row.worker_id and not row.agreed,
    )


@page("supervision/<int:supervision_id>/write/", may=access.supervise, title="Change the note")
def reword_supervision(request: ActorRequest, supervision_id: int) -> HttpResponse:
    """Write the note anew; the worker is asked to agree again."""
    row = _own(supervision_id, request)
    form = Reword.of(request, version=row.version, initial={"text": row.text, "next_on": row.next_on})
    if form.is_valid():
        actions.reword_supervision(
            row.id, by=request.actor, key=form.key, version=form.version, **form.answers
        )
        return redirect(supervision, supervision_id=row.id)
    return _ask(request, row, form, "Change the note", "Save the note")


@page("supervision/<int:supervision_id>/people/add/", may=access.supervise, title="Add a person talked about")
def discuss_person(request: ActorRequest, supervision_id: int) -> HttpResponse:
    """Add somebody who was talked about, what was decided and what is to be done."""
    row = _own(supervision_id, request)
    form = Discuss.of(request, version=row.version)
    form.offer("person", queries.people_of(row, request.actor))
    if form.is_valid():
        told: dict[str, Any] = dict(form.answers)
        told["person_id"] = int(told.pop("person"))
        actions.discuss_person(row.id, by=request.actor, key=form.key, version=form.version, about=told)
        return redirect(supervision, supervision_id=row.id)
    return _ask(request, row, form, "Add a person talked about", "Add")


def _own(supervision_id: int, request: ActorRequest) -> SupervisionRow:
    row = queries.supervision(supervision_id, request.actor)
    if row.supervisor_id != request.actor.worker_id:
        raise Missing
    saw(request.actor, "casework.supervision", [row.record_id])
    return row


def _ask(request: ActorRequest, row: SupervisionRow, form: Form, title: str, button: str) -> HttpResponse:
    back = link(supervision, supervision_id=row.id)
    return render(request, "web/form.jinja", form=form, title=title, button=button, back=back)


navigation.account("Supervision", supervisions, order=12)
