"""The same weeks played by SimPy, person by person, by drawing lots: it knows nothing of our sums."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import Any

import simpy

from alongside.insight.rules.fluid import Flow


class Played:
    """One run from today: who is on the list at the end (`line`), how many left, and in which week whoever joined
    today behind all the others and stays was seen (`waited`; asked for by `tagged`)."""

    def __init__(
        self, chance: random.Random, people: int, flow: Flow, weeks: int, *, tagged: bool = False
    ) -> None:
        self.chance, self.flow, self.weeks = chance, flow, weeks
        self.mine = people if tagged else -1
        self.left, self.waited = 0, weeks + 1
        # In order of joining, and quick to leave from the middle.
        self.line = dict.fromkeys(range(people))
        self.world = simpy.Environment()
        for person in self.line:
            self.world.process(self._give_up(person))
        if tagged:
            self.line[self.mine] = None
        self.world.process(self._come(people + 1))
        self.world.process(self._see())
        self.world.run(until=weeks + 0.001)

    def _give_up(self, person: int) -> Generator[Any, Any, None]:
        yield self.world.timeout(self.chance.expovariate(self.flow.leaving))
        if person in self.line:
            del self.line[person]
            self.left += self.world.now <= self.weeks

    def _come(self, person: int) -> Generator[Any, Any, None]:
        while True:
            yield self.world.timeout(self.chance.expovariate(self.flow.arriving))
            self.line[person] = None
            self.world.process(self._give_up(person))
            person += 1

    def _see(self) -> Generator[Any, Any, None]:
        for week in range(1, self.weeks + 1):
            yield self.world.timeout(1)
            for person in list(self.line)[: int(self.flow.slots)]:
                del self.line[person]
                if person == self.mine:
                    self.waited = week
