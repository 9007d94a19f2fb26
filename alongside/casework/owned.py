"""What of casework somebody answers for: it is handed over when they leave, and found when nobody does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from alongside.casework.actions import appointments, supervision, tasks
from alongside.casework.models import Appointment, Supervision, Task
from alongside.casework.models.appointments import PLANNED
from alongside.records import grants, owners

_WHY = "who answers for what, whatever it is about"


def _tasks() -> Any:
    return Task.objects.for_system(_WHY).filter(closed_at__isnull=True)


def _appointments() -> Any:
    return Appointment.objects.for_system(_WHY).filter(state=PLANNED)


def _all(rows: Any) -> Iterable[tuple[int, str]]:
    found: Iterable[tuple[int, str]] = rows.order_by("id").values_list("id", "owner").iterator()
    return found


def _of(rows: Any, holder: str) -> Sequence[int]:
    return list(rows.filter(owner=holder).order_by("id").values_list("id", flat=True))


owners.register(
    owners.Kind(
        "task",
        "tasks",
        lambda: _all(_tasks()),
        lambda holder: _of(_tasks(), holder),
        tasks.hand_over,
    )
)
owners.register(
    owners.Kind(
        "appointment",
        "appointments",
        lambda: _all(_appointments()),
        lambda holder: _of(_appointments(), holder),
        appointments.hand_over,
    )
)


def _supervised() -> Any:
    return Supervision.objects.for_system(_WHY).filter(worker__is_active=True, worker__left_on__isnull=True)


owners.register(
    owners.Kind(
        "supervision",
        "supervisions",
        lambda: (
            (pk, f"worker:{who}")
            for pk, who in _supervised().order_by("id").values_list("id", "supervisor_id")
        ),
        lambda holder: list(
            _supervised().filter(supervisor_id=_worker(holder)).order_by("id").values_list("id", flat=True)
        ),
        supervision.hand_over,
    )
)


def _worker(holder: str) -> int:
    """The number of a worker; 0, whom nobody is, for a team."""
    kind, _colon, key = holder.partition(":")
    return int(key) if kind == "worker" else 0


def _due(rows: Any, word: str) -> Iterable[grants.Due]:
    restricted = rows.filter(record__restricted=False).order_by("id")
    for key, record_id, owner in restricted.values_list("id", "record_id", "owner"):
        yield grants.Due(record_id, owner, word, f"{word}:{key}", None)


def _tasks_due(_at: datetime) -> Iterable[grants.Due]:
    return _due(_tasks(), "task")


def _appointments_due(_at: datetime) -> Iterable[grants.Due]:
    return _due(_appointments(), "appointment")


grants.sources["task"] = _tasks_due
grants.sources["appointment"] = _appointments_due
