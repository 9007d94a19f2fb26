"""Who comes to a list and who goes from it, week by week; and how those who wait are spread over time.

Weeks begin on Monday. At the end of each, waiting = waiting before + arrived - seen - left - died.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

A_WEEK = timedelta(days=7)
# Days to a bar: weeks where they fit, then whole numbers of weeks that people have a word for.
WIDTHS = (7, 14, 28, 91, 182, 364, 728)
BARS = 20


@dataclass(frozen=True)
class Week:
    """One week of a list: how many came, and how many ended their wait by each end; who waits at the end of it."""

    begins_on: date
    arrived: int
    seen: int
    left: int
    died: int
    waiting: int

    @property
    def ends_on(self) -> date:
        """Its Sunday."""
        return self.begins_on + timedelta(days=6)


@dataclass(frozen=True)
class Bar:
    """People who have waited from `least` to `most` days, both among them."""

    least: int
    most: int
    people: int


def monday(day: date) -> date:
    """The Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def weeks(
    first: date,
    last: date,
    before: int,
    arrived: Mapping[date, int],
    ended: Mapping[tuple[date, str], int],
) -> Sequence[Week]:
    """Every week from that of `first` to that of `last`, those without anybody too.

    `arrived` are people by the day they came, `ended` by the day and the end (seen, left, died); `before` is how many
    waited when the first week began. Days outside these weeks are not counted.
    """
    made: list[Week] = []
    waiting, begins = before, monday(first)
    while begins <= last:
        days = [begins + timedelta(days=day) for day in range(7)]
        came = sum(arrived.get(day, 0) for day in days)
        seen, left, died = (sum(ended.get((day, end), 0) for day in days) for end in ("seen", "left", "died"))
        waiting += came - seen - left - died
        made.append(Week(begins, came, seen, left, died, waiting))
        begins += A_WEEK
    return made


def bars(tally: Mapping[int, int], most: int = BARS) -> Sequence[Bar]:
    """The tally in bars of equal width, the first from 0 days on: the narrowest width that needs at most `most`."""
    people = {days: number for days, number in tally.items() if number}
    if not people:
        return ()
    longest = max(people)
    width = next((each for each in WIDTHS if longest // each < most), WIDTHS[-1])
    counts = [0] * (longest // width + 1)
    for days, number in people.items():
        counts[days // width] += number
    return [Bar(place * width, place * width + width - 1, number) for place, number in enumerate(counts)]
