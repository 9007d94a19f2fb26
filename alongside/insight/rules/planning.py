"""“With n more or fewer seen a week, when is the list below its target, and what will waits be?” answered from today's
list, with how sure one can be: chance is counted out exactly, and the rates are known only as well as the weeks that
were counted tell. So each answer is a mixture over futures, equally likely, each with rates of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Generic, NamedTuple, TypeAlias, TypeVar

import numpy as np

from alongside.insight.rules import slots
from alongside.insight.rules.fluid import Flow
from alongside.insight.rules.rates import Rate
from alongside.insight.rules.slots import Chances, Gone, Standing, Week

FUTURES = 13
# A lattice: each rate takes thirteen values that are equally likely, and their sums and differences spread as those of
# independent rates do, within one part in eighteen.
_LATTICE = (1, 6, 11)
WAITED_AT_MOST = 104  # weeks; whoever waits longer waits “more than two years”
_SURE = 0.9999
_QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_JOINING = 8  # parts of the time ahead at whose ends somebody who joins is asked about


@dataclass(frozen=True)
class Counted:
    """Today's list, and how it moved a week in the weeks that were counted (leaving: for each who waited)."""

    waiting: int
    arriving: Rate
    seen: Rate
    leaving: Rate

    @property
    def flow(self) -> Flow:
        """The rates as they were on average."""
        return Flow(self.arriving.mean, self.seen.mean, self.leaving.mean)


class Asked(NamedTuple):
    """What is asked: when the list is shorter than `below`, looking `weeks` ahead; and whether people go on leaving."""

    below: int
    weeks: int
    leaving: bool = True


Of = TypeVar("Of", int, int | None)


class Spread(NamedTuple, Generic[Of]):
    """Five in a hundred are less than `least`, as many more than `most`; a quarter each lies beyond `low` and `high`.

    Of times, None is beyond those that were looked at.
    """

    least: Of
    low: Of
    middle: Of
    high: Of
    most: Of


Lengths: TypeAlias = Spread[int]
Times: TypeAlias = Spread[int | None]


@dataclass(frozen=True)
class Answer:
    """What becomes of the list when `more` people are seen a week. Times are in weeks; waits are by week of joining."""

    more: int
    flow: Flow
    lists: tuple[Lengths, ...]
    if_rates_hold: tuple[Lengths, ...]
    expected: float
    below: Times
    below_by_then: float
    wait_if_joining: dict[int, Times]
    seen: float
    left: Lengths
    left_expected: float

    @property
    def leaving_share(self) -> float:
        """Of those who go from the list in the time ahead, the share who leave it unseen."""
        gone = self.seen + self.left_expected
        return self.left_expected / gone if gone else 0.0


@dataclass(frozen=True)
class _Future:
    """One future for one number of slots."""

    standings: list[Standing]
    gone: Gone
    passage: Chances
    turns: dict[int, Chances]


def answers(counted: Counted, asked: Asked, levels: Sequence[int], closely: int) -> dict[int, Answer]:
    """An answer for each number more or fewer; for `closely` the waits of whoever joins on the way there as well."""
    flows = futures(counted, asked.leaving)
    weeks = [Week(flow.arriving, flow.leaving) for flow in flows]
    middle = _held(counted.flow, asked.leaving)
    steady = Week(middle.arriving, middle.leaving)
    made = {}
    for more in levels:
        joining = _joining(asked.weeks) if more == closely else (asked.weeks,)
        each = [
            _future(counted.waiting, _with(flow, more), week, asked, joining)
            for flow, week in zip(flows, weeks, strict=True)
        ]
        holding = slots.course(counted.waiting, _with(middle, more), asked.weeks, steady)
        made[more] = _answer(more, _with(middle, more), each, holding, asked.weeks)
    return made


def futures(counted: Counted, leaving: bool = True) -> list[Flow]:
    """Equally likely rates, given what was counted."""
    chances = [[((place * step) % FUTURES + 0.5) / FUTURES for step in _LATTICE] for place in range(FUTURES)]
    return [
        Flow(
            counted.arriving.quantile(comes),
            counted.seen.quantile(goes),
            counted.leaving.quantile(leaves) if leaving else 0.0,
        )
        for comes, goes, leaves in chances
    ]


def _held(flow: Flow, leaving: bool) -> Flow:
    return flow if leaving else Flow(flow.arriving, flow.slots)


def _with(flow: Flow, more: int) -> Flow:
    return Flow(flow.arriving, max(flow.slots + more, 0.0), flow.leaving)


def _joining(weeks: int) -> tuple[int, ...]:
    return tuple(sorted({round(weeks * part / _JOINING) for part in range(_JOINING + 1)}))


def _future(waiting: int, flow: Flow, week: Week, asked: Asked, joining: Iterable[int]) -> _Future:
    standings = slots.course(waiting, flow, asked.weeks, week)
    return _Future(
        standings,
        slots.gone(standings, week),
        slots.passage(waiting, flow, asked.below, asked.weeks, week),
        {at: _turns(standings[at], flow, week) for at in joining},
    )


def _turns(standing: Standing, flow: Flow, week: Week) -> Chances:
    """The chance of being seen by each week from joining (0) on, up to the longest that is looked at."""
    seen = np.ones(WAITED_AT_MOST + 1)
    seen[0] = 0.0
    for number, chance in enumerate(islice(slots.turns(standing, flow.slots, week), WAITED_AT_MOST), 1):
        seen[number] = chance
        if chance > _SURE:
            break
    return seen


def _answer(
    more: int, flow: Flow, each: Sequence[_Future], holding: Sequence[Standing], weeks: int
) -> Answer:
    passage = np.mean([future.passage for future in each], axis=0)
    left = [float(future.gone.left[-1]) for future in each]
    return Answer(
        more=more,
        flow=flow,
        lists=tuple(_lengths([future.standings[at] for future in each]) for at in range(weeks + 1)),
        if_rates_hold=tuple(_lengths([standing]) for standing in holding),
        expected=holding[-1].mean,
        below=_times(passage),
        below_by_then=float(passage[-1]),
        wait_if_joining={
            at: _times(np.mean([future.turns[at] for future in each], axis=0)) for at in each[0].turns
        },
        seen=float(np.mean([future.gone.seen[-1] for future in each])),
        # How many leave in all is as good as Poisson in each future: many people, each with a small chance.
        left=_lengths([Standing(0, slots.poisson(people)) for people in left if people]),
        left_expected=float(np.mean(left)),
    )


def _lengths(standings: Sequence[Standing]) -> Lengths:
    """The quantiles of the mixture of several, equally likely."""
    if not standings:
        return Spread(0, 0, 0, 0, 0)
    most = max(each.least + len(each.chances) for each in standings)
    mixed = np.zeros(most)
    for each in standings:
        mixed[each.least :][: len(each.chances)] += each.chances / len(standings)
    return Spread(*(min(int(at), most - 1) for at in np.searchsorted(mixed.cumsum(), _QUANTILES)))


def _times(reached: Chances) -> Times:
    """The first weeks by which something has happened with these chances."""
    found = np.searchsorted(reached, _QUANTILES)
    return Spread(*(int(at) if at < len(reached) else None for at in found))
