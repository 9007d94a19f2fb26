"""Tasks: asked of somebody, taken on or sent back, done or declined with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from alongside.casework import access
from alongside.casework.actions import opening
from alongside.casework.models import Task
from alongside.casework.models.tasks import DECLINED, DONE
from alongside.pathways.models import Journey
from alongside.pathways.queries import past
from alongside.people.actions.dated import line
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Refused


@action("casework.add task", on=Person, may=access.write)
def add_task(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    title: str,
    owner: str,
    due_on: date,
    detail: str = "",
    subject: str = "",
) -> int:
    """Ask somebody (a holder, `worker:12` or `team:mash`) to do something about the person by a day.

    Whoever is asked sees the record for as long as the task is open. Answers the task's number.
    """
    task = Task(
        record=person.record, person=person, subject=subject, title=title, detail=detail, due_on=due_on
    )
    return _ask(task, opening.owner(owner), by=by, at=at)


@action("casework.add task to work", on=Journey, may=access.write)
def add_task_to(
    journey: Journey, *, by: Actor, at: datetime, title: str, owner: str, due_on: date, detail: str = ""
) -> int:
    """The same for a journey: it cannot be closed over an open task where its definition says so (G-55)."""
    if journey.person_id is None:
        raise Refused("This work is about no person: a task needs one.")
    subject = past.subject(journey.pk)
    task = Task(record=journey.record, person_id=journey.person_id, subject=subject)
    task.title, task.detail, task.due_on = title, detail, due_on
    return _ask(task, opening.owner(owner), by=by, at=at)


def leave_task(
    person: Person, *, by: Actor, at: datetime, title: str, team: str, due_on: date, detail: str
) -> int:
    """Leave something for a team within the action under way, whether or not somebody stands in it yet: lists are
    brought in before workers are. Until somebody does, `alongside check` names the team."""
    task = Task(record=person.record, person=person, title=title, detail=detail, due_on=due_on)
    return _ask(task, f"team:{team}", by=by, at=at)


def _ask(task: Task, owner: str, *, by: Actor, at: datetime) -> int:
    task.title, task.detail = line(task.title, "title", "Say what is to be done."), task.detail.strip()
    task.due_on, task.owner = _coming(task.due_on, at), owner
    task.asked_from = by.own if by.worker_id else task.owner
    task.asked_at, task.asked_by_id = at, by.worker_id
    # Asking oneself is taking it on.
    task.accepted_at = at if task.owner == by.own else None
    task.save()
    opening.settle(task.record, _source(task), task.owner, basis="task", at=at)
    _say(task, "asked", f"Task: {task.title}, by {formats.day(task.due_on)}.", owner=task.owner)
    return int(task.pk)


@action("casework.accept task", on=Task, may=access.write)
def accept_task(task: Task, *, by: Actor, at: datetime) -> None:
    """Take a task on: from a team's, it becomes one's own."""
    _open(task)
    if task.owner not in by.holders:
        raise Refused("This task was asked of somebody else. They accept it, or send it back.")
    if task.accepted_at is not None:
        raise Refused("This task was accepted already.")
    task.accepted_at = at
    _give(task, by.own, at)
    _say(task, "accepted", f"Task accepted: {task.title}.")


@action("casework.send task back", on=Task, may=access.write)
def send_back_task(task: Task, *, by: Actor, at: datetime, why: str) -> None:
    """Send a task back to whoever asked, saying why: it is never left with somebody who will not do it."""
    _open(task)
    if task.owner not in by.holders:
        raise Refused("Only whoever was asked sends it back. Pass it on instead.")
    if task.asked_from == task.owner:
        raise Refused("You asked this of yourself. Pass it on, or say that it is not needed.")
    returned(task, line(why, "why", "Say why you cannot do it."), at)


def returned(task: Task, why: str, at: datetime) -> None:
    """Give a task back to whoever asked, within the action under way."""
    task.accepted_at = None
    _give(task, opening.owner(task.asked_from, "why"), at)
    _say(task, "sent back", f"Task sent back: {task.title}. {why}")


@action("casework.pass task on", on=Task, may=access.write)
def pass_task(task: Task, *, by: Actor, at: datetime, owner: str, why: str = "") -> None:
    """Give a task into other hands, who accept it or send it back."""
    _open(task)
    if owner == task.owner:
        raise Refused("The task is in these hands already.", "owner")
    task.asked_from = by.own if by.worker_id else task.owner
    task.accepted_at = at if owner == by.own else None
    _give(task, opening.owner(owner), at)
    _say(task, "passed on", f"Task passed on: {task.title}. {why.strip()}".strip(), owner=owner)


@action("casework.redate task", on=Task, may=access.write)
def redate_task(task: Task, *, by: Actor, at: datetime, due_on: date, why: str) -> None:
    """Move the day by which a task is to be done, saying why."""
    _open(task)
    said = line(why, "why", "Say why the day moves.")
    task.due_on = _coming(due_on, at)
    _save(task)
    _say(task, "moved", f"Task moved to {formats.day(due_on)}: {task.title}. {said}")


@action("casework.finish task", on=Task, may=access.write)
def finish_task(task: Task, *, by: Actor, at: datetime, outcome: str = "") -> None:
    """Say that a task is done, and what came of it where that is worth a word."""
    _close(task, DONE, outcome.strip(), by, at)
    _say(task, DONE, f"Task done: {task.title}. {task.why}".strip())


@action("casework.decline task", on=Task, may=access.write)
def decline_task(task: Task, *, by: Actor, at: datetime, why: str) -> None:
    """Close a task that will not be done, with the reason."""
    _close(task, DECLINED, line(why, "why", "Say why it will not be done."), by, at)
    _say(task, DECLINED, f"Task not done: {task.title}. {task.why}")


def hand_over(keys: Sequence[int], to: str, *, by: Actor, at: datetime) -> None:
    """Put these tasks into other hands, within the action under way: their owner leaves."""
    rows = Task.objects.for_system("whoever leaves hands over what is theirs, whatever it is about")
    for task in rows.filter(pk__in=keys).select_related("record").order_by("id").alone():
        task.accepted_at = None
        _give(task, to, at)
        _say(task, "passed on", f"Task passed on: {task.title}.", owner=to)


def _open(task: Task) -> None:
    if task.closed_at is not None:
        raise Refused("Somebody has closed this task already. Open the page again.")


def _close(task: Task, how: str, why: str, by: Actor, at: datetime) -> None:
    _open(task)
    task.how, task.why, task.closed_at, task.closed_by_id = how, why, at, by.worker_id
    _save(task)
    opening.settle(task.record, _source(task), "", basis="task", at=at)


def _give(task: Task, holder: str, at: datetime) -> None:
    task.owner = holder
    _save(task)
    opening.settle(task.record, _source(task), holder, basis="task", at=at)


def _save(task: Task) -> None:
    task.version += 1
    task.save()


def _say(task: Task, what: str, sentence: str, **content: Any) -> None:
    record(task.record_id, f"casework.task {what}", sentence, subject=_source(task), **content)


def _source(task: Task) -> str:
    return f"task:{task.pk}"


def _coming(day: date, at: datetime) -> date:
    if day < clock.day_of(at):
        raise Refused("The day must be today or later.", "due_on")
    return day
