"""Weeks counted from the days on which waits began and stopped (R-052)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.insight.rules.counting import Ran, weekly

TODAY = date(2026, 4, 6)  # a Monday after the clocks went on


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_each_stands_in_the_week_in_which_it_happened() -> None:
    """Yesterday is the last day of the last week; what happens today is in no week yet."""
    rows = [
        Ran(ago(1), None, False, 2),
        Ran(ago(7), ago(1), True, 1),
        Ran(ago(8), ago(8), False, 1),
        Ran(TODAY, None, False, 5),
        Ran(ago(30), TODAY, True, 4),
    ]
    weeks = weekly(rows, TODAY, 2)
    assert (weeks.since, weeks.number) == (ago(14), 2)
    assert (weeks.arrived, weeks.seen, weeks.left) == ([1, 3], [0, 1], [1, 0])
    # 2 × 1 day, 1 × 6, none on the day itself, and 4 × the whole fortnight.
    assert weeks.waited == pytest.approx((2 + 6 + 0 + 0 + 4 * 14) / 7)


def test_leaving_is_a_share_of_those_who_wait() -> None:
    """Ten people wait ten weeks and one of them leaves at the end: one in a hundred weeks of waiting."""
    rows = [Ran(ago(70), None, False, 9), Ran(ago(70), ago(1), False, 1)]
    counted = weekly(rows, TODAY, 10).counted(9)
    assert counted.leaving.mean == pytest.approx(1 / 100, rel=0.01)
    assert (counted.waiting, counted.arriving.mean, counted.seen.mean) == (9, 1, 0)


days = st.integers(-3, 60)


@given(st.lists(st.tuples(days, st.integers(0, 40) | st.none(), st.booleans())), st.integers(1, 6))
def test_the_list_is_what_it_was_and_who_came_less_who_went(
    waits: list[tuple[int, int | None, bool]], number: int
) -> None:
    """Nobody is lost between the weeks: then + arrived - seen - left = this morning."""
    rows = []
    for began, ran, seen in waits:
        started = ago(began)
        rows.append(Ran(started, None if ran is None else started + timedelta(days=ran), seen, 1))
    weeks = weekly(rows, TODAY, number)

    def before(day: date) -> int:
        return sum(row.started_on < day and (row.stopped_on is None or row.stopped_on >= day) for row in rows)

    went = sum(weeks.seen) + sum(weeks.left)
    assert before(weeks.since) + sum(weeks.arrived) - went == before(TODAY)
