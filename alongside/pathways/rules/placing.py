"""How those who wait stand on their lists: how urgent, by when, and whether a worker has them; now, and on any day.

A list as it stood on a day is told by folding the history up to the end of it. Counting thousands cannot fold them
all: so each wait keeps its course, the days from which on it stood otherwise, and the two must say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

from alongside.pathways.rules.calendar import day_of
from alongside.pathways.rules.history import Happened, Place, State, Waiting

Fold = Callable[[Iterable[Happened]], State | None]


def place(state: State, event: Happened) -> None:
    """Where those who wait stand after an event."""
    day, given = day_of(event.at), state.owner.startswith("worker:")
    for wait in state.open_waits:
        wait.rank, wait.given = state.priority or 0, given
        _keep(wait.course, Place(max(day, day_of(wait.started_at)), wait.rank, wait.due_on, given))


def _keep(course: list[Place], now: Place) -> None:
    """Only what changed, and of a day only how it ended."""
    if course and course[-1].day == now.day:
        course.pop()
    if not course or course[-1][1:] != now[1:]:
        course.append(now)


def in_order(events: Sequence[Happened]) -> bool:
    """Whether nothing was recorded after something of a later day."""
    return all(one.at <= other.at or day_of(one.at) == day_of(other.at) for one, other in pairwise(events))


def again(state: State, events: Sequence[Happened], fold: Fold) -> None:
    """The courses of a history that was not recorded in the order of its days: of each day the history up to it."""
    courses = {(wait.name, wait.event): wait.course for wait in state.waits}
    for course in courses.values():
        course.clear()
    for day in sorted({day_of(event.at) for event in events}):
        then = fold(event for event in events if day_of(event.at) <= day)
        for each in then.open_waits if then else ():
            # What a later correction undid is of no wait any more: it is kept nowhere.
            begins = max(day, day_of(each.started_at))
            _keep(courses.get((each.name, each.event), []), Place(begins, each.rank, each.due_on, each.given))


def on(wait: Waiting, day: date) -> Place:
    """How a wait stood at the end of a day on which it ran, or when it stopped."""
    now = Place(day, wait.rank, wait.due_on, wait.given)
    return next((each for each in reversed(wait.course) if each.day <= day), now)


def written(wait: Waiting) -> str:
    """A course as it is stored: “2031-07-01/0//0 2031-07-08/2/2031-08-01/1”. Blank where nothing ever changed."""
    if all(each[1:] == (wait.rank, wait.due_on, wait.given) for each in wait.course):
        return ""
    return " ".join(f"{each.day}/{each.rank}/{each.due_on or ''}/{each.given:d}" for each in wait.course)


def read(text: str, day: date) -> Place:
    """How a wait stood at the end of a day on which it ran, by its course as it is stored, if it has one."""
    # Days as they are written are in the order of their letters.
    until = f"{day}~"
    written_on, rank, due, given = [each for each in text.split() if each < until][-1].split("/")
    due_on = date.fromisoformat(due) if due else None
    return Place(date.fromisoformat(written_on), int(rank), due_on, given == "1")
