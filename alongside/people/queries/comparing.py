"""Two records side by side."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Compared:
    score: int
    reasons: tuple[str, ...]
    bars: tuple[str, ...]


def compared(one: int, other: int) -> Compared:
    return Compared(0, (), ())
