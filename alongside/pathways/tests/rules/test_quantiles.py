"""The figures of a tally, against a list put in order by hand (R-047, F-088, G-19)."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.pathways.rules.quantiles import Spread, percentile_disc, spread

WAITS = st.lists(st.integers(0, 2_000), min_size=1, max_size=60)


@given(WAITS, st.integers(1, 100))
def test_it_is_the_wait_of_whoever_stands_at_that_place(days: list[int], hundredths: int) -> None:
    """Place ceil(q × n) of all in order, whoever holds it: what percentile_disc means in PostgreSQL and DuckDB."""
    place = ceil(Fraction(hundredths, 100) * len(days))
    assert percentile_disc(Counter(days), hundredths) == sorted(days)[place - 1]


@given(WAITS)
def test_the_figures_are_real_peoples_waits(days: list[int]) -> None:
    """At least half have waited the median or longer, and at least half the median or less."""
    found = spread(Counter(days))
    assert found.count == len(days)
    assert found.longest == max(days)
    assert found.median in days
    assert found.percentile_90 in days
    assert 2 * sum(each <= (found.median or 0) for each in days) >= len(days)
    assert 2 * sum(each >= (found.median or 0) for each in days) >= len(days)


@pytest.mark.parametrize(
    ("days", "median", "percentile_90"),
    [
        ([7], 7, 7),
        ([3, 40], 3, 40),
        ([3, 10, 40], 10, 40),
        ([1, 2, 3, 4], 2, 4),
        (list(range(1, 11)), 5, 9),
        (list(range(1, 12)), 6, 10),
        ([21] * 137, 21, 21),
    ],
)
def test_by_hand(days: list[int], median: int, percentile_90: int) -> None:
    """Nobody's wait is made up by halving two, and nine of ten is the ninth, not the tenth."""
    found = spread(Counter(days))
    assert (found.median, found.percentile_90) == (median, percentile_90)


def test_of_nobody_there_is_no_figure() -> None:
    """Not nought: nought days is somebody who came today."""
    assert spread({}) == Spread(0)
    assert spread({3: 0}) == Spread(0)
    assert spread({0: 1}) == Spread(1, 0, 0, 0)
