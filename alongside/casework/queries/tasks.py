"""Tasks as a reader may see them: one person's, one's own, and what was passed to one and waits to be accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from alongside.casework.models import Task
from alongside.casework.queries.notes import work_titles
from alongside.casework.rules.passing import sends_back
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
from alongside.people.queries.sheet import Sheet
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names
from alongside.web import formats
from alongside.web.errors import Missing

HOW = {"": "Open", "done": "Done", "declined": "Not done"}
AT_MOST = 500


@dataclass(frozen=True)
class TaskRow:
    """One task. `late` when its day has gone and it is open; `mine` when it is the reader's or their team's."""

    id: int
    person_id: int
    person: str
    title: str
    detail: str
    about: str
    owner: str
    holder: str
    due_on: date
    late: bool
    accepted: bool
    mine: bool
    asked: str
    asked_from: str
    closed: str
    open: bool
    how: str
    version: int

    @property
    def state(self) -> str:
        """Where it stands, in a word or two."""
        if not self.open:
            return self.how
        return "Taken on" if self.accepted else "Not accepted yet"


@dataclass(frozen=True)
class PassedRow:
    """Work that was passed to the reader and waits to be accepted or sent back (R-004)."""

    id: int
    person_id: int
    person: str
    title: str
    since: date
    version: int


def of_person(person: Sheet, actor: Actor, on: date) -> tuple[list[TaskRow], list[TaskRow]]:
    """The person's open tasks, the most pressing first, and those that are over, the last first."""
    rows = Task.objects.visible_to(actor).filter(person_id__in=person.record_ids)
    found = _rows(rows.order_by("due_on", "id"), actor, on)
    over = sorted((row for row in found if not row.open), key=lambda row: -row.id)
    return [row for row in found if row.open], over


def task(task_id: int, person: Sheet, actor: Actor, on: date) -> TaskRow:
    """One task of the person. Raises Missing for one that is not there or not the actor's to see."""
    rows = Task.objects.visible_to(actor).filter(pk=task_id, person_id__in=person.record_ids)
    found = _rows(rows, actor, on)
    if not found:
        raise Missing
    return found[0]


def mine(actor: Actor, on: date) -> list[TaskRow]:
    """Open tasks of the actor and of their teams, the most pressing first."""
    rows = Task.objects.visible_to(actor).filter(owner__in=actor.holders, closed_at__isnull=True)
    return _rows(rows.order_by("due_on", "id")[:AT_MOST], actor, on)


def asked_by_me(actor: Actor, on: date) -> list[TaskRow]:
    """Open tasks that the actor has asked of others."""
    rows = Task.objects.visible_to(actor).filter(asked_by_id=actor.worker_id, closed_at__isnull=True)
    return _rows(rows.exclude(owner__in=actor.holders).order_by("due_on", "id")[:AT_MOST], actor, on)


def passed_to(actor: Actor) -> list[PassedRow]:
    """Work in the actor's own hands that was passed to them and that they have not accepted yet."""
    rows = Journey.objects.visible_to(actor).filter(owner=actor.own, ended_at__isnull=True)
    found = rows.select_related("person").order_by("entered_at", "id")
    made = [_passed(row, definitions.of_hash(row.definition)) for row in found]
    return [each for each in made if each is not None]


def _passed(row: Journey, pathway: Pathway) -> PassedRow | None:
    if row.person is None or not sends_back(pathway, row.stage):
        return None
    since = formats.local(row.entered_at).date()
    return PassedRow(row.pk, row.person.pk, row.person.name, pathway.title, since, row.version)


def _rows(rows: Any, actor: Actor, on: date) -> list[TaskRow]:
    found: Sequence[Task] = list(rows.select_related("person", "asked_by", "closed_by"))
    names = holder_names({row.owner for row in found} | {row.asked_from for row in found})
    works = work_titles({row.subject for row in found}, actor)
    return [_row(row, names, works, actor, on) for row in found]


def _row(row: Task, names: dict[str, str], works: dict[str, str], actor: Actor, on: date) -> TaskRow:
    by = row.asked_by.name if row.asked_by else "Alongside itself"
    closed = ""
    if row.closed_at:
        who = row.closed_by.name if row.closed_by else "Alongside itself"
        closed = f"{who}, {formats.day(row.closed_at)}{f': {row.why}' if row.why else ''}"
    return TaskRow(
        id=row.pk,
        person_id=row.person_id,
        person=row.person.name,
        title=row.title,
        detail=row.detail,
        about=works.get(row.subject, ""),
        owner=names[row.owner],
        holder=row.owner,
        due_on=row.due_on,
        late=row.closed_at is None and row.due_on < on,
        accepted=row.accepted_at is not None,
        mine=row.owner in actor.holders,
        asked=f"{by}, {formats.day(row.asked_at)}",
        asked_from=row.asked_from,
        closed=closed,
        open=row.closed_at is None,
        how=HOW[row.how],
        version=row.version,
    )
