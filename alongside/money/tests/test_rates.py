"""Rates over runs of days, against a calendar gone through day by day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alongside.money import rates
from alongside.money.rates import OF_DAYS, OF_THE_YEAR, ONCE, Rate, whole_pence
from alongside.money.written import hundredths, pence, plain, pounds

DAYS = st.dates(date(2015, 1, 1), date(2036, 12, 31))
EACH = st.sampled_from(["hour", "night", *OF_DAYS, *OF_THE_YEAR])
RATES = st.builds(Rate, st.integers(0, 500_000), EACH, st.integers(1, 20_000).map(lambda n: Fraction(n, 100)))


def by_hand(rate: Rate, day: date) -> Fraction:
    """One day's cost, said another way than the product says it."""
    in_month = calendar.monthrange(day.year, day.month)[1]
    if rate.each == "month":
        return Fraction(rate.pence, in_month)
    if rate.each == "quarter":
        first = (day.month - 1) // 3 * 3 + 1
        return Fraction(rate.pence, sum(calendar.monthrange(day.year, first + n)[1] for n in range(3)))
    if rate.each == "year":
        ends_in = day.year + (day.month >= 4)
        return Fraction(rate.pence, 366 if calendar.isleap(ends_in) else 365)
    if rate.each in OF_DAYS:
        return Fraction(rate.pence, OF_DAYS[rate.each])
    return rate.pence * rate.units / 7


@given(RATES, DAYS, st.integers(-3, 1_200))
@example(Rate(52_000, "year"), date(2028, 2, 29), 0)
@example(Rate(100_000, "month"), date(2028, 2, 1), 28)
def test_a_run_of_days_costs_what_its_days_cost(rate: Rate, first: date, more: int) -> None:
    """The closed form is the sum over the days, over years and leap days, to the last fraction."""
    last = first + timedelta(days=more)
    days = [first + timedelta(days=n) for n in range(more + 1)]
    assert rate.over(first, last) == sum((by_hand(rate, day) for day in days), Fraction(0))
    assert rate.daily(first) == by_hand(rate, first)


@given(RATES, DAYS, st.integers(0, 500), st.integers(0, 500))
def test_two_runs_that_meet_cost_what_the_whole_does(rate: Rate, first: date, one: int, two: int) -> None:
    """Part weeks add up: nothing is lost or charged twice where a change falls."""
    middle, last = first + timedelta(days=one), first + timedelta(days=one + two)
    after = middle + timedelta(days=1)
    assert rate.over(first, middle) + rate.over(after, last) == rate.over(first, last)


@given(RATES, st.integers(2015, 2036))
def test_a_financial_year_costs_its_weeks(rate: Rate, year: int) -> None:
    """What is told for a week is the average of the year, in leap years, too."""
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    days = (last - first).days + 1
    assert rate.over(first, last) == rate.weekly(first) * days / 7
    if rate.each in OF_THE_YEAR:
        assert rate.over(first, last) == rate.pence * OF_THE_YEAR[rate.each]


@pytest.mark.parametrize(
    ("day", "each", "first", "last"),
    [
        (date(2028, 2, 29), "month", date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 3, 31), "quarter", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), "year", date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), "year", date(2026, 4, 1), date(2027, 3, 31)),
        (date(2026, 12, 31), "quarter", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_periods_begin_and_end_where_councils_count_them(
    day: date, each: str, first: date, last: date
) -> None:
    """The year is the financial year."""
    assert rates.period(each, day) == (first, last)


def test_what_is_paid_once_has_no_week() -> None:
    """A piece of equipment is bought, not rented."""
    once = Rate(9_900, ONCE)
    assert once.daily(date(2026, 5, 1)) == once.weekly(date(2026, 5, 1)) == 0
    assert once.over(date(2026, 1, 1), date(2026, 12, 31)) == 0


@given(st.fractions())
def test_rounding_is_to_the_nearest_penny_and_the_same_both_ways(amount: Fraction) -> None:
    """Owed and owed back round alike; a half goes away from nought."""
    rounded = whole_pence(amount)
    assert abs(rounded - amount) <= Fraction(1, 2)
    assert whole_pence(-amount) == -rounded
    assert whole_pence(Fraction(5, 2)) == 3


@given(st.integers(0, 10**11))
def test_what_is_written_is_read_back(amount: int) -> None:
    """Pounds and pence, with commas in their places."""
    if amount < 10**12:
        assert pence(pounds(amount)) == amount
    assert hundredths(plain(amount % 10**7).replace(",", "")) == amount % 10**7


@pytest.mark.parametrize("typed", ["", "twelve", "1,23.00", "12.5", "-3", "£", "1.234", "12,34", "1 000"])
def test_what_is_no_amount_is_not_guessed(typed: str) -> None:
    """A misread decimal point is ten times the money."""
    with pytest.raises(ValueError, match="pounds and pence"):
        pence(typed)


def test_a_debt_and_a_thousand_are_shown_as_such() -> None:
    """With a true minus sign."""
    assert (pounds(-300), pounds(123_456_789), pounds(5)) == ("−£3.00", "£1,234,567.89", "£0.05")
    assert (plain(1_050), plain(700), plain(25)) == ("10.5", "7", "0.25")
