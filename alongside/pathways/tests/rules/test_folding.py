"""The fold: whatever happened in whatever order, what follows from it holds together (R-052, G-12).

Histories are made up step by step, each lawful when it is recorded, at any time in the past.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alongside import council
from alongside.pathways.language import Pathway
from alongside.pathways.rules import folding, history
from alongside.pathways.rules.calendar import UTC, Calendar, day_of, end_of
from alongside.pathways.rules.folding import Rules, fold
from alongside.pathways.rules.history import Happened, State
from alongside.pathways.rules.waiting import still_waiting, waited

BEGIN = datetime(2026, 10, 1, 9, tzinfo=UTC)
SAID = ("first human contact", "kept in touch", "risk reviewed", "approved afterwards", "a reply excused")
DAYS = timedelta(days=60)


# Small, so that made-up histories get round it, with a clock and a promise of every kind.
SWING: dict[str, Any] = {
    "pathway": "swing",
    "title": "A swing",
    "purpose": "To and fro.",
    "about": "person",
    "team": "locality",
    "opening": {"label": "Begin", "by": ["practitioner"]},
    "priorities": {key: {"title": key, "meaning": key} for key in "123"},
    "stages": {
        "left": {"title": "Left", "turn": "allocator", "next": "Push",
                 "within": {"1": "1 day", "2": "9 days", "3": "4 weeks"}},
        "right": {"title": "Right", "turn": "practitioner", "next": "Let go", "within": "2 working days"},
        "still": {"title": "Still", "end": "yes"},
    },
    "moves": {
        "push": {"from": "left", "to": "right", "by": "practitioner", "allocates": "worker", "says": "kept in touch"},
        "return": {"from": "right", "to": "left", "by": "practitioner"},
        "rest": {"from": "right", "to": "still", "by": "authoriser", "authority": "yes", "urgent": "a word"},
        "stop": {"from": "any open", "to": "still", "by": "practitioner"},
    },
    "waits": {
        "all": {"title": "All of it", "starts": "opened", "stops": "rest", "target": "28 days"},
        "in the air": {"title": "In the air", "starts": "push", "stops": ["return", "rest"], "target": "2 days"},
        "at rest": {"title": "At rest", "starts": "risk reviewed", "stops": "push"},
    },
    "while waiting": {
        "wave": {"title": "Wave", "during": "in the air", "every": "1 day", "kept by": "kept in touch"},
        "look": {
            "title": "Look", "during": "all", "every": {"1": "1 day", "2": "1 week", "3": "1 month"},
            "kept by": "risk reviewed", "owed to": "organisation",
        },
    },
    "promises": {
        "a reply": {"title": "A reply", "owed to": "person", "opens": "opened", "if": "came by self-referral",
                    "kept by": "first human contact", "within": "2 working days"},
        "a report": {"title": "A report", "owed to": "referrer", "opens": "push", "kept by": "return",
                     "within": "4 hours",
                     "excused by": "first human contact", "owner": "team"},
        "a word": {"title": "A word", "owed to": "organisation", "opens": "rest urgently",
                   "kept by": "approved afterwards", "within": "1 working day"},
        "a receipt": {"title": "A receipt", "owed to": "person", "opens": "ended",
                      "kept by": "kept in touch", "within": "5 days"},
    },
    "examples": [{"story": "None", "opened": "2026-06-01", "then": "left"}],
}  # fmt: skip
PATHWAY = Pathway.model_validate(SWING)
# The same with fewer clocks: a version that is adopted in the middle.
LATER = PATHWAY.model_copy(
    update={
        "waits": {"all": PATHWAY.waits["all"]},
        "while_waiting": {},
        "promises": {"a receipt": PATHWAY.promises["a receipt"]},
    }
)
RULES = Rules({"swing": PATHWAY, "later": LATER}, Calendar(council.current().bank_holidays))


def folded(events: list[Happened]) -> State:
    state = fold(events, RULES)
    assert state is not None
    return state


def opening(at: datetime = BEGIN) -> Happened:
    said = {
        "definition": "swing",
        "owner": "team:a",
        "team": "team:a",
        "facts": {"came by self-referral": True},
    }
    return Happened(1, history.OPENED, at, said)


Draw = Callable[..., Any]


def _moved(draw: Draw, state: State, _events: list[Happened]) -> tuple[str, dict[str, Any]] | None:
    moves = [key for key, _ in PATHWAY.moves_from(state.stage)] if state.ended_at is None else []
    if not moves:
        return None
    key = draw(st.sampled_from(moves))
    said: dict[str, Any] = {"move": key, "by": draw(st.integers(1, 3))}
    if PATHWAY.moves[key].allocates:
        said["owner"] = f"worker:{draw(st.integers(1, 3))}"
    if PATHWAY.moves[key].urgent:
        said["urgent"] = draw(st.booleans())
    return history.MOVED, said


def _open(
    kind: str, **strategies: st.SearchStrategy[Any]
) -> Callable[..., tuple[str, dict[str, Any]] | None]:
    """Something that may happen to a journey as long as it is open."""

    def made(draw: Draw, state: State, _events: list[Happened]) -> tuple[str, dict[str, Any]] | None:
        if state.ended_at is not None or (kind == history.RELEASED and state.held is None):
            return None
        return kind, {name: draw(strategy) for name, strategy in strategies.items()}

    return made


def _said(draw: Draw, _state: State, _events: list[Happened]) -> tuple[str, dict[str, Any]] | None:
    return history.SAID, {"name": draw(st.sampled_from(SAID))}


def _redated(draw: Draw, _state: State, events: list[Happened]) -> tuple[str, dict[str, Any]] | None:
    steps = [each for each in folding.standing(events) if each.kind in (history.MOVED, history.SAID)]
    if not steps:
        return None
    to = BEGIN + draw(st.timedeltas(timedelta(), DAYS))
    return history.REDATED, {"event": draw(st.sampled_from(steps)).id, "to": to.isoformat()}


def _taken_back(draw: Draw, _state: State, events: list[Happened]) -> tuple[str, dict[str, Any]] | None:
    steps = [each for each in folding.standing(events) if each.kind == history.MOVED]
    return (history.TAKEN_BACK, {"event": steps[-1].id}) if steps else None


def _stopped(draw: Draw, state: State, _events: list[Happened]) -> tuple[str, dict[str, Any]] | None:
    return None if state.ended_at else (history.STOPPED, {"outcome": "died", "why": "They have died"})


FUTURE = st.dates(date(2026, 10, 2), date(2027, 3, 1)).map(date.isoformat)
ONWARD = (
    _moved,
    _moved,
    _moved,
    _said,
    _open(history.PRIORITISED, priority=st.integers(1, 3), reason=st.just("fell again")),
    _open(history.HELD, reason=st.just("in hospital"), until_on=FUTURE),
    _open(history.RELEASED),
    _open(history.GIVEN, owner=st.sampled_from(["worker:9", "team:b"]), team=st.sampled_from(["", "team:b"])),
    _open(history.PLANNED, step=st.just("Ring"), on=FUTURE),
    _open(history.VALUED, amount=st.integers(0, 99_999)),
    _open(history.ADOPTED, definition=st.sampled_from(["swing", "later"])),
    _stopped,
)
CORRECTING = (_redated, _taken_back)


@st.composite
def histories(draw: Draw, kinds: tuple[Any, ...] = ONWARD + CORRECTING, most: int = 14) -> list[Happened]:
    """What was recorded of a journey, in the order of recording; each at any time after it began."""
    events = [opening()]
    for _ in range(draw(st.integers(0, most))):
        made = draw(st.sampled_from(kinds))(draw, folded(events), events)
        if made is not None:
            at = BEGIN + draw(st.timedeltas(timedelta(), DAYS))
            events.append(Happened(len(events) + 1, made[0], at, made[1]))
    return events


@given(histories())
def test_nobody_is_lost(events: list[Happened]) -> None:
    """What is open has an owner, a next step and a day for it; what has ended has none left."""
    state = folded(events)
    assert state.owner
    assert state.team
    assert (state.ended_at is None) == (state.next_on is not None) == bool(state.next_step)
    assert all(each.owner for each in state.promises)


@given(histories())
def test_clocks_run_forwards(events: list[Happened]) -> None:
    """No wait stops before it began, no promise closes before it opened, and a pause is part of its wait."""
    state = folded(events)
    for wait in state.waits:
        assert wait.stopped_at is None or wait.stopped_at >= wait.started_at
        assert (wait.stopped_at is None) == (wait.how == "")
        assert 0 <= wait.paused_days <= waited(wait, date(2027, 6, 1))
    for promise in state.promises:
        assert promise.closed_at is None or promise.closed_at >= promise.opened_at
        assert (promise.closed_at is None) == (promise.how == "")


@given(histories())
def test_the_end_stops_every_wait_and_what_is_owed_while_waiting(events: list[Happened]) -> None:
    """Nobody is counted as waiting for what has ended; promises opened by the end itself are owed still."""
    state = folded(events)
    if state.ended_at is not None:
        assert state.open_waits == []
        assert state.held is None
        assert not any(each.duty for each in state.open_promises)


@given(histories())
def test_one_clock_of_each_name_runs(events: list[Happened]) -> None:
    """Nobody waits twice for the same thing at once; each run is known by the event that began it."""
    state = folded(events)
    open_waits = [each.name for each in state.open_waits]
    assert len(open_waits) == len(set(open_waits))
    duties = [each.name for each in state.open_promises if each.duty]
    assert len(duties) == len(set(duties))
    keys = [(each.name, each.event) for each in state.promises]
    assert len(keys) == len(set(keys))
    runs = [(each.name, each.event) for each in state.waits]
    assert len(runs) == len(set(runs))


@given(histories(), st.integers(0, 14))
def test_what_was_known_then_does_not_change(events: list[Happened], known: int) -> None:
    """The state as known at a past moment is that of the events recorded by then, whatever came later."""
    before = folded(events[: known + 1])
    folded(events)
    assert folded(events[: known + 1]) == before


@given(histories(ONWARD), st.integers(0, 14))
def test_more_knowledge_opens_and_closes_and_never_reopens(events: list[Happened], known: int) -> None:
    """As more is recorded nothing that was owed or waited for vanishes, and what is closed stays so."""
    before, after = folded(events[: known + 1]), folded(events)
    owed = {(each.name, each.event): each for each in after.promises}
    for each in before.promises:
        later = owed[each.name, each.event]
        assert each.closed_at is None or (later.closed_at, later.how) == (each.closed_at, each.how)
    runs = {(each.name, each.event): each for each in after.waits}
    for wait in before.waits:
        assert wait.stopped_at is None or runs[wait.name, wait.event].stopped_at == wait.stopped_at


@given(histories(ONWARD))
def test_a_step_taken_back_never_was(events: list[Happened]) -> None:
    """Taking the last step back gives the state of a history in which it never happened."""
    steps = [each for each in events if each.kind == history.MOVED]
    if steps:
        back = Happened(len(events) + 1, history.TAKEN_BACK, BEGIN + DAYS, {"event": steps[-1].id})
        left = [each for each in events if each is not steps[-1]]
        assert folded([*events, back]) == folded(left)


@given(histories(ONWARD), st.data())
def test_a_date_put_right_moves_the_clocks_and_not_the_order(
    events: list[Happened], data: st.DataObject
) -> None:
    """A wrong date corrected leaves stage, hands, order and outcome as they were; clocks follow the right one."""
    step = data.draw(st.sampled_from(events[1:])) if events[1:] else None
    if step is None or step.kind not in (history.MOVED, history.SAID):
        return
    to = BEGIN + data.draw(st.timedeltas(timedelta(), DAYS))
    put_right = Happened(
        len(events) + 1, history.REDATED, BEGIN + DAYS, {"event": step.id, "to": to.isoformat()}
    )
    before, after = folded(events), folded([*events, put_right])
    for name in ("stage", "owner", "team", "taken", "priority", "amount", "outcome"):
        assert getattr(before, name) == getattr(after, name)
    assert after == folded([replace(each, at=to) if each is step else each for each in events])


@given(histories())
def test_what_is_kept_as_text_folds_to_the_same(events: list[Happened]) -> None:
    """Events come back from the database as JSON: nothing of the state hangs on more than that."""
    again = [replace(each, content=json.loads(json.dumps(each.content))) for each in events]
    assert folded(again) == folded(events)


@given(histories(), st.dates(date(2026, 9, 20), date(2027, 1, 31)))
def test_still_waiting_is_begun_by_then_and_not_stopped(events: list[Happened], on: date) -> None:
    """Still waiting at a day: begun on or before it, and not stopped by the end of it."""
    for wait in folded(events).waits:
        begun = day_of(wait.started_at) <= on
        stopped = wait.stopped_at is not None and wait.stopped_at < end_of(on)
        assert still_waiting(wait, on) == (begun and not stopped)
        assert waited(wait, on) <= max((on - day_of(wait.started_at)).days, 0)


def test_a_history_without_a_beginning_is_no_history() -> None:
    """Nothing recorded is no journey, nor is what begins in the middle; what came before bears on none."""
    early = Happened(1, history.SAID, BEGIN, {"name": "kept in touch"})
    assert fold([], RULES) is None
    assert fold([early], RULES) is None
    assert fold([early, opening()], RULES) == fold([opening()], RULES)


def test_what_is_not_known_to_be_false_is_owed() -> None:
    """Whether they referred themselves is not known: then somebody speaks with them all the same."""
    for known, owed in (({"came by self-referral": None}, 1), ({}, 1), ({"came by self-referral": False}, 0)):
        event = replace(opening(), content={**opening().content, "facts": known})
        assert sum(each.name == "a reply" for each in folded([event]).promises) == owed


def test_before_there_is_a_priority_the_strictest_time_counts() -> None:
    """Nobody waits longer for not being looked at: the stage is due as for the most urgent."""
    due = [folded([opening(), _ranked(priority)]).next_on or date.min for priority in (1, 2, 3)]
    assert folded([opening()]).next_on == due[0]
    assert due == sorted(set(due))


def _ranked(priority: int) -> Happened:
    return Happened(2, history.PRIORITISED, BEGIN, {"priority": priority, "reason": "alone"})


def _at(number: int, kind: str, days: float, **said: Any) -> Happened:
    return Happened(number, kind, BEGIN + timedelta(days=days), said)


def test_a_promise_is_kept_by_what_happens_after_it_opened() -> None:
    """A call before the swing was pushed keeps nothing of what the push began; one afterwards does."""
    begun = [opening(), _at(2, history.MOVED, 3, move="push", owner="worker:1")]
    early = folded([*begun, _at(3, history.SAID, 2, name="kept in touch")])
    assert [each.name for each in early.open_promises if each.duty] == ["wave"]
    assert early.open_promises[-1].event == 2
    late = folded([*begun, _at(3, history.SAID, 4, name="kept in touch")])
    assert [(each.event, each.how) for each in late.promises if each.name == "wave"] == [(2, "kept"), (3, "")]


def test_a_back_dated_stop_does_not_make_a_wait_negative() -> None:
    """A step recorded late, and dated before what began the wait, stops it at its beginning."""
    state = folded(
        [opening(), _at(2, history.MOVED, 3, move="push"), _at(3, history.MOVED, 1, move="return")]
    )
    [air] = [each for each in state.waits if each.name == "in the air"]
    assert air.stopped_at == air.started_at


def test_a_death_excuses_what_was_owed_to_the_person_and_leaves_the_rest() -> None:
    """Nobody writes to the dead; whoever referred is still told."""
    state = folded(
        [
            opening(),
            _at(2, history.MOVED, 1, move="push"),
            _at(3, history.STOPPED, 2, outcome="died", why="They died"),
        ]
    )
    assert {each.name: each.how for each in state.promises} == {
        "a reply": "excused", "a report": "", "wave": "lapsed",
    }  # fmt: skip
    assert {each.how for each in state.waits} == {"left"}
