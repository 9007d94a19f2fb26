"""Weeks of a list, and the bars of a histogram (R-055, R-056)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.pathways.rules.flows import WIDTHS, bars, monday, weeks

DAYS = st.dates(date(2025, 12, 1), date(2026, 3, 31))
ENDED = st.tuples(DAYS, st.sampled_from(("seen", "left", "died")))


@given(
    st.lists(DAYS, max_size=40),
    st.lists(ENDED, max_size=40),
    st.integers(0, 50),
    st.dates(date(2025, 12, 1), date(2026, 2, 1)),
)
def test_every_week_adds_up(
    arrived: list[date], ended: list[tuple[date, str]], before: int, first: date
) -> None:
    """Waiting = waiting before + arrived - seen - left - died; nobody in the weeks is left out or counted twice."""
    last = first + timedelta(days=50)
    found = weeks(first, last, before, Counter(arrived), Counter(ended))
    assert [each.begins_on for each in found] == [
        monday(first) + timedelta(weeks=number) for number in range(len(found))
    ]
    assert found[-1].begins_on <= last <= found[-1].ends_on
    for each in found:
        assert each.waiting == before + each.arrived - each.seen - each.left - each.died
        before = each.waiting
    within = [day for day in arrived if monday(first) <= day <= found[-1].ends_on]
    assert sum(each.arrived for each in found) == len(within)


@given(st.dictionaries(st.integers(0, 3_000), st.integers(0, 9), max_size=40))
def test_bars_hold_everybody_once(tally: dict[int, int]) -> None:
    """Side by side from 0 days on, no more than there is room for, each as wide as the next."""
    found = bars(tally)
    assert sum(each.people for each in found) == sum(tally.values())
    assert len(found) <= 20
    for number, each in enumerate(found):
        width = each.most - each.least + 1
        assert width in WIDTHS
        assert each.least == number * width
        assert each.people == sum(people for days, people in tally.items() if each.least <= days <= each.most)


@pytest.mark.parametrize(
    ("longest", "width"), [(0, 7), (112, 7), (139, 7), (140, 14), (236, 14), (1_427, 91)]
)
def test_bars_are_weeks_where_they_fit(longest: int, width: int) -> None:
    """112 days are sixteen weeks; 1,427 are shown by the quarter of a year (F-089, F-093)."""
    found = bars({longest: 1, 0: 1})
    assert found[0].most - found[0].least + 1 == width
    assert found[-1].least <= longest <= found[-1].most
