"""How long people wait, in figures: each is the wait of a real person, never one made up between two.

A tally says how many people waited how many days. Every figure here is of one tally, and a tally holds either those
still waiting or those who completed in a period, never both (G-19).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Tally = Mapping[int, int]


@dataclass(frozen=True)
class Spread:
    """How a tally stands, in days: half waited `median` or less, nine in ten `percentile_90` or less."""

    count: int
    median: int | None = None
    percentile_90: int | None = None
    longest: int | None = None


def percentile_disc(tally: Tally, hundredths: int) -> int | None:
    """The wait of whoever stands at place ceil(n × hundredths / 100) when all are in order of their days.

    As PostgreSQL and DuckDB count `percentile_disc`. None of nobody. In whole hundredths, because a fraction of two
    would put 0.9 × 10 above nine.
    """
    return _at([hundredths], tally)[0]


def spread(tally: Tally) -> Spread:
    """The figures of a tally."""
    return Spread(sum(tally.values()), *_at(FIGURES, tally))


FIGURES = (50, 90, 100)


def _at(shares: Sequence[int], tally: Tally) -> list[int | None]:
    """The waits at several places, in rising order, in one pass."""
    people, reached = sum(tally.values()), 0
    found: list[int | None] = []
    places = [max(-(-people * share // 100), 1) for share in shares]
    for days in sorted(tally):
        reached += tally[days]
        while tally[days] and len(found) < len(places) and reached >= places[len(found)]:
            found.append(days)
    return [*found, *[None] * (len(places) - len(found))]
