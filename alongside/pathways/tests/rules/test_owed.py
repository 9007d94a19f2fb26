"""What is owed to a person apart from journeys: opened, kept, excused and handed over by what happens (G-25)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from alongside.pathways.rules import owed
from alongside.pathways.rules.calendar import UTC
from alongside.pathways.rules.history import EXCUSED, KEPT, Happened

BEGIN = datetime(2026, 6, 1, 9, tzinfo=UTC)
TERM = {
    "title": "A name to ring",
    "owed_to": "person",
    "owner": "team:a",
    "due_at": (BEGIN + timedelta(days=7)).isoformat(),
    "kept_by": ["named"],
    "excused_by": ["declined"],
    "closes": "G-25",
}


def said(number: int, name: str, hours: int, opens: dict[str, Any] | None = None) -> Happened:
    return Happened(number, owed.SAID, BEGIN + timedelta(hours=hours), {"name": name, "opens": opens or {}})


STEPS = st.lists(
    st.tuples(st.sampled_from(["left", "named", "declined", "given", "excused"]), st.integers(0, 500)),
    max_size=12,
)


def told(steps: list[tuple[str, int]]) -> list[Happened]:
    """The steps as events: a worker leaves, somebody is named, it is handed over or excused by hand."""
    events: list[Happened] = []
    opened: list[int] = []
    for number, (name, hours) in enumerate(steps, 1):
        at = BEGIN + timedelta(hours=hours)
        if name == "left":
            events.append(said(number, name, hours, {"contact": TERM}))
            opened.append(number)
        elif name in ("named", "declined"):
            events.append(said(number, name, hours))
        elif opened:
            what = {"promise": "contact", "event": opened[-1]}
            content = (
                {**what, "owner": "worker:7"} if name == "given" else {**what, "how": EXCUSED, "why": "moved"}
            )
            events.append(Happened(number, owed.GIVEN if name == "given" else owed.CLOSED, at, content))
    return events


@given(STEPS)
def test_each_opening_is_one_promise_and_none_is_lost(steps: list[tuple[str, int]]) -> None:
    """As many promises as openings, each with an owner and a day; a closed one says how."""
    found = owed.fold(told(steps))
    assert len(found) == sum(name == "left" for name, _ in steps)
    for each in found.values():
        assert each.owner
        assert each.due_at == BEGIN + timedelta(days=7)
        assert (each.closed_at is None) == (each.how == "")


@given(STEPS)
def test_what_happened_before_it_was_owed_does_not_keep_it(steps: list[tuple[str, int]]) -> None:
    """A call in the morning does not answer a worker who left at noon."""
    for each in owed.fold(told(steps)).values():
        if each.how == KEPT:
            assert each.closed_at is not None
            assert each.closed_at >= each.opened_at


@given(STEPS, st.integers(0, 12))
def test_what_is_recorded_later_changes_nothing_that_was_closed(
    steps: list[tuple[str, int]], known: int
) -> None:
    """Kept stays kept: only a closing by hand says how anew."""
    events = told([each for each in steps if each[0] != "excused"])
    before, after = owed.fold(events[:known]), owed.fold(events)
    assert before.keys() <= after.keys()
    for key, each in before.items():
        if each.closed_at is not None:
            assert (after[key].closed_at, after[key].how) == (each.closed_at, each.how)


def test_the_way_of_a_promise() -> None:
    """Opened when the worker leaves, handed over, kept when a name is given."""
    found = owed.fold(told([("left", 1), ("given", 2), ("named", 30)]))
    [each] = found.values()
    assert (each.owner, each.how, each.closes) == ("worker:7", KEPT, "G-25")
    [each] = owed.fold(told([("left", 1), ("declined", 3)])).values()
    assert (each.how, each.why) == (EXCUSED, "declined")
