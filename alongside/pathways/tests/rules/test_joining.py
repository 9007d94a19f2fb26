"""Kaplan–Meier and Aalen–Johansen with delayed entry, against a table worked by hand and a count by brute force."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.pathways.rules.joining import (
    DIED,
    ENDS,
    LEFT,
    SEEN,
    WAITING,
    Passage,
    aalen_johansen,
    kaplan_meier,
    passage,
    table,
    within,
)

ENTERED = st.integers(-1, 30)
PASSAGES = st.lists(
    st.builds(
        lambda entered, more, how: Passage(entered, max(entered, 0) + more, how),
        ENTERED,
        st.integers(1, 40),
        st.sampled_from((*ENDS, WAITING)),
    ),
    max_size=25,
)
DAY = date(2026, 6, 1)


def brute(people: list[Passage], hows: tuple[str, ...]) -> dict[int, Fraction]:
    """The product over every day, each counted anew by asking everybody."""
    still, found = Fraction(1), {}
    for day in range(max((each.days for each in people), default=-1) + 1):
        at_risk = [each for each in people if each.entered < day <= each.days]
        gone = [each for each in at_risk if each.days == day and each.how in hows]
        if gone:
            still *= 1 - Fraction(len(gone), len(at_risk))
            found[day] = still
    return found


@given(PASSAGES)
def test_kaplan_meier_is_the_product_over_those_at_risk(people: list[Passage]) -> None:
    """Whoever left or still waits is at risk until then, and whoever was late to be observed only from then on."""
    curve = kaplan_meier(Counter(people))
    assert {day: pytest.approx(float(share)) for day, share in brute(people, (SEEN,)).items()} == dict(curve)


@given(PASSAGES)
def test_what_becomes_of_everybody_makes_one(people: list[Passage]) -> None:
    """Seen, left, died and waiting still are all there is, and each of the ends only grows."""
    curve = aalen_johansen(Counter(people))
    still = brute(people, ENDS)
    assert [point.day for point in curve] == list(still)
    before = dict.fromkeys(ENDS, 0.0)
    for point in curve:
        assert point.waiting == pytest.approx(float(still[point.day]))
        assert point.waiting + point.seen + point.left + point.died == pytest.approx(1)
        now = {SEEN: point.seen, LEFT: point.left, DIED: point.died}
        assert all(now[end] >= before[end] - 1e-12 for end in ENDS)
        before = now


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30))
def test_where_everybody_was_seen_it_is_their_own_waits(days: list[int]) -> None:
    """Nobody late, nobody gone: the share not yet seen is a count, and half were seen by the median of their waits."""
    curve = kaplan_meier(Counter(Passage(-1, each, SEEN) for each in days))
    for day, waiting in curve:
        assert waiting == pytest.approx(sum(each > day for each in days) / len(days), abs=1e-9)
    assert within(curve, 50) == sorted(days)[(len(days) + 1) // 2 - 1]


def test_a_table_worked_by_hand() -> None:
    """Eight people, two of whom were waiting already when the window opened.

    day  at risk                    seen left died   Kaplan–Meier        waiting of all
     3   a b c d e f  (6)             1              5/6                 5/6
     5   b c d e f    (5)                  1         5/6                 5/6 × 4/5 = 2/3
     8   c d e f g    (5)  g entered  1         1    5/6 × 4/5 = 2/3     2/3 × 3/5 = 2/5
    12   e f g h      (4)  h entered  1              2/3 × 3/4 = 1/2     2/5 × 3/4 = 3/10
    20   g h          (2)             1              1/2 × 1/2 = 1/4     3/10 × 1/2 = 3/20
    """
    people = [
        Passage(-1, 3, SEEN),
        Passage(-1, 5, LEFT),
        Passage(-1, 8, SEEN),
        Passage(-1, 8, DIED),
        Passage(-1, 12, SEEN),
        Passage(-1, 15),
        Passage(6, 20, SEEN),
        Passage(10, 25),
    ]
    assert [(row.day, row.at_risk) for row in table(Counter(people))] == [
        (3, 6),
        (5, 5),
        (8, 5),
        (12, 4),
        (20, 2),
    ]
    curve = kaplan_meier(Counter(people))
    assert [day for day, _waiting in curve] == [3, 8, 12, 20]
    assert [waiting for _day, waiting in curve] == pytest.approx([5 / 6, 2 / 3, 1 / 2, 1 / 4])
    last = aalen_johansen(Counter(people))[-1]
    assert last.waiting == pytest.approx(3 / 20)
    assert last.left == pytest.approx(5 / 6 / 5)
    assert last.died == pytest.approx(2 / 3 / 5)
    assert last.seen == pytest.approx(1 / 6 + 2 / 3 / 5 + 2 / 5 / 4 + 3 / 10 / 2)
    assert [within(curve, share) for share in (10, 50, 75, 90)] == [3, 12, 20, None]


@pytest.mark.parametrize(
    ("began", "ended", "how", "observed"),
    [
        (0, 5, SEEN, Passage(-1, 5, SEEN)),
        (3, 3, SEEN, Passage(-1, 0, SEEN)),
        (-10, 4, LEFT, Passage(9, 14, LEFT)),
        (-10, 0, SEEN, Passage(9, 10, SEEN)),
        (-10, None, "", Passage(9, 38)),
        (20, None, "", Passage(-1, 8)),
        (20, 40, SEEN, Passage(-1, 8)),
    ],
)
def test_what_is_observed_of_a_wait(began: int, ended: int | None, how: str, observed: Passage) -> None:
    """Through a window of four weeks and a day: late to enter, gone within it, or waiting when it closed."""
    stopped = None if ended is None else DAY + timedelta(days=ended)
    found = passage(DAY + timedelta(days=began), stopped, how, DAY, DAY + timedelta(days=28))
    assert found == observed


def test_of_nobody_nothing_is_expected() -> None:
    """No curve, and no day by which anybody would have been seen."""
    assert kaplan_meier({}) == []
    assert aalen_johansen({}) == []
    assert within([], 50) is None
