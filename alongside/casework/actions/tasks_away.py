"""What was passed to somebody who is away and has not taken it on goes back, so that nobody waits for their return
(R-004)."""

from __future__ import annotations

from datetime import datetime

from alongside.casework import access
from alongside.casework.actions import tasks
from alongside.casework.models import Task
from alongside.casework.rules.passing import SEND_BACK, sends_back
from alongside.pathways.actions import moving
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
from alongside.people.queries.owners import can_own
from alongside.records import clock
from alongside.records.acting import action
from alongside.records.actors import SYSTEM, Actor
from alongside.records.jobs import every
from alongside.records.models import Worker
from alongside.web import formats

_WHY = "what was passed to somebody who is away goes back, whatever it is about"


@every("passed to somebody away", minutes=15)
def bounce() -> None:
    """Send back everything that lies with somebody who is away and has not accepted it."""
    _send_back(by=SYSTEM, reason="whoever it was passed to is away")


@action("casework.bounce", may=access.nobody)
def _send_back(*, by: Actor, at: datetime) -> int:
    away = _away(at)
    owners = [f"worker:{key}" for key in away]
    sent = 0
    for task in (
        Task.objects.for_system(_WHY)
        .filter(owner__in=owners, closed_at__isnull=True, accepted_at__isnull=True)
        .order_by("id")
        .alone()
    ):
        if task.asked_from != task.owner and task.asked_from not in owners and can_own(task.asked_from):
            tasks.returned(task, f"{away[_key(task.owner)]}.", at)
            sent += 1
    passed = (
        Journey.objects.for_system(_WHY)
        .filter(owner__in=owners, ended_at__isnull=True)
        .order_by("id")
        .alone()
    )
    for journey in passed:
        if sends_back(definitions.of_hash(journey.definition), journey.stage):
            comment = f"{away[_key(journey.owner)]}."
            moving.move(journey.pk, by=by, move=SEND_BACK, comment=comment)
            sent += 1
    return sent


def _away(at: datetime) -> dict[int, str]:
    """Workers who are away today, each with a sentence that says until when."""
    today = clock.day_of(at)
    rows = Worker.objects.filter(absent_from_on__lte=today).order_by("id")
    there = [row for row in rows if row.absent_until_on is None or row.absent_until_on >= today]
    return {row.pk: f"{row.name} is away{_until(row)}" for row in there}


def _until(row: Worker) -> str:
    return f" until {formats.day(row.absent_until_on)}" if row.absent_until_on else ""


def _key(holder: str) -> int:
    return int(holder.removeprefix("worker:"))
