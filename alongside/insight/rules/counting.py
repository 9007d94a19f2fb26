"""Who came onto a list, was seen and left, week by week, from the days on which waits began and stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from alongside.insight.rules import rates
from alongside.insight.rules.planning import Counted
from alongside.insight.rules.rates import Rate
from alongside.pathways.rules.flows import Week, monday, weeks


class Ran(NamedTuple):
    """How many waits began on one day and stopped on another (None: not yet), by which end (seen, left, died)."""

    began_on: date
    stopped_on: date | None
    how: str
    people: int

    def going_on(self, on: date) -> bool:
        """Whether they were waiting at the end of a day."""
        return self.began_on <= on and (self.stopped_on is None or self.stopped_on > on)


@dataclass(frozen=True)
class Counting:
    """Whole weeks, Monday to Sunday, and how many weeks people waited in them all together."""

    weeks: Sequence[Week]
    waited: float

    @property
    def since(self) -> date:
        """The first day that was counted."""
        return self.weeks[0].begins_on

    @property
    def until(self) -> date:
        """The last day that was counted."""
        return self.weeks[-1].ends_on

    @property
    def arrived(self) -> list[int]:
        """Who came, by week."""
        return [each.arrived for each in self.weeks]

    @property
    def seen(self) -> list[int]:
        """Who was seen, by week."""
        return [each.seen for each in self.weeks]

    @property
    def left(self) -> list[int]:
        """Who left unseen, by week: whoever died is among them here."""
        return [each.left + each.died for each in self.weeks]

    def counted(self, waiting: int) -> Counted:
        """The rates they give, beside the list. Who leaves is counted for each week that somebody waited."""
        leaving = rates.of_chance(self.left)
        return Counted(
            waiting,
            rates.of_chance(self.arrived),
            rates.of_plan(self.seen),
            Rate(leaving.count, self.waited, leaving.dispersion),
        )


def weekly(rows: Sequence[Ran], on: date, number: int) -> Counting:
    """Count the last whole weeks that were over by the end of a day."""
    after = monday(on + timedelta(days=1))
    since = after - timedelta(weeks=number)
    arrived: Counter[date] = Counter()
    ended: Counter[tuple[date, str]] = Counter()
    for row in rows:
        if row.began_on >= since:
            arrived[row.began_on] += row.people
        if row.stopped_on is not None and row.stopped_on >= since:
            ended[row.stopped_on, row.how] += row.people
    before = waiting(rows, since - timedelta(days=1))
    return Counting(
        weeks(since, after - timedelta(days=1), before, arrived, ended), _waited(rows, since, after)
    )


def _waited(rows: Iterable[Ran], since: date, after: date) -> float:
    days = 0
    for row in rows:
        until = min(row.stopped_on or after, after)
        days += row.people * max((until - max(row.began_on, since)).days, 0)
    return days / 7


def waiting(rows: Iterable[Ran], on: date) -> int:
    """How many were waiting at the end of a day."""
    return sum(row.people for row in rows if row.going_on(on))


def whole_weeks(rows: Sequence[Ran], on: date, most: int) -> int:
    """Of so many weeks before a day those in which there was a list, from the first who came on; at least one."""
    after = monday(on + timedelta(days=1))
    first = min((row.began_on for row in rows), default=after)
    return max(min((after - first).days // 7, most), 1)
