"""What service lines cost, where two of them overlap, and where a plan has a gap. All days are counted, both ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations

from alongside.money.rates import ONCE, ONE_DAY, Rate, whole_pence

PLANNED, RUNNING, SUSPENDED, ENDED = "planned", "running", "suspended", "ended"
# Reablement and intermediate care are free, and no part of a personal budget: Care and Support (Personal Budget:
# Exclusion of Costs) Regulations 2014 reg 2.
OUTSIDE_BUDGET = frozenset({"st-max"})


@dataclass(frozen=True)
class Pause:
    """A run of days on which the service is not given; `paid` when its cost goes on. Without `last` it is open."""

    first: date
    last: date | None = None
    paid: bool = False


@dataclass(frozen=True)
class Line:
    """One service line as far as sums need it. Without `last` it goes on."""

    id: int
    component: str
    first: date
    last: date | None
    rate: Rate
    pauses: tuple[Pause, ...] = ()
    kind: str = ""

    def holds(self, day: date) -> bool:
        """Whether the line is in force on a day, suspended or not."""
        return self.first <= day and (self.last is None or day <= self.last)

    def state(self, day: date) -> str:
        """Planned, running, suspended or ended on a day."""
        if day < self.first:
            return PLANNED
        if self.last is not None and self.last < day:
            return ENDED
        return SUSPENDED if any(_within(day, pause) for pause in self.pauses) else RUNNING


def cost(line: Line, first: date, last: date) -> Fraction:
    """What the line costs from `first` to `last`: nothing while it is suspended, unless that is paid."""
    if line.rate.each == ONCE:
        return Fraction(line.rate.pence if first <= line.first <= last else 0)
    spans = _paid(line, first, last)
    return sum((line.rate.over(begin, end) for begin, end in spans), Fraction(0))


def total(lines: Iterable[Line], first: date, last: date) -> int:
    """What they cost together, in pence, rounded once."""
    return whole_pence(sum((cost(line, first, last) for line in lines), Fraction(0)))


def a_week(lines: Iterable[Line], day: date) -> int:
    """What those that are paid for on a day cost a week, in pence, rounded once. What is paid once is no part of it."""
    standing = (line for line in lines if line.holds(day) and not _unpaid(line, day))
    return whole_pence(sum((line.rate.weekly(day) for line in standing), Fraction(0)))


def budget(lines: Iterable[Line], day: date) -> int:
    """What a plan's lines cost a week on a day as they were agreed, suspended or not, without what is free."""
    counted = (line for line in lines if line.holds(day) and line.kind not in OUTSIDE_BUDGET)
    return whole_pence(sum((line.rate.weekly(day) for line in counted), Fraction(0)))


def day_of_budget(lines: Sequence[Line], today: date) -> date | None:
    """The day for which a plan's lines are compared with its budget: today, or the first on which one is in force.

    None when all of them are over.
    """
    if any(line.holds(today) for line in lines):
        return today
    return min((line.first for line in lines if line.first > today), default=None)


@dataclass(frozen=True)
class Overlap:
    """Two lines of one component at the same time. It may be meant (two carers at once), so it is told, not refused."""

    component: str
    first: date
    last: date | None
    lines: tuple[int, int]


def overlaps(lines: Sequence[Line]) -> list[Overlap]:
    """Every pair of lines of one component that share a day, the earliest first."""
    found = []
    for one, other in combinations(sorted(lines, key=lambda line: (line.first, line.id)), 2):
        last = _earlier(one.last, other.last)
        if one.component == other.component and (last is None or other.first <= last):
            found.append(Overlap(one.component, other.first, last, (one.id, other.id)))
    return found


def gaps(lines: Sequence[Line]) -> list[tuple[date, date]]:
    """The runs of days between a plan's first and last on which none of its lines is in force."""
    found: list[tuple[date, date]] = []
    reached: date | None = None
    for line in sorted(lines, key=lambda each: each.first):
        if reached is not None and line.first > reached + ONE_DAY:
            found.append((reached + ONE_DAY, line.first - ONE_DAY))
        if line.last is None:
            return found
        reached = line.last if reached is None else max(reached, line.last)
    return found


def cut(pauses: Iterable[Pause], first: date | None, last: date | None) -> list[Pause]:
    """What of these pauses lies between two days, both counted; None is without bound."""
    kept = []
    for pause in pauses:
        begins = pause.first if first is None else max(pause.first, first)
        ends = _earlier(pause.last, last)
        if ends is None or begins <= ends:
            kept.append(Pause(begins, ends, pause.paid))
    return kept


@dataclass(frozen=True)
class Difference:
    """What days gone by cost by the record until now, and by the record as it is put right, in pence."""

    before: int
    after: int

    @property
    def more(self) -> int:
        """How much more they cost; less than nought is owed back to the council."""
        return self.after - self.before


def difference(before: Iterable[Line], after: Iterable[Line], first: date, last: date) -> Difference:
    """Compare two readings of the same days."""
    return Difference(total(before, first, last), total(after, first, last))


def _paid(line: Line, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The runs of days between two on which the line costs: in force, and not suspended without pay."""
    begins = max(first, line.first)
    ends = last if line.last is None else min(last, line.last)
    for pause in sorted((each for each in line.pauses if not each.paid), key=lambda each: each.first):
        if pause.first > ends:
            break
        if pause.first > begins:
            yield begins, pause.first - ONE_DAY
        if pause.last is None or pause.last >= ends:
            return
        begins = max(begins, pause.last + ONE_DAY)
    if begins <= ends:
        yield begins, ends


def _unpaid(line: Line, day: date) -> bool:
    return any(_within(day, pause) and not pause.paid for pause in line.pauses)


def _within(day: date, pause: Pause) -> bool:
    return pause.first <= day and (pause.last is None or day <= pause.last)


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
