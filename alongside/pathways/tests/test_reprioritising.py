"""A priority in the place of another: who may say so, and how the list tells it (R-051, G-53)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.pathways import access, library
from alongside.pathways.actions import course, opening, rebuilding
from alongside.pathways.checks import differences
from alongside.pathways.models import Journey
from alongside.pathways.pages.list_columns import doing
from alongside.pathways.queries import lists, lists_past
from alongside.pathways.queries.list_rows import Change
from alongside.pathways.queries.lists_past import Past
from alongside.pathways.queries.narrowing import Asked, Chosen
from alongside.pathways.rules.calendar import LONDON
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Forbidden
from alongside.web.tables import Paging

ClientOf = Callable[[object], Client]
LIST = "/lists/grab-rail/for-a-visit/"
JULY = datetime(2031, 7, 1, 12, tzinfo=LONDON)
LESS = Change(JULY.replace(day=9).date(), "P1, at once", "P2, soon", "Her son came", "")
MORE = Change(JULY.replace(day=4).date(), "P3, next", "P1, at once", "Fell <again>", "Priya Nair")


def ask(town: Any, person: str) -> int:
    return int(opening.open_journey(getattr(town, person), by=SYSTEM, pathway="grab-rail"))


@pytest.fixture
def changed(town: Any, trial: Any) -> Iterator[int]:
    """Alice is ranked on 1 July, anew on the 4th and the 9th, and looked at in between; it is the 20th."""
    priya = town.actor("priya")
    with time_machine.travel(JULY, tick=False):
        journey = ask(town, "alice")
        course.prioritise(journey, by=priya, priority=3, why="Steady")
    with time_machine.travel(JULY.replace(day=4), tick=False):
        course.prioritise(journey, by=priya, priority=1, why="Fell <again>")
    with time_machine.travel(JULY.replace(day=6), tick=False):
        course.prioritise(journey, by=priya, priority=1, why="As before")
    with time_machine.travel(JULY.replace(day=9), tick=False):
        course.prioritise(journey, by=SYSTEM, priority=2, why="Her son came")
    with time_machine.travel(JULY.replace(day=20), tick=False):
        yield journey


def asked(town: Any) -> Asked:
    named = lists.found("grab-rail", "for-a-visit")
    assert named is not None
    return Asked(town.actor("priya"), *named, Chosen())


@pytest.mark.usefixtures("changed")
def test_a_row_says_each_change_of_its_priority(town: Any, client_of: ClientOf) -> None:
    """When, from what to what, why and who; the first is no change, nor is what left it as it was."""
    [row] = lists.waiting_list(asked(town), Paging()).rows
    assert (row.priority, row.why) == ("P2, soon", "Her son came")
    assert row.changes == [LESS, MORE]
    page = client_of("priya").get(LIST).content.decode()
    assert "Priority changed 2 times" in page
    assert "4 Jul 2031, from “P3, next” to “P1, at once”: Fell &lt;again&gt;" in page
    [headings, line] = csv.reader(io.StringIO(client_of("priya").get(f"{LIST}export/").content.decode()))
    told = dict(zip(headings, line, strict=True))["Priority changed"]
    assert told.split("; ")[1] == "2031-07-04 P3, next to P1, at once: Fell <again> (Priya Nair)"


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(("day", "changes"), [(2, []), (5, [MORE]), (10, [LESS, MORE])])
def test_of_a_past_day_it_says_those_until_then(town: Any, day: int, changes: list[Change]) -> None:
    """What came later was not known to anybody who went by the list."""
    [row] = lists_past.waiting_list(asked(town), Past(JULY.replace(day=day).date())).rows
    assert list(row.changes) == changes


def test_what_is_stored_is_what_the_events_say(changed: int) -> None:
    """Also after everything was built anew from the history."""
    journey = Journey.objects.for_system("test").get(pk=changed)
    assert list(differences(journey)) == []
    stored = journey.reprioritised
    Journey.objects.for_system("test").filter(pk=changed).update(reprioritised=[])
    journey = Journey.objects.for_system("test").get(pk=changed)
    assert [said.partition(" ")[0] for said in differences(journey)] == ["reprioritised"]
    assert rebuilding.rebuild(by=SYSTEM) == 1
    assert Journey.objects.for_system("test").get(pk=changed).reprioritised == stored


def test_however_many_changes_it_asks_no_more_often(town: Any, changed: int) -> None:
    """Names of all who ranked come with those of all who have the work."""

    def statements() -> int:
        with CaptureQueriesContext(connection) as made:
            lists.waiting_list(asked(town), Paging())
        return len(made)

    before = statements()
    for person in ("kofi", "ruth_levy", "jamal"):
        other = ask(town, person)
        for priority, by in ((3, "priya"), (1, "grace"), (2, "priya")):
            course.prioritise(other, by=town.actor(by), priority=priority, why="Looked at")
    assert sum(bool(row.changes) for row in lists.waiting_list(asked(town), Paging()).rows) == 4
    assert statements() == before


def test_who_sets_a_priority_by_a_step_may_set_another(town: Any) -> None:
    """A best interests assessor screens applications, and so ranks them anew; other work is not theirs to rank."""
    known, assessor = library.current().pathways, Actor(1, "Somebody", ("best-interests-assessor",))
    assert access.ranks(assessor, known["dols"].pathway)
    assert not access.ranks(assessor, known["needs-assessment"].pathway)
    with pytest.raises(Forbidden, match="whoever triages"):
        course.prioritise(_theirs(town), by=town.actor("marcus"), priority=1, why="I think so")


def _theirs(town: Any) -> int:
    """A request that is Marcus's to see, and no part of his work."""
    owner = f"worker:{town.marcus}"
    return int(opening.open_journey(town.alice, by=SYSTEM, pathway="needs-assessment", owner=owner))


def test_an_assessor_can_do_from_a_row_what_the_list_is_worked_by() -> None:
    """Screen, allocate, rank anew, end with a reason (R-233); and nothing that is another's step."""
    pathway, assessor = (
        library.current().pathways["dols"].pathway,
        Actor(1, "Somebody", ("best-interests-assessor",)),
    )
    show: Any = doing(pathway, assessor).show
    labels = {stage: re.findall(r">([^<>]+)</a>", str(show(_row(stage)))) for stage in pathway.stages}
    rest = ["Set how urgent it is", "Put on hold"]
    assert labels["received"] == ["Screen", "End without a decision", *rest]
    assert labels["to allocate"] == ["Allocate", "End without a decision", *rest]
    assert labels["with signatory"] == ["End without a decision", *rest]


def _row(stage: str) -> Any:
    return SimpleNamespace(stage=stage, held="", person="Somebody", person_id=1, journey_id=2)
