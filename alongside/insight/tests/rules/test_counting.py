"""Weeks counted from the days on which waits began and stopped (R-052)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.insight.rules.counting import Ran, waiting, weekly, whole_weeks
from alongside.pathways.rules.joining import DIED, LEFT, SEEN

ON = date(2026, 4, 5)  # the Sunday of Easter: its week is over when the day is


def ago(days: int) -> date:
    return ON - timedelta(days=days)


def test_each_stands_in_the_week_in_which_it_happened() -> None:
    """Weeks are whole; who died is counted with those who left unseen, and what comes later is in no week yet."""
    rows = [
        Ran(ago(0), None, "", 2),
        Ran(ago(6), ago(0), SEEN, 1),
        Ran(ago(7), ago(7), LEFT, 1),
        Ran(ago(20), ago(9), DIED, 3),
        Ran(ago(30), ON + timedelta(days=1), SEEN, 4),
        Ran(ON + timedelta(days=1), None, "", 5),
    ]
    counting = weekly(rows, ON, 2)
    assert (counting.since, counting.until) == (ago(13), ON)
    assert (counting.arrived, counting.seen, counting.left) == ([1, 3], [0, 1], [4, 0])
    assert [week.waiting for week in counting.weeks] == [4, 6]
    # 2 for a day, 1 for 6, none on the day itself, 3 for 4, and 4 for the whole fortnight.
    assert counting.waited == pytest.approx((2 + 6 + 0 + 12 + 4 * 14) / 7)


@pytest.mark.parametrize(("days", "since"), [(0, 13), (1, 20), (6, 20), (7, 20)])
def test_a_week_that_is_not_over_is_not_counted(days: int, since: int) -> None:
    """Asked on a Wednesday, the last week is that before."""
    assert weekly([], ago(days), 2).since == ago(since)


def test_leaving_is_a_share_of_those_who_wait() -> None:
    """Ten people wait ten weeks and one of them leaves at the end: one in a hundred weeks of waiting."""
    rows = [Ran(ago(69), None, "", 9), Ran(ago(69), ago(0), LEFT, 1)]
    counted = weekly(rows, ON, 10).counted(9)
    assert counted.leaving.mean == pytest.approx(1 / 100, rel=0.01)
    assert (counted.waiting, counted.arriving.mean, counted.seen.mean) == (9, 1, 0)


def test_a_young_list_is_counted_for_the_whole_weeks_of_its_life() -> None:
    """The week in which the first came is not a whole one; there is always one to count."""
    assert whole_weeks([Ran(ago(27), None, "", 1)], ON, 26) == 4
    assert whole_weeks([Ran(ago(26), None, "", 1)], ON, 26) == 3
    assert whole_weeks([Ran(ago(400), None, "", 1)], ON, 26) == 26
    assert whole_weeks([], ON, 26) == 1


days = st.integers(-3, 60)


@given(
    st.lists(st.tuples(days, st.integers(0, 40) | st.none(), st.sampled_from([SEEN, LEFT, DIED]))),
    st.integers(1, 6),
    st.integers(0, 6),
)
def test_the_list_is_what_it_was_and_who_came_less_who_went(
    waits: list[tuple[int, int | None, str]], number: int, asked: int
) -> None:
    """Nobody is lost between the weeks, whatever day one asks on: then + arrived - seen - left = at the end."""
    rows = []
    for began, ran, how in waits:
        started = ago(began)
        stopped = None if ran is None else started + timedelta(days=ran)
        rows.append(Ran(started, stopped, how if stopped else "", 1))
    counting = weekly(rows, ago(asked), number)
    before = waiting(rows, counting.since - timedelta(days=1))
    went = sum(counting.seen) + sum(counting.left)
    assert (
        before + sum(counting.arrived) - went == waiting(rows, counting.until) == counting.weeks[-1].waiting
    )
