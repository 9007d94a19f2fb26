"""What a borough is like, as data: `figures.yaml`, and over it the council's own `borough.yaml` where it has one."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml

from alongside.council.loading import COUNCILS

HERE = Path(__file__).parent
YEAR = 365.25
Of = TypeVar("Of")


class Weighted(Generic[Of]):
    """Things to draw from, each as often as its weight says."""

    def __init__(self, weights: Mapping[Of, float]) -> None:
        self.things = list(weights)
        self._up_to = list(accumulate(weights.values()))

    def draw(self, dice: random.Random) -> Of:
        """One of them."""
        return dice.choices(self.things, cum_weights=self._up_to)[0]


@dataclass(frozen=True)
class Queue:
    """A list of people who wait: how many for a whole borough, how long in the middle, and the longest, in days."""

    count: int
    median: int
    longest: int

    def days(self, count: int) -> list[int]:
        """How long each of `count` people has waited so far: their median and the longest are the published ones.

        Up to the middle evenly, beyond it longer and longer: what is urgent is seen fast, what is routine waits.
        """
        return [self._at((place + 0.5) / count) for place in range(count - 1)] + [self.longest][:count]

    def _at(self, share: float) -> int:
        if share <= 0.5:
            return max(round(2 * share * self.median), 1)
        return round(self.median * (self.longest / self.median) ** (2 * share - 1))


class Figures:
    """The figures of one council's borough."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.said = said

    @classmethod
    def of(cls, council: str, root: Path = COUNCILS) -> Figures:
        """The figures of this council; those of no council in particular where it has none."""
        said = yaml.safe_load((HERE / "figures.yaml").read_text(encoding="utf-8"))
        own = root / council / "borough.yaml"
        if own.exists():
            said |= yaml.safe_load(own.read_text(encoding="utf-8"))
        return cls(said)

    @cached_property
    def known(self) -> dict[str, int]:
        """How many people of each kind a whole borough knows."""
        return dict(self.said["known"])

    @cached_property
    def queues(self) -> dict[str, Queue]:
        """Who waits for what, by the pathway."""
        return {key: Queue(**each) for key, each in self.said["waiting"].items()}

    @property
    def whole(self) -> int:
        """How many people that is in all."""
        return sum(self.known.values())

    def scaled(self, count: int, people: int) -> int:
        """So many of a whole borough's, in one of `people` people."""
        return round(count * people / self.whole)

    @cached_property
    def reviewed(self) -> float:
        """Of people with long-term support, the share that was reviewed within the last year."""
        return float(self.said["reviewed within a year"]) / 100

    @cached_property
    def ages(self) -> dict[str, Weighted[tuple[int, int]]]:
        """Ages from and to, by the kind of person; `long-term` for those not named."""
        named = {kind: Weighted(_banded(bands)) for kind, bands in self.said["ages"].items()}
        return {kind: named.get(kind, named["long-term"]) for kind in self.known}

    def by_age(self, heading: str) -> dict[tuple[int, int], Weighted[str]]:
        """What depends on the age: weights for each band."""
        return {_band(band): Weighted(each) for band, each in self.said[heading].items()}

    def weights(self, *headings: str) -> dict[str, Any]:
        """The weights under a heading."""
        found = self.said
        for heading in headings:
            found = found[heading]
        return dict(found)


def _band(text: str) -> tuple[int, int]:
    first, _dash, last = text.partition("-")
    return int(first), int(last)


def _banded(bands: Mapping[str, float]) -> dict[tuple[int, int], float]:
    return {_band(text): weight for text, weight in bands.items()}
