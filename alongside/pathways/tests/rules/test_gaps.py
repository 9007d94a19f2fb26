"""Every gap of this part of the work is closed by a promise: declared, opened, kept in time, and broken (G-01…G-66)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from alongside.pathways import library
from alongside.pathways.language import OPENED, Duty, Owed, Pathway, Promise, length
from alongside.pathways.rules import folding, history, owed
from alongside.pathways.rules.calendar import UTC, Calendar
from alongside.pathways.rules.history import Happened, Owing
from alongside.pathways.tests.rules.test_examples import COUNCIL, DAY, HERE

GAPS = (*(f"G-{number:02}" for number in range(1, 26)), "G-53", "G-55", "G-66")
LIBRARY = library.load(COUNCIL[HERE[0]], DAY)
CALENDAR = Calendar(COUNCIL[HERE[0]].bank_holidays)
BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)
LONG_AFTER = BEGAN + timedelta(days=2_000)


def declared(gap: str) -> Iterator[tuple[str, Pathway | None, str, Promise | Duty]]:
    """What closes a gap: its name, the pathway it is of (None: of a person), its key and its terms."""
    for key, resolved in LIBRARY.pathways.items():
        said: tuple[tuple[str, Promise | Duty], ...] = (
            *resolved.pathway.promises.items(),
            *resolved.pathway.while_waiting.items(),
        )
        for name, terms in said:
            if gap in terms.closes:
                yield f"{key}/{name}", resolved.pathway, name, terms
    for key, own in LIBRARY.owed.items():
        if gap in own.closes:
            yield key, None, key, own


CLOSING = [
    pytest.param(pathway, key, terms, id=f"{gap} {name}")
    for gap in GAPS
    for name, pathway, key, terms in declared(gap)
]


@pytest.mark.parametrize("gap", GAPS)
def test_each_gap_is_closed_by_something_that_is_promised(gap: str) -> None:
    """A gap that no definition closes is one that is still there."""
    assert list(declared(gap))


@pytest.mark.parametrize(("pathway", "key", "terms"), CLOSING)
def test_it_opens_is_kept_in_time_and_is_broken(
    pathway: Pathway | None, key: str, terms: Promise | Duty
) -> None:
    """Opened by what opens it, with a day and an owner; kept by what keeps it; late where nothing does."""
    if pathway is None:
        assert isinstance(terms, Owed)
        story = _of_person(terms)
    else:
        story = _of_journey(pathway, key, terms)
    open_ = _last(story, key)
    assert open_.closed_at is None
    assert open_.owner
    assert open_.opened_at <= open_.due_at < LONG_AFTER, "nobody keeping it, it is broken"
    kept = _last([*story, _said(terms.kept_by[0], open_.opened_at, 99)], key, pathway)
    assert (kept.how, kept.closed_at) == (history.KEPT, open_.opened_at)


def _last(story: list[Happened], key: str, pathway: Pathway | None = None) -> Owing:
    """The promise that the story is about: the first that was opened of its name."""
    if story[0].kind == owed.SAID:
        return next(iter(owed.fold(story).values()))
    definition = next(
        each.pathway for each in LIBRARY.pathways.values() if each.hash == story[0].content["definition"]
    )
    state = folding.fold(story, folding.Rules({story[0].content["definition"]: definition}, CALENDAR))
    assert state is not None
    return next(each for each in state.promises if each.name == key)


def _said(name: str, at: datetime, number: int) -> Happened:
    return Happened(number, "said", at, {"name": name})


def _of_journey(pathway: Pathway, key: str, terms: Promise | Duty) -> list[Happened]:
    numbers = count(1)
    facts = dict.fromkeys(pathway.conditions, True)
    begun: dict[str, Any] = {
        "definition": LIBRARY.pathways[pathway.key].hash,
        "owner": "worker:1",
        "team": "team:1",
    }
    story = [Happened(next(numbers), history.OPENED, BEGAN, begun | {"facts": facts})]
    if pathway.priorities:
        band = {"priority": int(max(pathway.priorities)), "reason": "Stable"}
        story.append(Happened(next(numbers), history.PRIORITISED, BEGAN, band))
    opens = pathway.waits[terms.during].starts[0] if isinstance(terms, Duty) else terms.opens[0]
    if opens != OPENED:
        told = Happened(
            next(numbers), history.SAID, BEGAN + timedelta(hours=1), {"name": opens, "facts": facts}
        )
        story.append(told)
    return story


def _of_person(terms: Owed) -> list[Happened]:
    due = CALENDAR.due(BEGAN, _span(terms))
    told = {
        "title": terms.title, "owed_to": terms.owed_to, "owner": "team:1", "due_at": due.isoformat(),
        "kept_by": list(terms.kept_by), "excused_by": list(terms.excused_by), "closes": ", ".join(terms.closes),
    }  # fmt: skip
    return [Happened(1, owed.SAID, BEGAN, {"name": terms.opens[0], "opens": {terms.promise: told}})]


def _span(terms: Owed) -> Any:
    """The length of time of a promise that has no priority."""
    return length(terms.within, None)
