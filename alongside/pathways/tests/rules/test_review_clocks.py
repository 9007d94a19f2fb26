"""The clocks of reviews (practice 1.5; Care Act 2014 s27): eight weeks from sign-off and eight from the day services
began, twelve months from the last look, over leap days and years' ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alongside import council
from alongside.pathways import library
from alongside.pathways.language import Pathway
from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import Calendar
from alongside.pathways.rules.folding import Rules, fold
from alongside.pathways.rules.history import Happened, State
from alongside.pathways.rules.waiting import waited

# Three years round a leap day.
DAYS = st.dates(date(2027, 1, 1), date(2029, 12, 31))


@cache
def definition(key: str) -> Pathway:
    """The definition as it is in force."""
    return library.load(council.current(), date(2026, 11, 1)).pathway(key)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def told(key: str, opened: date, *then: tuple[str, date, dict[str, Any]]) -> State:
    """Where a review stands after these events."""
    said = {"definition": "this", "owner": "team:x", "team": "team:x", "facts": {}}
    events = [Happened(1, history.OPENED, noon(opened), said)]
    events += [
        Happened(n, kind, noon(day), said | {"facts": {}}) for n, (kind, day, said) in enumerate(then, 2)
    ]
    found = fold(events, Rules({"this": definition(key)}, Calendar(council.current().bank_holidays)))
    assert found is not None
    return found


def began(day: date) -> tuple[str, date, dict[str, Any]]:
    return history.SAID, day, {"name": "services began"}


def due(state: State) -> dict[str, date | None]:
    return {each.name: each.due_on for each in state.waits}


@given(DAYS, st.integers(0, 90))
def test_each_clock_of_a_light_touch_review_has_its_own_eight_weeks(signed: date, later: int) -> None:
    """Both are kept: whichever a council goes by, the other is still there to escalate on."""
    started = signed + timedelta(days=later)
    found = due(told("light-touch-review", signed, began(started)))
    assert found["since sign-off"] == signed + timedelta(weeks=8)
    assert found["since services began"] == started + timedelta(weeks=8)


@given(DAYS, st.integers(0, 90), st.integers(0, 200))
def test_a_conversation_stops_both(signed: date, later: int, after: int) -> None:
    """The days of each are counted from its own beginning; one that has not begun is not counted."""
    started, held = signed + timedelta(days=later), signed + timedelta(days=later + after)
    move = (history.MOVED, held, {"move": "hold", "outcome": "hold"})
    found = told("light-touch-review", signed, began(started), move)
    days = {each.name: waited(each, held + timedelta(days=9)) for each in found.waits}
    assert days == {"since sign-off": later + after, "since services began": after}
    assert [each.name for each in told("light-touch-review", signed, move).waits] == ["since sign-off"]


@given(DAYS)
def test_a_planned_review_is_due_no_later_than_a_year_after(agreed: date) -> None:
    """Twelve months to the day; of 29 February, the last day of the next February."""
    state = told("planned-review", agreed)
    interval = definition("planned-review").stages["scheduled"].within
    assert interval == "12 months"
    a_year = date(agreed.year + 1, agreed.month, 28 if (agreed.month, agreed.day) == (2, 29) else agreed.day)
    assert state.next_on == a_year
    assert due(state)["since the plan"] == a_year


@given(DAYS, st.integers(1, 400))
def test_what_has_fallen_due_waits_from_that_day(agreed: date, late: int) -> None:
    """F-091…F-093 are counted by this clock: from the day it fell due, not from the plan."""
    fell = agreed + timedelta(days=365)
    state = told("planned-review", agreed, (history.MOVED, fell, {"move": "fall due", "outcome": "fall due"}))
    (waiting,) = [each for each in state.open_waits if each.name == "for review"]
    assert waited(waiting, fell + timedelta(days=late)) == late
    assert waiting.due_on == fell + timedelta(days=28)
