"""The clocks of reviews (practice 1.5; Care Act 2014 s27): eight weeks from sign-off and eight from the day services
began, twelve months from the last look, over leap days and years' ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside import council
from alongside.pathways import library
from alongside.pathways.language import Pathway, Since
from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import Calendar, last_day, span
from alongside.pathways.rules.folding import Rules, fold
from alongside.pathways.rules.history import Happened, State
from alongside.pathways.rules.waiting import waited

# Three years round a leap day.
DAYS = st.dates(date(2027, 1, 1), date(2029, 12, 31))


# Every council there is, and one that lays nothing over the shared definitions.
NOTHING_CHOSEN = ""
ALL = (NOTHING_CHOSEN, *sorted(file.parent.name for file in council.COUNCILS.glob("*/council.yaml")))


@cache
def definition(key: str, of: str | None = None) -> Pathway:
    """The definition as it is in force here, or in another council."""
    here = council.load(of) if of else council.current()
    if of == NOTHING_CHOSEN:
        here = replace(here, overlays=())
    return library.load(here, date(2026, 11, 1)).pathway(key)


@pytest.fixture(autouse=True, scope="module")
def read_before() -> None:
    """Reading a definition takes longer than any question asked of it here."""
    for of in (None, *ALL):
        for key in ("light-touch-review", "planned-review"):
            told(key, date(2027, 1, 1), of=of)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def told(key: str, opened: date, *then: tuple[str, date, dict[str, Any]], of: str | None = None) -> State:
    """Where a review stands after these events."""
    said = {"definition": "this", "owner": "team:x", "team": "team:x", "facts": {}}
    events = [Happened(1, history.OPENED, noon(opened), said)]
    events += [
        Happened(n, kind, noon(day), said | {"facts": {}}) for n, (kind, day, said) in enumerate(then, 2)
    ]
    found = fold(events, Rules({"this": definition(key, of)}, Calendar(council.current().bank_holidays)))
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


EIGHT_WEEKS = timedelta(weeks=8)
# The three that a council may choose from, and what each makes of sign-off and of the day services began.
CHOICES: dict[Since, Callable[[date, date], date]] = {
    Since(later_of=("opened", "services began")): max,
    Since(later_of=("services began",)): lambda _signed, started: started,
    Since(later_of=("opened",)): lambda signed, _started: signed,
}


def chosen(of: str) -> Since:
    """From when this council counts."""
    since = definition("light-touch-review", of).stages["scheduled"].since
    assert since is not None
    return since


def test_the_later_counts_where_nobody_chose_and_councils_choose_differently() -> None:
    """Practice 1.5: a local switch, by default the later of the two."""
    assert chosen(NOTHING_CHOSEN) == next(iter(CHOICES))
    assert {chosen(of) for of in ALL} == CHOICES.keys()


@pytest.mark.parametrize("of", ALL)
@given(DAYS, st.integers(-60, 120))
def test_the_clock_that_a_council_chose_is_the_one_that_counts(of: str, signed: date, later: int) -> None:
    """Practice 1.5: sign-off, services, or the later of the two; the next step and the promise go by it, and the team
    is told of the earlier one, so that neither is ever lost."""
    started = signed + timedelta(days=later)
    found = told("light-touch-review", signed, began(started), of=of)
    counts = CHOICES[chosen(of)](signed, started)
    owed = {each.name: last_day(each.due_at) for each in found.open_promises}
    assert found.next_on == owed["first look"] == counts + EIGHT_WEEKS
    assert owed["other clock"] == min(signed, started) + EIGHT_WEEKS
    assert {each.name for each in found.open_waits} == {"since sign-off", "since services began"}
    (other,) = [each for each in found.open_promises if each.name == "other clock"]
    assert other.owner == found.team


@pytest.mark.parametrize("of", ALL)
@given(DAYS)
def test_services_that_never_begin_lose_nobody(of: str, signed: date) -> None:
    """Whichever clock a council chose, until services begin the eight weeks run from sign-off."""
    found = told("light-touch-review", signed, of=of)
    (owed,) = found.open_promises
    assert found.next_on == last_day(owed.due_at) == signed + EIGHT_WEEKS


@given(DAYS, st.integers(1, 100), st.integers(0, 50))
def test_why_it_can_wait_keeps_the_look_and_moves_no_clock(signed: date, later: int, after: int) -> None:
    """The escalation is answered by the manager's reason; the review stays due on the day it was due."""
    started = signed + timedelta(days=later)
    waits = (
        history.MOVED,
        started + timedelta(days=after),
        {"move": "let it wait", "outcome": "let it wait"},
    )
    found = told("light-touch-review", signed, began(started), waits, of=NOTHING_CHOSEN)
    assert [each.name for each in found.open_promises] == ["first look"]
    assert found.next_on == started + EIGHT_WEEKS


@given(DAYS, st.none() | st.integers(0, 50))
def test_what_is_due_next_is_the_earlier_of_both_rules(signed: date, seen: int | None) -> None:
    """Practice 1.5: `min(last review + 12 months, sign-off + 8 weeks if none yet)`: one ends where the other begins."""
    if seen is None:
        reviews, expected = [told("light-touch-review", signed, of=NOTHING_CHOSEN)], signed + EIGHT_WEEKS
    else:
        last = signed + timedelta(days=seen)
        held = [(history.MOVED, last, {"move": move, "outcome": move}) for move in ("hold", "finish")]
        first = told("light-touch-review", signed, *held, of=NOTHING_CHOSEN)
        reviews = [first, told("planned-review", last, of=NOTHING_CHOSEN)]
        expected = last_day(Calendar(frozenset()).due(noon(last), span("12 months")))
    assert [each.next_on for each in reviews if each.ended_at is None] == [expected]


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
