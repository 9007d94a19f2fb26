"""A list month by month: who waited when it began, who came, who went and how, who waits at its end.

For every month: closing = opening + arrived - seen - left - died, and each opens with what the one before closed with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.pathways.rules.calendar import days_between
from alongside.pathways.rules.quantiles import Spread, spread

SEEN, LEFT, DIED = "seen", "left", "died"
Run = tuple[date, date | None, str]
"""When a wait began and stopped, and by which end."""


@dataclass(frozen=True)
class Month:
    """One month of a list. `last` is its last day, or the day until which it is told; `spread` is of those who wait at
    the end of it, in days."""

    first: date
    last: date
    opening: int
    arrived: int
    seen: int
    left: int
    died: int
    spread: Spread

    @property
    def closing(self) -> int:
        """How many wait at the end of it."""
        return self.opening + self.arrived - self.seen - self.left - self.died


def begins(on: date, count: int) -> list[date]:
    """The first days of so many months, the last of them the month of this day."""
    year, month = divmod(on.year * 12 + on.month - count, 12)
    return [date(year + (month + more) // 12, (month + more) % 12 + 1, 1) for more in range(count)]


def months(found: Mapping[Run, int], on: date, count: int) -> Sequence[Month]:
    """The last `count` months until a day, from how many there were of each run that was going on in them."""
    firsts = begins(on, count)
    lasts = [*(first - timedelta(days=1) for first in firsts[1:]), on]
    return [_month(found, first, last) for first, last in zip(firsts, lasts, strict=True)]


def _month(found: Mapping[Run, int], first: date, last: date) -> Month:
    ended = dict.fromkeys((SEEN, LEFT, DIED), 0)
    tally: dict[int, int] = {}
    opening = arrived = 0
    for (began, stopped, how), people in found.items():
        if began > last or (stopped is not None and stopped < first):
            continue
        opening += people if began < first else 0
        arrived += people if began >= first else 0
        if stopped is not None and stopped <= last:
            ended[how] += people
        else:
            days = days_between(began, last)
            tally[days] = tally.get(days, 0) + people
    return Month(first, last, opening, arrived, ended[SEEN], ended[LEFT], ended[DIED], spread(tally))


@dataclass(frozen=True)
class Share:
    """How many of what was done somebody did: a worker, an agency, or the team as a team."""

    team: str
    who: str
    done: int


def shared_out(each: Iterable[tuple[str, str]]) -> list[Share]:
    """What was done, by team and by who did it, the most first; of each the team and the name, "" for the team."""
    counts: dict[tuple[str, str], int] = {}
    for one in each:
        counts[one] = counts.get(one, 0) + 1
    rows = [Share(team, who, done) for (team, who), done in counts.items()]
    return sorted(rows, key=lambda row: (-row.done, row.team, row.who))
