"""What something costs by the unit or by time, over any run of days: exact until the one rounding at the end.

A week is seven days and a part week is charged by the day, a seventh each. A calendar month costs what is said for a
month whether it has 28 days or 31; a quarter and a year likewise, the year being the financial year from 1 April, of
365 days or 366.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

WEEK = 7
# Frequencies that are a run of weeks, by their days.
OF_DAYS = {"week": 7, "fortnight": 14, "four-weeks": 28}
# Frequencies that are a part of the financial year, by how many there are in it.
OF_THE_YEAR = {"month": 12, "quarter": 4, "year": 1}
ONCE = "one-off"
YEAR_BEGINS = 4
ONE_DAY = timedelta(days=1)


def by_time(each: str) -> bool:
    """Whether this frequency is a length of time; any other but `one-off` is a unit, such as an hour or a visit."""
    return each in OF_DAYS or each in OF_THE_YEAR


@dataclass(frozen=True)
class Rate:
    """So many pence for each hour, night, week, month…; `units` a week count where `each` is a unit."""

    pence: int
    each: str
    units: Fraction = Fraction(1)

    def daily(self, day: date) -> Fraction:
        """Pence for one day. What is paid once has no daily cost."""
        if self.each == ONCE:
            return Fraction(0)
        if self.each in OF_THE_YEAR:
            first, last = period(self.each, day)
            return Fraction(self.pence, (last - first).days + 1)
        return self._weekly() / WEEK

    def weekly(self, day: date) -> Fraction:
        """Pence for a week: of what is paid by the month, quarter or year the average of that financial year."""
        if self.each == ONCE:
            return Fraction(0)
        if self.each in OF_THE_YEAR:
            first, last = period("year", day)
            return Fraction(self.pence * OF_THE_YEAR[self.each] * WEEK, (last - first).days + 1)
        return self._weekly()

    def over(self, first: date, last: date) -> Fraction:
        """Pence from `first` to `last`, both days counted; nothing when they are the wrong way round."""
        if last < first or self.each == ONCE:
            return Fraction(0)
        if self.each not in OF_THE_YEAR:
            return self._weekly() * ((last - first).days + 1) / WEEK
        total = Fraction(0)
        while first <= last:
            begins, ends = period(self.each, first)
            days = (min(ends, last) - first).days + 1
            total += Fraction(self.pence * days, (ends - begins).days + 1)
            if ends >= last:
                break
            first = ends + ONE_DAY
        return total

    def _weekly(self) -> Fraction:
        if self.each in OF_DAYS:
            return Fraction(self.pence * WEEK, OF_DAYS[self.each])
        return self.pence * self.units


def period(each: str, day: date) -> tuple[date, date]:
    """First and last day of the month, quarter or financial year in which a day falls."""
    months = 12 // OF_THE_YEAR[each]
    since_april = (day.month - YEAR_BEGINS) % 12
    begins = _months_on(day.replace(day=1), -(since_april % months))
    last = _months_on(begins, months - 1)
    return begins, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def _months_on(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def whole_pence(amount: Fraction) -> int:
    """The amount in whole pence, a half going away from nought: the one rounding, done at the end."""
    rounded = floor(abs(amount) + Fraction(1, 2))
    return rounded if amount >= 0 else -rounded
