"""Tasks: one's own, and what there is to do about a person, beside the appointments with them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.casework import access
from alongside.casework.actions import tasks as actions
from alongside.casework.pages.entries import Press, entry
from alongside.casework.queries import appointments as diary
from alongside.casework.queries import tasks as queries
from alongside.casework.queries.notes import work_choices
from alongside.casework.queries.tasks import TaskRow
from alongside.people.pages.about import about, draw, offer, tab
from alongside.people.pages.asking import ask, said
from alongside.people.pages.listing import Deed, leading
from alongside.people.queries.owners import owner_choices
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Date, Form, Select, Text, TextArea, exact_date
from alongside.web.render import render
from alongside.web.tables import Column


class TaskForm(Form):
    """Something to be done."""

    title = Text("What is to be done?", max_length=200)
    owner = Select("By whom?", [])
    due_on = Date("By when?", clean=exact_date)
    about = Select("For which work?", [], required=False, empty="For the person alone")
    detail = TextArea("What should they know?", required=False, look={"rows": 3})


class Outcome(Form):
    """A task is done."""

    outcome = TextArea("What came of it?", required=False, look={"rows": 2})


class Why(Form):
    """A reason."""

    why = TextArea("Why?", look={"rows": 2})


class Pass(Form):
    """Other hands."""

    owner = Select("To whom?", [])
    why = TextArea("What should they know?", required=False, look={"rows": 2})


class Redate(Form):
    """Another day."""

    due_on = Date("By when now?", clean=exact_date)
    why = TextArea("Why does the day move?", look={"rows": 2})


DONE = Deed("Done", Outcome, "It is done", actions.finish_task)
ACCEPT = Deed("Accept", Press, "Accept the task", actions.accept_task)
SEND_BACK = Deed(
    "Send back",
    Why,
    "Send it back",
    actions.send_back_task,
    says="It goes back to whoever asked, with your reason.",
)
PASS = Deed("Pass on", Pass, "Pass it on", actions.pass_task)
REDATE = Deed("Move the day", Redate, "Move it", actions.redate_task)
DECLINE = Deed("Not needed", Why, "Close it without doing it", actions.decline_task, warning=True)


def deeds_of(row: TaskRow) -> dict[str, Deed]:
    """What can be done about a task as it stands."""
    if not row.open:
        return {}
    waiting = {"accept": ACCEPT} if row.mine and not row.accepted else {}
    back = {"send-back": SEND_BACK} if row.mine and row.asked_from != row.holder else {}
    return {**waiting, "done": DONE, **back, "pass": PASS, "redate": REDATE, "decline": DECLINE}


@about("to-do/", may=access.read, title="To do", methods=("GET", "HEAD"))
def to_do(request: ActorRequest, person: Sheet) -> HttpResponse:
    """What is to be done about the person, and when they are met."""
    standing, over = queries.of_person(person, request.actor, clock.today())
    planned, past = diary.of_person(person, request.actor, clock.now())
    return draw(
        request,
        "casework/to_do.jinja",
        person,
        title="To do",
        standing=standing,
        over=over,
        planned=planned,
        past=past,
        may_write=access.write(request.actor),
    )


@about("to-do/add/", may=access.write, title="Add a task")
def add_task(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Ask somebody to do something about the person."""
    about_what = request.GET.get("about", "")
    form = TaskForm.of(request, version=None, initial={"owner": request.actor.own, "about": about_what})
    form.offer("owner", owner_choices(first=request.actor.holders))
    form.offer("about", work_choices(person, request.actor))
    if form.is_valid():
        answers = said(form)
        work = answers.pop("about").removeprefix("journey:")
        if work:
            actions.add_task_to(int(work), by=request.actor, key=form.key, **answers)
        else:
            actions.add_task(person.id, by=request.actor, key=form.key, **answers)
        return redirect(to_do, person_id=person.id)
    back = link(to_do, person_id=person.id)
    return ask(request, person, form, title="Add a task", button="Add the task", back=back)


@about("to-do/<int:task_id>/", may=access.write, title="Task")
def task(request: ActorRequest, person: Sheet, task_id: int) -> HttpResponse:
    """One task: do it, accept it, send it back, pass it on."""
    row = queries.task(task_id, person, request.actor, clock.today())

    def ready(form: Form) -> None:
        if "owner" in form.fields:
            others = [each for each in owner_choices(first=request.actor.holders) if each[0] != row.holder]
            form.offer("owner", others)

    return entry(
        request,
        person,
        deeds_of(row),
        key=row.id,
        version=row.version,
        title=row.title,
        aside=_facts(row),
        back=link(to_do, person_id=person.id),
        initial={"due_on": row.due_on},
        ready=ready,
    )


def _facts(row: TaskRow) -> list[tuple[str, Any]]:
    rows = [
        ("State", row.state if row.open else f"{row.how}. {row.closed}"),
        ("By", f"{row.due_on:%-d %B %Y}{' (late)' if row.late else ''}"),
        ("Owner", row.owner),
        ("Asked by", row.asked),
        ("For", row.about),
        ("To know", row.detail),
    ]
    return [each for each in rows if each[1]]


def _leading_task(row: TaskRow) -> Markup:
    late = Markup(' <strong class="govuk-tag govuk-tag--red">Late</strong>') if row.late else ""
    address = link(task, person_id=row.person_id, task_id=row.id)
    return Markup('<a class="govuk-link" href="{}">{}</a>{}').format(address, row.title, late)


MINE = (
    Column("due_on", "By", kind="date"),
    Column("", "Task", show=_leading_task, header=True),
    Column("", "Person", show=lambda row: leading(row.person, to_do, row.person_id)),
    Column("about", "For"),
    Column("owner", "Owner"),
    Column("state", "State"),
)


@page("tasks/", may=access.read, title="Tasks", methods=("GET", "HEAD"))
def tasks(request: ActorRequest) -> HttpResponse:
    """What is the reader's to do, what was passed to them, and what they have asked of others."""
    actor, today = request.actor, clock.today()
    mine, asked = queries.mine(actor, today), queries.asked_by_me(actor, today)
    passed = queries.passed_to(actor)
    shown = [row.person_id for row in mine + asked] + [row.person_id for row in passed]
    saw(actor, "casework.tasks", shown, what="list")
    return render(request, "casework/tasks.jinja", mine=mine, passed=passed, asked=asked, columns=MINE)


tab("To do", to_do, order=14)
offer("Add a task", add_task, order=12)
navigation.account("Tasks", tasks, order=10)
