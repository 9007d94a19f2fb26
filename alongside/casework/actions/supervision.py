"""Supervision: written by the supervisor, agreed by the worker, seen by nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

from alongside.casework import access
from alongside.casework.actions import notes, tasks
from alongside.casework.models import Discussed, Supervision
from alongside.casework.queries.notes import people_seen
from alongside.casework.rules.moments import happened
from alongside.people.actions.dated import block, line
from alongside.records import actors, clock, grants
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.records.models import Grant, Post, Record, Worker
from alongside.web import formats
from alongside.web.errors import Forbidden, Refused

DECISION = "management-decision"


class About(TypedDict):
    """One person who was talked about. `decision` goes onto their record as a note, `action` becomes the worker's task
    there, due on `due_on`; `text` stays between the two."""

    person_id: int
    text: str
    decision: str
    action: str
    due_on: date | None


@action("casework.write supervision", may=access.supervise)
def write_supervision(
    *, by: Actor, at: datetime, worker_id: int, held_on: date, text: str, next_on: date | None = None
) -> int:
    """Write down a supervision with a worker; answers its number."""
    worker = Worker.objects.filter(pk=worker_id, is_active=True).first()
    if worker is None or worker.pk == by.worker_id:
        raise Refused("Choose the worker whom you supervise.", "worker")
    today = clock.day_of(at)
    if held_on > today:
        raise Refused("This day is still to come.", "held_on")
    if next_on is not None and next_on <= today:
        raise Refused("The next supervision must be still to come.", "next_on")
    guard = Record.objects.create(kind="supervision")
    made = Supervision.objects.create(
        record=guard,
        worker=worker,
        supervisor_id=by.worker,
        held_on=held_on,
        next_on=next_on,
        text=_said(text),
        written_at=at,
    )
    for holder in (f"worker:{worker.pk}", by.own):
        grants.give(guard, holder, "supervision", at=at, source=_source(made))
    _say(made, "written", f"Supervision of {worker.name} on {formats.day(held_on)} with {by.name}.")
    return int(made.pk)


@action("casework.reword supervision", on=Supervision, may=access.supervise)
def reword_supervision(
    supervision: Supervision, *, by: Actor, at: datetime, text: str, next_on: date | None = None
) -> None:
    """Write it anew. The worker is asked to agree to what it says now."""
    _supervisor(supervision, by)
    supervision.text, supervision.next_on, supervision.agreed_at = _said(text), next_on, None
    _save(supervision)
    _say(supervision, "reworded", "The supervision note was changed.")


@action("casework.discuss person", on=Supervision, may=access.supervise)
def discuss_person(supervision: Supervision, *, by: Actor, at: datetime, about: About) -> int:
    """Add a person who was talked about: both of the two must be able to see them."""
    _supervisor(supervision, by)
    seen = people_seen([about["person_id"]], by)
    if not seen:
        raise Refused("This person’s record is not open to you.", "person")
    text, decided, todo = block(about["text"]), block(about["decision"]), line(about["action"], "action")
    if not (text or decided or todo):
        raise Refused("Write what was said, decided or is to be done.", "text")
    person_id = seen[0].pk
    made = Discussed.objects.create(
        record=supervision.record,
        supervision=supervision,
        person_id=person_id,
        text=text,
        decision_id=_decide(supervision, person_id, decided, by, at) if decided else None,
        action_id=_ask(supervision, person_id, todo, about["due_on"], by) if todo else None,
    )
    _save(supervision)
    return int(made.pk)


@action("casework.agree to supervision", on=Supervision, may=access.keep)
def agree_to_supervision(supervision: Supervision, *, by: Actor, at: datetime) -> None:
    """The worker says that it holds what was said."""
    if by.worker_id != supervision.worker_id:
        raise Forbidden("The worker who was supervised agrees to it.")
    if supervision.agreed_at is not None:
        raise Refused("This is agreed already.")
    supervision.agreed_at = at
    _save(supervision)
    _say(supervision, "agreed", f"{by.name} agreed to the supervision note.")


def _decide(supervision: Supervision, person_id: int, decision: str, by: Actor, at: datetime) -> int:
    happened_at, precision = happened(supervision.held_on, None, at)
    key: int = notes.write_note(
        person_id,
        by=by,
        kind=DECISION,
        text=decision,
        happened_at=happened_at,
        precision=precision,
    )
    return key


def _ask(supervision: Supervision, person_id: int, todo: str, due_on: date | None, by: Actor) -> int:
    if due_on is None:
        raise Refused("Say by when it is to be done.", "due_on")
    key: int = tasks.add_task(
        person_id, by=by, title=todo, owner=f"worker:{supervision.worker_id}", due_on=due_on
    )
    return key


def _supervisor(supervision: Supervision, by: Actor) -> None:
    if by.worker_id != supervision.supervisor_id:
        raise Forbidden("The supervisor who held it writes it.")


def _said(text: str) -> str:
    said = block(text)
    if not said:
        raise Refused("Write what was talked about.", "text")
    return said


def _save(supervision: Supervision) -> None:
    supervision.version += 1
    supervision.save()


def _say(supervision: Supervision, what: str, sentence: str) -> None:
    record(supervision.record_id, f"casework.supervision {what}", sentence, subject=_source(supervision))


def hand_over(keys: Sequence[int], to: str, *, by: Actor, at: datetime) -> None:
    """The supervisor has gone: what was said is between the worker and whoever supervises them now.

    That is who takes over, or the first of that team or of the worker's own who supervises. Where nobody does, nobody
    reads it but the worker, and the check that nobody is lost says so.
    """
    rows = Supervision.objects.for_system("whoever records a leaving reads none of it").filter(pk__in=keys)
    for supervision in rows.order_by("id").alone():
        mine = Grant.objects.open_at(at).filter(record_id=supervision.record_id, source=_source(supervision))
        grants.end(
            mine.filter(holder=f"worker:{supervision.supervisor_id}"), at=at, why="the supervisor left"
        )
        new = _next_supervisor(to, supervision, at)
        if new is None:
            continue
        guard = Record.objects.get(pk=supervision.record_id)
        grants.give(guard, f"worker:{new}", "supervision", at=at, source=_source(supervision))
        supervision.supervisor_id = new
        _save(supervision)
        _say(supervision, "handed over", "Somebody else supervises now.")


def _next_supervisor(to: str, supervision: Supervision, at: datetime) -> int | None:
    here = Post.objects.held_at(at)
    teams = {
        to,
        *here.filter(worker_id=supervision.worker_id).order_by("id").values_list("holder", flat=True),
    }
    there = here.filter(holder__in=teams - {""}).order_by("id").values_list("worker_id", flat=True)
    first = [int(to.removeprefix("worker:"))] if to.startswith("worker:") else []
    not_they = {supervision.worker_id, supervision.supervisor_id}
    asked = (actors.of(each) for each in dict.fromkeys([*first, *there]) if each not in not_they)
    return next((each.worker_id for each in asked if each is not None and each.plays("supervisor")), None)


def _source(supervision: Supervision) -> str:
    return f"supervision:{supervision.pk}"
