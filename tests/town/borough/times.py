"""Moments at which people work: so many days ago, in office hours, on a working day where it has to be one."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from alongside.pathways.rules.calendar import Calendar, Span, day_of, end_of, start_of

REACH = 3_600
"""How many days back anything happens: reviews that are years late had their plan a year before."""
OPENS, OFFICE = 9 * 60, 8 * 60
_MINUTES = [timedelta(minutes=OPENS + minute) for minute in range(OFFICE)]


class Times:
    """The days up to today, counted backwards: 1 is yesterday. Nothing happens today, for that would be still to come
    for whoever makes the borough in the morning."""

    def __init__(self, today: date, calendar: Calendar) -> None:
        self.today = today
        self.calendar = calendar
        days = [today - timedelta(days=ago) for ago in range(REACH + 10)]
        self._starts = [start_of(day).astimezone(UTC) for day in days]
        self._works = [calendar.works(day) for day in days]

    def at(self, ago: int, dice: random.Random) -> datetime:
        """A moment in office hours of that day, whether or not it is worked."""
        return self._starts[ago] + _MINUTES[int(dice.random() * OFFICE)]

    def midnight(self, ago: int) -> datetime:
        """The moment at which that day began."""
        return self._starts[ago]

    def night(self, ago: int) -> datetime:
        """Just after that day began, when what falls due by itself is looked for."""
        return self._starts[ago] + timedelta(minutes=10)

    def worked(self, ago: int) -> int:
        """That day, or the next on which somebody works; 0 when there is none before today."""
        while ago > 0 and not self._works[ago]:
            ago -= 1
        return ago

    def day(self, ago: int) -> date:
        """The date of that day."""
        return self.today - timedelta(days=ago)


class Almanac(Calendar):
    """The council's calendar, which knows by heart when things fall due: most work of a borough is owed by few days."""

    def __init__(self, closed: frozenset[date]) -> None:
        super().__init__(closed)
        object.__setattr__(self, "_known", {})

    _known: dict[tuple[date, int, str], datetime]

    def due(self, begins: datetime, length: Span) -> datetime:
        """As the calendar has it."""
        if length.unit == "hours":
            return super().due(begins, length)
        asked = (day_of(begins), length.count, length.unit)
        due = self._known.get(asked)
        if due is None:
            due = self._known[asked] = end_of(self.day_due(asked[0], length))
        return due
