"""Who came onto a list, was seen and left, week by week, from the days on which waits began and stopped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from alongside.insight.rules import rates
from alongside.insight.rules.planning import Counted
from alongside.insight.rules.rates import Rate


class Ran(NamedTuple):
    """How many waits began on one day and stopped on another (None: not yet), and whether the person was seen."""

    started_on: date
    stopped_on: date | None
    seen: bool
    people: int


@dataclass(frozen=True)
class Weeks:
    """Whole weeks up to yesterday, the first beginning on `since`, and how long people waited in them all together."""

    since: date
    arrived: Sequence[int]
    seen: Sequence[int]
    left: Sequence[int]
    waited: float

    @property
    def number(self) -> int:
        """How many weeks were counted."""
        return len(self.arrived)

    @property
    def until(self) -> date:
        """The last day that was counted."""
        return self.since + timedelta(days=7 * self.number - 1)

    def counted(self, waiting: int) -> Counted:
        """The rates they give, beside today's list. Who leaves is counted for each week that somebody waited."""
        leaving = rates.of_chance(self.left)
        return Counted(
            waiting,
            rates.of_chance(self.arrived),
            rates.of_plan(self.seen),
            Rate(leaving.count, self.waited, leaving.dispersion),
        )


def weekly(rows: Iterable[Ran], today: date, weeks: int) -> Weeks:
    """Count the weeks before today: who came, was seen and left in each, and the weeks that people waited."""
    since = today - timedelta(weeks=weeks)
    arrived, seen, left, days = [0] * weeks, [0] * weeks, [0] * weeks, 0
    for row in rows:
        if since <= row.started_on < today:
            arrived[(row.started_on - since).days // 7] += row.people
        stopped = row.stopped_on or today
        if since <= stopped < today:
            went = seen if row.seen else left
            went[(stopped - since).days // 7] += row.people
        days += row.people * max((min(stopped, today) - max(row.started_on, since)).days, 0)
    return Weeks(since, arrived, seen, left, days / 7)
