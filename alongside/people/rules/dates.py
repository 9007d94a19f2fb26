"""Dates as people know them: to the day, to the month, to the year, about a year, or not at all."""

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

ABOUT_YEARS = 2
"""How far "about 1949" reaches either way, in years: what a worker means who was told "late forties"."""


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Age:
    """Whole years, as a range where the date of birth is approximate."""

    least: int
    most: int

    def __str__(self) -> str:
        """ "77", or "76 to 77"."""
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"


@dataclass(frozen=True, slots=True)
class ApproximateDate:
    """A date with the precision it was given in.

    A day needs its month, a month its year; `about` belongs to a bare year or month only.
    Raises ValueError where the parts make no date: `reading.read` turns raw text into one with
    messages for the person who typed it.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __post_init__(self) -> None:
        """Refuse parts that make no date."""
        if (self.day and not self.month) or (self.month and not self.year):
            raise ValueError("a day needs its month and a month its year")
        if self.about and (self.day or not self.year):
            raise ValueError("only a year or a month can be about")
        if self.year:
            dt.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def exact(cls, day: dt.date) -> "ApproximateDate":
        """A date known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.day:
            return Precision.DAY
        if self.month:
            return Precision.MONTH
        return Precision.YEAR if self.year else Precision.UNKNOWN

    @property
    def known(self) -> bool:
        """Whether anything is known of the date."""
        return self.year is not None

    def earliest(self) -> dt.date:
        """The first day this can mean; the first day there is when nothing is known."""
        if self.year is None:
            return dt.date.min
        first = self.year - (ABOUT_YEARS if self.about else 0)
        if self.about:
            return dt.date(max(first, 1), 1, 1)
        return dt.date(first, self.month or 1, self.day or 1)

    def latest(self) -> dt.date:
        """The last day this can mean; the last day there is when nothing is known."""
        if self.year is None:
            return dt.date.max
        if self.about:
            return dt.date(min(self.year + ABOUT_YEARS, dt.MAXYEAR), 12, 31)
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def compatible(self, other: "ApproximateDate") -> bool:
        """Whether both can mean one and the same day."""
        return self.earliest() <= other.latest() and other.earliest() <= self.latest()

    def sort_key(self) -> tuple[dt.date, dt.date]:
        """In order of time, the more exact first among those that begin alike; unknown last."""
        return (self.earliest(), self.latest()) if self.known else (dt.date.max, dt.date.max)

    def age(self, on: dt.date) -> Age | None:
        """Age on a day; a range where the date is approximate; None when unknown or not yet born."""
        if not self.known or self.earliest() > on:
            return None
        return Age(least=_whole_years(min(self.latest(), on), on), most=_whole_years(self.earliest(), on))

    def __str__(self) -> str:
        """ "27 March 2007", "June 1949", "about 1949", "not known"."""
        if not self.known:
            return "not known"
        parts = (str(self.day) if self.day else "", calendar.month_name[self.month or 0], str(self.year))
        return ("about " if self.about else "") + " ".join(part for part in parts if part)


UNKNOWN = ApproximateDate()


def _whole_years(born: dt.date, on: dt.date) -> int:
    """Somebody born on 29 February is a year older on 1 March of a common year."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
