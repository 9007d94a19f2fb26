"""Days as English councils count them: London dates, the opening day is day 0, working days leave out bank holidays."""

from __future__ import annotations

import calendar as months
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
UNITS = ("hours", "days", "working days", "weeks", "months")
_SPAN = re.compile(r"(\d{1,4}) (hour|day|working day|week|month)s?")


@dataclass(frozen=True)
class Span:
    """A length of time as it is written: “5 working days”."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit[:-1]}"


@lru_cache(maxsize=1_000)
def span(text: str) -> Span:
    """Read “5 working days”; “same day” is no days at all. Raises ValueError with a sentence."""
    if " ".join(str(text).split()) == "same day":
        return Span(0, "days")
    read = _SPAN.fullmatch(" ".join(str(text).split()))
    if read is None:
        raise ValueError(
            f"“{text}” is not a length of time: write a whole number and hours, days, working days, weeks or months"
        )
    return Span(int(read[1]), f"{read[2]}s")


@dataclass(frozen=True)
class Calendar:
    """Which days are not worked besides Saturdays and Sundays."""

    closed: frozenset[date] = field(default_factory=frozenset)

    def works(self, day: date) -> bool:
        """Whether this is a working day."""
        return day.weekday() < 5 and day not in self.closed

    def working_days_after(self, day: date, count: int) -> date:
        """The `count`-th working day after this day; for 0 the day itself."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.works(day)
        return day

    def day_due(self, begins: date, length: Span) -> date:
        """The last day on which something begun on `begins` (day 0) is in time. Lengths in hours have no such day."""
        if length.unit == "working days":
            return self.working_days_after(begins, length.count)
        if length.unit == "months":
            return _months_after(begins, length.count)
        if length.unit == "hours":
            raise ValueError("hours are counted from a moment, not from a day")
        return begins + timedelta(days=length.count * (7 if length.unit == "weeks" else 1))

    def due(self, begins: datetime, length: Span) -> datetime:
        """The moment (UTC) from which something begun at `begins` is late.

        Hours run by the clock, days to their end.
        """
        return _due(self, begins, length)


# Of a list of thousands, most is owed by the same few moments.
@lru_cache(maxsize=1_000)
def _due(calendar: Calendar, begins: datetime, length: Span) -> datetime:
    if length.unit == "hours":
        return begins.astimezone(UTC) + timedelta(hours=length.count)
    return end_of(calendar.day_due(day_of(begins), length))


def _months_after(day: date, count: int) -> date:
    """The same day `count` months on, or the last of that month when it has no such day."""
    year, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def day_of(moment: datetime) -> date:
    """The London date of a moment."""
    # London is level with UTC or an hour ahead of it: until 23:00 both have the same day.
    if moment.tzinfo is UTC and moment.hour < 23:
        return moment.date()
    return moment.astimezone(LONDON).date()


def start_of(day: date) -> datetime:
    """The moment (UTC) at which a London day begins."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The moment (UTC) at which a London day is over."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON).astimezone(UTC)


def last_day(due: datetime) -> date:
    """The last London day that is in time for something late from `due` on."""
    return day_of(due - timedelta(microseconds=1))


def days_between(begins: date, ends: date) -> int:
    """Days waited: the opening day is day 0; never fewer than none."""
    return max((ends - begins).days, 0)
