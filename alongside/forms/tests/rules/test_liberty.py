"""Deprivation of liberty: what the screening suggests and how long an authorisation may last (R-051, G-53)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.forms.rules import liberty

signs = st.sets(st.sampled_from(["objects", "leaves", "settled", "asks"]))
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(st.none() | st.booleans(), signs, signs, signs)
def test_more_signs_never_make_it_less_urgent(
    urgent: bool | None, high: set[str], medium: set[str], low: set[str]
) -> None:
    """The gravest sign decides, and a running urgent authorisation comes before all of them."""
    found = liberty.screen(urgent, high, medium, low)
    graver = liberty.screen(urgent, {*high, "objects"}, medium, low)
    assert graver.priority is not None
    assert graver.priority <= (found.priority or 9)
    assert liberty.screen(True, high, medium, low).priority == 1
    assert found.sentence.endswith(".")


def test_no_sign_is_no_low_priority() -> None:
    """What nobody looked at is not suggested to be able to wait."""
    assert liberty.screen(None, (), (), ()).priority is None
    assert liberty.screen(False, (), (), ["settled"]).priority == 4
    assert liberty.screen(False, (), ["asks"], ["settled"]).priority == 3


@pytest.mark.parametrize(
    ("begins", "last"),
    [
        (date(2026, 6, 15), date(2027, 6, 14)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 27)),
        (date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_year_ends_the_day_before_it_began(begins: date, last: date) -> None:
    """Twelve months with the first day among them, leap years too (Mental Capacity Act 2005 sch A1 para 42)."""
    assert liberty.longest(begins) == last


@given(days, st.integers(0, 500), st.integers(0, 500))
def test_nobody_is_kept_longer_than_was_recommended(begins: date, lasts: int, recommended: int) -> None:
    """Nor beyond a year, nor backwards."""
    ends = begins + timedelta(lasts)
    lawful = liberty.within_the_law(begins, ends, begins + timedelta(recommended))
    assert lawful == (lasts <= recommended and ends <= liberty.longest(begins))
    assert not liberty.within_the_law(begins, begins - timedelta(1), ends)
