"""What becomes of a list, exactly: the chance of every length at the end of every week, without drawing lots.

In a week each who waits leaves with the same hazard, people come by chance (Poisson) and leave with it too, and at its
end as many are seen as there are slots, or all. So, from the chances of a week's beginning: who stays is binomial, who
came and is still there is Poisson with mean arriving x (1 - e^-leaving) / leaving, and seen = min(all of them, slots).
That is one matrix and one convolution a week, from today's list on. A part of a slot is a slot in that part of weeks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from alongside.insight.rules.fluid import Flow

Chances: TypeAlias = NDArray[np.float64]
NEGLIGIBLE = 1e-18  # the chance that a length at either end must have to be kept
_REACH = 9  # standard deviations beyond which nothing of weight lies
_BEYOND = 20  # and people, where a standard deviation is less than one


@dataclass(frozen=True)
class Standing:
    """The chances of a list's length: `chances[i]` is that of `least + i` people."""

    least: int
    chances: Chances

    @classmethod
    def exactly(cls, people: int) -> Standing:
        """A list that has been counted."""
        return cls(people, np.ones(1))

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The lengths that have a chance."""
        return np.arange(self.least, self.least + len(self.chances))

    @property
    def mean(self) -> float:
        """The length to be expected."""
        return float(self.chances @ self.lengths)

    def below(self, people: int) -> float:
        """The chance of fewer than so many."""
        return float(self.chances[: max(people - self.least, 0)].sum())


@dataclass
class Week:
    """What a week without slots does to a list. Made once for all numbers of slots that are asked about."""

    arriving: float
    leaving: float = 0.0
    _stay: Chances = field(default_factory=lambda: np.ones((0, 1)), repr=False)

    @property
    def staying(self) -> float:
        """The chance that somebody who waits at the beginning of a week still does at its end."""
        return math.exp(-self.leaving)

    @property
    def joined(self) -> float:
        """How many who came in a week are to be expected at its end."""
        return self.arriving * (-math.expm1(-self.leaving) / self.leaving if self.leaving else 1.0)

    @cached_property
    def _joining(self) -> Chances:
        return poisson(self.joined)

    def passed(self, standing: Standing) -> Standing:
        """The list at the end of the week, before anybody is seen."""
        stayed = self.stayed(standing)
        return Standing(stayed.least, np.convolve(stayed.chances, self._joining))

    def stayed(self, standing: Standing) -> Standing:
        """Who of a list is still there at the end of the week."""
        if not self.leaving:
            return standing
        most = standing.least + len(standing.chances) - 1
        rows = self._rows(most)
        gone = rows.shape[1] - 1
        least = max(standing.least - gone, 0)
        before = np.zeros(most - least + 1 + gone)
        before[standing.least - least :][: len(standing.chances)] = standing.chances
        # Row k of the windows is `before` from k on: views of one memory, nothing is copied.
        windows = np.ndarray((most - least + 1, gone + 1), before.dtype, before, strides=(8, 8))
        return Standing(least, np.einsum("kj,kj->k", rows[least : most + 1], windows))

    def left(self, standing: Standing) -> float:
        """How many are to be expected to leave in the week that begins so."""
        return standing.mean * (1 - self.staying) + self.arriving - self.joined

    def _rows(self, most: int) -> Chances:
        """Row k, column j: the chance that of k + j people just j leave. Made for more than are needed yet."""
        if most >= len(self._stay):
            self._stay = _thinned(most + most // 4 + _BEYOND, self.leaving)
        return self._stay


def _thinned(most: int, leaving: float) -> Chances:
    gone = -math.expm1(-leaving)
    last = most * gone + _REACH * math.sqrt(most * gone) + _BEYOND
    stay, leave = np.arange(most + 1)[:, None], np.arange(min(int(last), most) + 1)[None, :]
    logs = np.array([math.lgamma(n + 1) for n in range(stay.size + leave.size)])
    choices = logs[stay + leave] - logs[stay] - logs[leave]
    made: Chances = np.exp(choices + leave * math.log(gone) - stay * leaving)
    return made


def poisson(mean: float) -> Chances:
    """The chances of 0, 1, 2, … where `mean` are to be expected, as far as they weigh anything."""
    if not mean:
        return np.ones(1)
    most = int(mean + _REACH * math.sqrt(mean) + _BEYOND)
    logs = [n * math.log(mean) - mean - math.lgamma(n + 1) for n in range(most + 1)]
    found: Chances = np.exp(np.array(logs))
    made: Chances = found / found.sum()
    return made


def served(standing: Standing, slots: float) -> Standing:
    """The list when those for whom there is a slot have been seen."""
    whole, part = divmod(slots, 1)
    fewer = _seen(standing, int(whole))
    if not part:
        return _trimmed(fewer)
    without, with_one = (1 - part) * fewer.chances, part * fewer.chances
    if not fewer.least:
        without[:-1] += with_one[1:]
        without[0] += with_one[0]
        return _trimmed(Standing(0, without))
    chances = np.zeros(len(without) + 1)
    chances[1:] = without
    chances[:-1] += with_one
    return _trimmed(Standing(fewer.least - 1, chances))


def _seen(standing: Standing, slots: int) -> Standing:
    over = slots - standing.least
    if over <= 0:
        return Standing(-over, standing.chances)
    emptied = standing.chances[: over + 1].sum()
    return Standing(0, np.concatenate([[emptied], standing.chances[over + 1 :]]))


def _trimmed(standing: Standing) -> Standing:
    """Without the lengths at either end that weigh next to nothing."""
    weighing = np.flatnonzero(standing.chances > NEGLIGIBLE)
    if not weighing.size:
        return Standing(standing.least, standing.chances[:0])
    first, last = int(weighing[0]), int(weighing[-1])
    return Standing(standing.least + first, standing.chances[first : last + 1])


def course(people: int, flow: Flow, weeks: int, week: Week | None = None) -> list[Standing]:
    """The list today and at the end of each of the weeks to come."""
    week = week or Week(flow.arriving, flow.leaving)
    standings = [Standing.exactly(people)]
    for _ in range(weeks):
        standings.append(served(week.passed(standings[-1]), flow.slots))
    return standings


@dataclass(frozen=True)
class Gone:
    """How many are to be expected to be seen, and to leave unseen, by the end of each week from today (0) on."""

    seen: Chances
    left: Chances


def gone(standings: Sequence[Standing], week: Week) -> Gone:
    """What a course means for those who go: who is not on the list any more was seen or has left."""
    means = np.array([each.mean for each in standings])
    left = np.array([week.left(each) for each in standings[:-1]])
    seen = means[:-1] + week.arriving - left - means[1:]
    return Gone(np.concatenate([[0.0], seen.cumsum()]), np.concatenate([[0.0], left.cumsum()]))


def passage(people: int, flow: Flow, below: int, weeks: int, week: Week | None = None) -> Chances:
    """The chance that by the end of each week from today (0) on the list has been below a length at least once."""
    week = week or Week(flow.arriving, flow.leaving)
    reached = np.zeros(weeks + 1)
    if people < below:
        return reached + 1.0
    standing = Standing.exactly(people)
    for number in range(1, weeks + 1):
        standing = served(week.passed(standing), flow.slots)
        cut = max(below - standing.least, 0)
        reached[number:] += standing.chances[:cut].sum()
        standing = Standing(standing.least + cut, standing.chances[cut:])
        if not standing.chances.size:
            break
    return np.minimum(reached, 1.0)


def turns(ahead: Standing, slots: float, week: Week) -> Iterator[float]:
    """Who joins behind all these and stays is seen by the end of the 1st, 2nd, … week from then, with these chances.

    In order of joining, so that nobody who comes later matters.
    """
    seen = 0.0
    while ahead.chances.size:
        stayed = week.stayed(ahead)
        place = served(Standing(stayed.least + 1, stayed.chances), slots)
        if not place.chances.size:
            break
        reached = place.least == 0  # nobody is before them any more, nor are they themselves on the list
        seen += float(place.chances[0]) if reached else 0.0
        yield min(seen, 1.0)
        ahead = Standing(0, place.chances[1:]) if reached else Standing(place.least - 1, place.chances)
    while True:
        yield 1.0
