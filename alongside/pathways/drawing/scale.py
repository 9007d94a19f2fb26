"""From numbers to places in a picture, and the round numbers to mark on its edges."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

Point = tuple[float, float]


@dataclass(frozen=True)
class Plot:
    """The part of a picture in which the line runs: its edges, and how much each way stands for."""

    left: float
    top: float
    right: float
    bottom: float
    along: float
    up: float

    def at(self, along: float, up: float) -> Point:
        """Where a value stands; beyond the top is at the top."""
        across = (self.right - self.left) * along / (self.along or 1)
        return self.left + across, self.bottom - (self.bottom - self.top) * min(up / (self.up or 1), 1)

    def line(self, values: Iterable[float], places: Sequence[float] | None = None) -> list[Point]:
        """One point for each value, evenly along the way or at these places."""
        return [self.at(places[number] if places else number, value) for number, value in enumerate(values)]


def round_steps(most: float, marks: int = 5) -> list[int]:
    """Round numbers from 0 to just above `most`, at most so many steps."""
    sizes = (size * 10**power for power in count() for size in (1, 2, 5))
    step = next(size for size in sizes if size * marks >= most)
    return list(range(0, math.ceil(max(most, 1) / step) * step + 1, step))


def points(found: Iterable[Point]) -> str:
    """As SVG writes them."""
    return " ".join(f"{n(x)},{n(y)}" for x, y in found)


def n(number: float) -> str:
    """A number as short as it can be written."""
    return f"{number:.1f}".removesuffix(".0")
