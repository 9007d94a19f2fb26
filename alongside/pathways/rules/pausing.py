"""Days on hold within each wait: shown beside it, never taken off it. And the clocks of promises that the law stops."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from alongside.pathways.rules.calendar import Span, day_of, days_between, last_day
from alongside.pathways.rules.history import EXCUSED, Hold, State, Waiting


def count(state: State) -> None:
    """Whole days on hold within each wait, and since when the hold that is still on pauses it."""
    for wait in state.waits:
        _count(wait, state.holds)


def _count(wait: Waiting, holds: Iterable[Hold]) -> None:
    """Each day counts once: holds that overlap pause a wait no longer than they do together."""
    wait.paused_days, wait.paused_since, reached = 0, None, wait.started_at
    for hold in sorted(holds, key=lambda each: each.began_at):
        ends = min(filter(None, (hold.ended_at, wait.stopped_at)), default=None)
        begins = max(hold.began_at, reached)
        if ends is None:
            wait.paused_since = day_of(begins)
            return
        if ends > begins:
            wait.paused_days += days_between(day_of(begins), day_of(ends))
            reached = ends


def paused(over: int, since: date | None, on: date) -> int:
    """Days on hold at the end of a day: those of holds that are over, and of the one that is on since a day."""
    return over + (days_between(since, on) if since else 0)


def left(state: State, name: str) -> Span | None:
    """How many days were left of a promise when its clock was stopped; None where it was not."""
    last = next((each for each in reversed(state.promises) if each.name == name), None)
    if last is None or last.closed_at is None or last.how != EXCUSED:
        return None
    return Span(days_between(day_of(last.closed_at), last_day(last.due_at)), "days")
