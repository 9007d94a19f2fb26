"""How long a wait is on any day, and whether it is one."""

from __future__ import annotations

from datetime import date

from alongside.pathways.rules.calendar import day_of, days_between, end_of
from alongside.pathways.rules.history import Waiting


def waited(wait: Waiting, on: date) -> int:
    """Elapsed days of a wait at the end of a day: the day it began is day 0."""
    stopped = day_of(wait.stopped_at) if wait.stopped_at else on
    return days_between(day_of(wait.started_at), min(stopped, on))


def still_waiting(wait: Waiting, on: date) -> bool:
    """Whether the wait had begun on or before this day and not stopped by the end of it."""
    return day_of(wait.started_at) <= on and (wait.stopped_at is None or wait.stopped_at >= end_of(on))
