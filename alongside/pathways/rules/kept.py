"""How promises were kept: in time or not, week by week. What was excused before it was due counts neither way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from alongside.pathways.rules.calendar import last_day

# How many weeks back the board looks: a quarter of a year.
WEEKS = 13


@dataclass(frozen=True)
class Week:
    """One week, from its Monday: how much was due in it, and how much of that was kept in time."""

    monday: date
    due: int = 0
    kept: int = 0

    @property
    def share(self) -> float | None:
        """The per cent kept in time; None where nothing was due."""
        return 100 * self.kept / self.due if self.due else None


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def mondays(today: date) -> list[date]:
    """The weeks that are looked at, the present one last."""
    return [monday_of(today) - timedelta(weeks=back) for back in reversed(range(WEEKS))]


def by_week(counted: Iterable[tuple[datetime, int, int]], today: date) -> Sequence[Week]:
    """Weeks of what was due at each moment and how much of it was kept in time; every week once, even an empty one.

    What is owed in days is late at a midnight, and belongs to the week of the day before.
    """
    weeks = {monday: [0, 0] for monday in mondays(today)}
    for due_at, due, kept in counted:
        tally = weeks.get(monday_of(last_day(due_at)))
        if tally is not None:
            tally[0] += due
            tally[1] += kept
    return [Week(monday, *tally) for monday, tally in weeks.items()]


def of_team(broken: int, carried: int, agreed: int | None) -> int:
    """Of what somebody broke, how much is their team's to answer for: as much as they carry above what was agreed."""
    return min(broken, max(0, carried - agreed)) if agreed is not None else 0
