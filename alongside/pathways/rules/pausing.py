"""Days on hold within each wait: shown beside it, never taken off it. And the clocks of promises that the law stops."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.pathways.rules.calendar import Span, day_of, days_between, last_day
from alongside.pathways.rules.history import EXCUSED, Hold, State, Waiting


def count(state: State) -> None:
    """Whole days on hold within each wait, of holds that are over; a hold still on is counted when it is read."""
    for wait in state.waits:
        wait.paused_days = _paused(wait, state.holds)


def _paused(wait: Waiting, holds: Iterable[Hold]) -> int:
    """Days on hold within a wait, each day once: holds that overlap pause it no longer than they do together."""
    days, reached = 0, wait.started_at
    for hold in sorted(holds, key=lambda each: each.began_at):
        ends = min(filter(None, (hold.ended_at, wait.stopped_at)), default=None)
        begins = max(hold.began_at, reached)
        if ends is not None and ends > begins:
            days += days_between(day_of(begins), day_of(ends))
            reached = ends
    return days


def left(state: State, name: str) -> Span | None:
    """How many days were left of a promise when its clock was stopped; None where it was not."""
    last = next((each for each in reversed(state.promises) if each.name == name), None)
    if last is None or last.closed_at is None or last.how != EXCUSED:
        return None
    return Span(days_between(day_of(last.closed_at), last_day(last.due_at)), "days")
