"""How many come, are seen and leave, and how well that is known from the weeks that were counted.

The interval is the exact one for a Poisson count (Garwood 1936), from the gamma distribution. Where weeks differ more
than chance alone would have them, it is widened by as much (quasi-Poisson: variance = dispersion × mean).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

CONFIDENCE = 0.95
MORE_THAN_CHANCE = 1.3  # below it, what differs between weeks is taken for chance
STEADIEST = 0.1
_HALVINGS = 45


@dataclass(frozen=True)
class Rate:
    """Something counted over some time: `count` events in `exposure` weeks (of leavers: weeks that somebody waited)."""

    count: float
    exposure: float
    dispersion: float = 1.0

    @property
    def mean(self) -> float:
        """Events a week."""
        return self.count / self.exposure if self.exposure else 0.0

    @property
    def low(self) -> float:
        """The lower end of the 95% interval."""
        return self._bound(self.count / self.dispersion, (1 - CONFIDENCE) / 2)

    @property
    def high(self) -> float:
        """The upper end of the 95% interval."""
        return self._bound(self.count / self.dispersion + 1, (1 + CONFIDENCE) / 2)

    def quantile(self, chance: float) -> float:
        """What the rate is below with this chance, given what was counted (Jeffreys' prior)."""
        return self._bound(self.count / self.dispersion + 0.5, chance)

    def _bound(self, shape: float, chance: float) -> float:
        return gamma_quantile(shape, chance) * self.dispersion / self.exposure if self.exposure else 0.0


def of_chance(weeks: Sequence[int]) -> Rate:
    """The rate of what nobody plans, from its weekly counts: never steadier than chance."""
    found = _dispersion(weeks)
    return Rate(sum(weeks), len(weeks), found if found > MORE_THAN_CHANCE else 1.0)


def of_plan(weeks: Sequence[int]) -> Rate:
    """The rate of what is planned, from its weekly counts: it may be steadier than chance, and often is."""
    return Rate(sum(weeks), len(weeks), max(_dispersion(weeks), STEADIEST))


def _dispersion(weeks: Sequence[int]) -> float:
    """Variance over mean of weekly counts; 1 where there is too little to tell."""
    if len(weeks) < 2 or not sum(weeks):
        return 1.0
    mean = sum(weeks) / len(weeks)
    return sum((each - mean) ** 2 for each in weeks) / (len(weeks) - 1) / mean


def gamma_quantile(shape: float, chance: float) -> float:
    """What a gamma variable of this shape and scale 1 is below with this chance; 0 for shape 0."""
    if shape <= 0:
        return 0.0
    low, high = 0.0, shape + 12 * math.sqrt(shape) + 40
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if gamma_chance(shape, middle) < chance else (low, middle)
    return (low + high) / 2


def gamma_chance(shape: float, value: float) -> float:
    """The chance that a gamma variable of this shape and scale 1 is below a value: the series of DLMF 8.11.4."""
    if value <= 0:
        return 0.0
    term, total, step = 1.0, 1.0, shape
    while term > total * 1e-17:
        step += 1
        term *= value / step
        total += term
    return min(math.exp(shape * math.log(value) - value - math.lgamma(shape + 1)) * total, 1.0)
