"""What one worker asked of another and nobody has taken, for the proof that nobody is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from alongside.casework.models import Task
from alongside.records.asking import rows

_WHY = "the proof that nobody is lost looks at everything"


class Left(NamedTuple):
    """Something asked for a journey before it ended, and neither done nor declined."""

    task_id: int
    record_id: int
    person_id: int
    journey_id: int


def unaccepted() -> int:
    """How many open tasks nobody has accepted yet."""
    return Task.objects.for_system(_WHY).filter(closed_at__isnull=True, accepted_at__isnull=True).count()


def left_behind() -> Iterator[Left]:
    """Open tasks of journeys that a step ended after they were asked; a death ends work without its tasks."""
    return (Left(*row) for row in rows(_LEFT))


_LEFT = (
    "SELECT t.id, t.record_id, t.person_id, j.id FROM casework_task t JOIN pathways_journey j"
    " ON t.subject = 'journey:' || j.id WHERE t.closed_at IS NULL AND j.ended_at IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM records_event e WHERE e.subject = t.subject AND e.kind = 'pathway.moved'"
    " AND e.recorded_at > t.asked_at AND e.id = (SELECT MAX(m.id) FROM records_event m"
    " WHERE m.subject = t.subject AND m.kind IN ('pathway.moved', 'pathway.stopped', 'pathway.withdrawn')))"
    " ORDER BY t.id"
)
