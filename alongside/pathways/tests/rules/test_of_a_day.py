"""What is asked of a wait on one day: how long it was on hold by then, and whether a worker had it (R-047, G-12)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alongside.pathways.rules import folding, history, pausing, placing
from alongside.pathways.rules.calendar import day_of, end_of
from alongside.pathways.rules.history import Happened
from alongside.pathways.rules.waiting import still_waiting
from alongside.pathways.tests.rules.test_folding import BEGIN, _at, folded, histories, opening

A_DAY = st.dates(BEGIN.date(), date(2027, 1, 1))


def test_pauses_are_counted_within_their_wait() -> None:
    """A hold that began before the wait, and one that is still on when it stops, count only for its own days."""
    state = folded(
        [
            opening(),
            _at(2, history.HELD, 1, reason="away", until_on="2026-12-01"),
            _at(3, history.MOVED, 4, move="push"),
            _at(4, history.RELEASED, 6),
            _at(5, history.HELD, 8, reason="away", until_on="2026-12-01"),
            _at(6, history.MOVED, 11, move="rest"),
        ]
    )
    assert {each.name: each.paused_days for each in state.waits} == {"all": 8, "in the air": 5}


@given(histories(), A_DAY)
def test_a_day_on_hold_counts_once_and_at_once(events: list[Happened], on: date) -> None:
    """Each day of a wait on which a hold was on, whether it is over or not: counted one by one (R-047, G-12)."""
    now = max([on, *(day_of(each.at) for each in folding.standing(events))])
    state = folded(events)
    for wait in state.waits:
        ends = end_of(now) - timedelta(microseconds=1)
        days = {
            day
            for hold in state.holds
            for day in _days(
                max(hold.began_at, wait.started_at), min(hold.ended_at or ends, wait.stopped_at or ends)
            )
        }
        assert pausing.paused(wait.paused_days, wait.paused_since, now) == len(days)
        assert wait.paused_since is None or wait.stopped_at is None


def _days(begins: datetime, ends: datetime) -> set[date]:
    """The days that were begun and over by then."""
    length = (day_of(ends) - day_of(begins)).days
    return {day_of(begins) + timedelta(days=each) for each in range(length)}


@given(histories(), A_DAY)
def test_a_course_says_of_each_day_what_the_history_up_to_it_says(events: list[Happened], on: date) -> None:
    """How urgent, by when, and whether a worker had it (allocated, not yet seen) (R-047)."""
    times = {each.id: each.at for each in folding.standing(events)}
    about_others = (history.REDATED, history.TAKEN_BACK)
    then = [each for each in events if each.kind in about_others or times.get(each.id, each.at) < end_of(on)]
    was = {(each.name, each.event): each for each in folded(then).open_waits}
    for wait in folded(events).waits:
        if still_waiting(wait, on) and (wait.name, wait.event) in was:
            as_it_was = was[wait.name, wait.event]
            stood = placing.on(wait, on)
            assert stood[1:] == (as_it_was.rank, as_it_was.due_on, as_it_was.given)
            if text := placing.written(wait):
                assert placing.read(text, on) == stood
            else:
                assert stood[1:] == (wait.rank, wait.due_on, wait.given)
