"""SimPy plays the same weeks by drawing lots, person by person: a referee who knows nothing of our sums."""

from __future__ import annotations

import random
import statistics
from collections.abc import Generator, Sequence
from itertools import islice
from typing import Any

import simpy

from alongside.insight.rules import slots
from alongside.insight.rules.fluid import Flow
from alongside.insight.rules.slots import Standing, Week

FLOW, PEOPLE, WEEKS, TIMES = Flow(4.3, 4, 0.08), 22, 9, 250
WEEK = Week(FLOW.arriving, FLOW.leaving)


class Played:
    """One run from today: who is on the list, how many left, and in which week whoever stays (`mine`) was seen."""

    def __init__(self, chance: random.Random, mine: int | None = None) -> None:
        self.chance, self.mine, self.left, self.waited = chance, mine, 0, WEEKS + 1
        self.line = list(range(PEOPLE))
        self.world = simpy.Environment()
        for person in self.line:
            self.world.process(self.give_up(person))
        if mine is not None:
            self.line.append(mine)
        self.world.process(self.come())
        self.world.process(self.see())
        self.world.run(until=WEEKS + 0.001)

    def give_up(self, person: int) -> Generator[Any, Any, None]:
        yield self.world.timeout(self.chance.expovariate(FLOW.leaving))
        if person in self.line:
            self.line.remove(person)
            self.left += self.world.now <= WEEKS

    def come(self) -> Generator[Any, Any, None]:
        for person in range(PEOPLE + 1, 10_000):
            yield self.world.timeout(self.chance.expovariate(FLOW.arriving))
            self.line.append(person)
            self.world.process(self.give_up(person))

    def see(self) -> Generator[Any, Any, None]:
        for week in range(1, WEEKS + 1):
            yield self.world.timeout(1)
            if self.mine in self.line[: int(FLOW.slots)]:
                self.waited = week
            del self.line[: int(FLOW.slots)]


def agrees(found: Sequence[float], said: float) -> bool:
    """Within three standard errors."""
    return abs(statistics.fmean(found) - said) < 3 * statistics.stdev(found) / len(found) ** 0.5


def test_the_list_and_those_who_leave_agree_with_simpy() -> None:
    """R-052: how long the list is to be expected to be, and how many give up on the way."""
    chance = random.Random(20_261_122)
    played = [Played(chance) for _ in range(TIMES)]
    standings = slots.course(PEOPLE, FLOW, WEEKS, WEEK)
    assert agrees([len(run.line) for run in played], standings[-1].mean)
    assert agrees([run.left for run in played], float(slots.gone(standings, WEEK).left[-1]))
    # The referee can say no: one slot in twenty more, and it does.
    assert not agrees([len(run.line) for run in played], standings[-1].mean - WEEKS / 5)


def test_whose_turn_it_is_agrees_with_simpy() -> None:
    """R-052: how long somebody waits who joins today behind all the others, and stays."""
    chance = random.Random(20_261_122)
    waited = [Played(chance, mine=PEOPLE).waited for _ in range(TIMES)]
    seen = list(islice(slots.turns(Standing.exactly(PEOPLE), FLOW.slots, WEEK), WEEKS))
    assert seen[-1] > 0.999
    assert agrees(waited, 1 + sum(1 - chance for chance in seen))
