"""When a search means a restricted person clearly enough (R-242: nobody creates a second record of the endangered)."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.people.rules.blind import facts, means
from alongside.people.rules.search_query import read_query

TODAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("said", "enough"),
    [
        ("petrova", False),
        ("1990", False),
        ("NW9", False),
        ("petrova NW9", False),
        ("nadia petrova", True),
        ("petrova 1990", True),
        ("18 6 1990", True),
        ("petrova NW9 4AB", True),
        ("9000000009", True),
        ("#123", True),
    ],
)
def test_two_facts_or_a_number_are_needed(said: str, enough: bool) -> None:
    """One fact alone would let anybody fish for who is restricted."""
    assert means(read_query(said, TODAY), 1.0) is enough


def test_a_poor_answer_is_never_enough() -> None:
    """However much was said, it must agree."""
    query = read_query("nadia petrova 18 6 1990 NW9 4AB", TODAY)
    assert facts(query) >= 4
    assert not means(query, 0.6)
