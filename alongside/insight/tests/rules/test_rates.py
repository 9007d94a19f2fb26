"""Rates from counts, with intervals that can be looked up in tables (R-052, G-66)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.insight.rules import rates
from alongside.insight.rules.rates import Rate


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.689), (1, 0.025, 5.572), (10, 4.795, 18.390), (20, 12.217, 30.888), (100, 81.364, 121.627)],
)
def test_the_interval_is_the_exact_poisson_one(count: int, low: float, high: float) -> None:
    """Garwood 1936, as printed in tables of the Poisson distribution."""
    rate = Rate(count, 1)
    assert [rate.low, rate.high] == pytest.approx([low, high], abs=5e-4)


@given(st.integers(1, 80))
def test_the_ends_are_where_the_count_would_be_rare(count: int) -> None:
    """As many or more at the lower end, as many or fewer at the upper: one in forty each, added up term by term."""

    def at_most(mean: float, most: int) -> float:
        return math.fsum(math.exp(-mean) * mean**each / math.factorial(each) for each in range(most + 1))

    rate = Rate(count, 1)
    assert 1 - at_most(rate.low, count - 1) == pytest.approx(0.025, abs=1e-9)
    assert at_most(rate.high, count) == pytest.approx(0.025, abs=1e-9)


def test_a_longer_time_knows_more() -> None:
    """The same ten a week, from one week and from a year of them."""
    short, long = Rate(10, 1), Rate(520, 52)
    assert short.mean == long.mean == 10
    assert short.low < long.low < 10 < long.high < short.high


def test_weeks_that_differ_more_than_chance_widen_the_interval() -> None:
    """Ten or none: the mean of a coin, not of a stream. Steady weeks narrow only what is planned."""
    steady, wild = [5] * 10, [10, 0] * 5
    assert rates.of_chance(wild).dispersion > rates.MORE_THAN_CHANCE
    assert rates.of_chance(wild).high > rates.of_chance(steady).high
    assert rates.of_chance(steady) == Rate(50, 10)
    assert rates.of_plan(steady).high < rates.of_chance(steady).high


def test_nothing_counted_is_nothing_known() -> None:
    """No weeks: no rate, and no division by nothing."""
    rate = rates.of_chance([])
    assert (rate.mean, rate.low, rate.high, rate.quantile(0.5)) == (0, 0, 0, 0)
    assert rates.of_plan([0, 0]).mean == 0


@given(st.floats(0.5, 2000), st.floats(0.001, 0.999))
def test_the_quantile_turns_the_chance_round(shape: float, chance: float) -> None:
    """What is below the quantile has the chance that was asked for."""
    found = rates.gamma_quantile(shape, chance)
    assert rates.gamma_chance(shape, found) == pytest.approx(chance, abs=1e-9)


@given(st.integers(0, 500), st.integers(1, 60))
def test_the_mean_is_inside(count: int, weeks: int) -> None:
    """The interval holds what was counted."""
    rate = Rate(count, weeks)
    assert rate.low <= rate.mean <= rate.high
