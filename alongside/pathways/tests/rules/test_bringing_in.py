"""Work that began elsewhere: the wait is as old as it is, what is promised begins when it was taken over (R-052)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import UTC, day_of, start_of
from alongside.pathways.rules.history import Happened
from alongside.pathways.rules.waiting import still_waiting
from alongside.pathways.tests.rules.test_folding import folded

LIVE = datetime(2026, 10, 1, 9, tzinfo=UTC)
days = st.integers(0, 2_000)


def brought(since: date, **said: Any) -> Happened:
    known: dict[str, Any] = {
        "definition": "swing",
        "owner": "team:a",
        "team": "team:a",
        "stage": "left",
        "wait": "all",
    }
    known |= {"taken_over_at": LIVE.isoformat(), "facts": {}}
    return Happened(1, history.BROUGHT_IN, start_of(since), known | said)


def finished(on: date) -> Happened:
    return Happened(2, history.FINISHED, start_of(on), {"stage": "still", "outcome": "finished elsewhere"})


@given(days, st.sampled_from([None, 1, 2, 3]))
@settings(max_examples=40)
def test_it_waits_since_then_and_is_owed_from_now(ago: int, priority: int | None) -> None:
    """Nobody is lost, and no promise is broken before it could be kept (G-12)."""
    since = day_of(LIVE) - timedelta(days=ago)
    state = folded([brought(since, **({"priority": priority} if priority else {}))])
    assert [(each.name, day_of(each.started_at), each.stopped_at) for each in state.waits] == [
        ("all", since, None)
    ]
    assert state.next_step == "Push"
    assert state.next_on is not None
    assert state.next_on >= day_of(LIVE)
    assert {each.name for each in state.promises} == {"a reply"} | ({"look"} if priority else set())
    assert all(each.inherited and each.opened_at == LIVE and each.due_at > LIVE for each in state.promises)


@given(days, st.integers(0, 400))
@settings(max_examples=40)
def test_what_was_over_is_history_and_owes_nothing(ago: int, took: int) -> None:
    """It counts on every day between, and never after (G-19)."""
    since = day_of(LIVE) - timedelta(days=ago + took)
    over = since + timedelta(days=took)
    state = folded([brought(since, history=True), finished(over)])
    assert (state.stage, state.next_step, state.promises) == ("still", "", [])
    (wait,) = state.waits
    assert wait.how == history.COMPLETED
    assert still_waiting(wait, over - timedelta(days=1)) == (took > 0)
    assert not still_waiting(wait, over)


def test_a_duty_kept_once_is_no_longer_inherited() -> None:
    """What is owed after the first word here is owed like everybody else's."""
    said = Happened(2, history.SAID, LIVE + timedelta(days=2), {"name": "risk reviewed"})
    state = folded([brought(date(2025, 1, 1), priority=2), said])
    assert [(each.inherited, each.how) for each in state.promises if each.name == "look"] == [
        (True, history.KEPT),
        (False, ""),
    ]


def test_a_list_taken_back_leaves_no_wait_behind() -> None:
    """What should never have been brought in is in no figure."""
    out = Happened(2, history.WITHDRAWN, LIVE, {"outcome": "list taken back"})
    state = folded([brought(date(2025, 1, 1), priority=2), out])
    assert (state.waits, state.promises, state.ended_at) == ([], [], LIVE)


def test_the_day_it_began_can_be_put_right() -> None:
    """A list holds wrong days, too."""
    right = start_of(date(2025, 3, 1)).isoformat()
    state = folded([brought(date(2025, 1, 1)), Happened(2, history.REDATED, LIVE, {"event": 1, "to": right})])
    assert day_of(state.waits[0].started_at) == date(2025, 3, 1)
    assert state.opened_at == start_of(date(2025, 3, 1))
