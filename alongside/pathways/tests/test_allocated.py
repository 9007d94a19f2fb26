"""Allocated and not yet seen, over target, and how urgent, on every day and as known then: three questions, one answer.

All lists, one list and the figures count in different ways. Each is held against the histories themselves, folded one
by one (R-047, G-12, G-19).
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from alongside.pathways.actions import course, moving
from alongside.pathways.models import Wait
from alongside.pathways.queries import figures, lists, lists_past, past, standing
from alongside.pathways.queries.figures import About
from alongside.pathways.queries.lists_past import Past
from alongside.pathways.queries.narrowing import Asked, Chosen
from alongside.pathways.rules.calendar import LONDON, end_of
from alongside.pathways.rules.history import Waiting
from alongside.pathways.rules.waiting import still_waiting
from alongside.pathways.tests.visits import ask
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.web.errors import Refused
from alongside.web.tables import Paging

pytestmark = pytest.mark.usefixtures("trial")
VISIT = ("grab-rail", "for a visit")
BEGAN = datetime(2031, 7, 1, 12, tzinfo=LONDON)


def after(days: float) -> Any:
    return time_machine.travel(BEGAN + timedelta(days=days), tick=False)


@pytest.fixture
def month(town: Any, trial: Any) -> Iterator[None]:
    """Nine people wait; in a month, by lot, their work is ranked, given to a worker, to a team again, held, seen. It is
    day 31."""
    lots = random.Random(5)
    with after(0):
        waiting = [ask(town, ("alice", "kofi", "ruth_levy")[n % 3], lots.randint(0, 40)) for n in range(9)]
        for journey in waiting:
            moving.move(journey, by=SYSTEM, move="sort")
    for day in range(1, 31):
        with after(day):
            _a_day(town, waiting, lots)
    with after(31):
        yield


def _a_day(town: Any, waiting: list[int], lots: random.Random) -> None:
    journey = lots.choice(waiting)
    holder = lots.choice([f"worker:{town.priya}", "team:mash", "team:locality-north"])
    match lots.randint(0, 4):
        case 0:
            course.prioritise(journey, by=SYSTEM, priority=lots.randint(1, 2), why="As it is now")
        case 1:
            course.hold(journey, by=SYSTEM, why="Away", until_on=(clock.now() + timedelta(days=40)).date())
        case 2 if len(waiting) > 6:
            waiting.remove(journey)
            moving.move(journey, by=SYSTEM, move="give", owner=f"worker:{town.priya}")
            moving.move(journey, by=SYSTEM, move="measure")
        case _:
            with contextlib.suppress(Refused):  # it is in these hands already
                course.give(journey, by=SYSTEM, owner=holder)


def stood(on: date, known: datetime | None) -> list[Waiting]:
    """Those who waited at the end of a day, by folding each history up to it."""
    every = Wait.objects.for_system("test").order_by("journey_id").values_list("journey_id", flat=True)
    at = end_of(on) - timedelta(microseconds=1)
    folds = [past.state(journey, on=at, as_known=known) for journey in every.distinct()]
    return [
        wait
        for state in folds
        for wait in (state.waits if state else ())
        if wait.name == VISIT[1] and still_waiting(wait, on)
    ]


@pytest.mark.usefixtures("month")
def test_every_count_of_a_day_is_that_of_the_folds() -> None:
    """How many waited, were over target and were allocated: by all lists, and by the figures, whole and by priority."""
    seen = set()
    for known in (None, BEGAN + timedelta(days=12.5)):
        for before in (0, 1, 4, 9, 15, 20, 26, 31, 40):
            on = clock.today() - timedelta(days=before)
            folds = stood(on, known)
            over = sum(each.due_on is not None and each.due_on < on for each in folds)
            told = (len(folds), over, sum(each.given for each in folds))
            [every] = [
                each for each in standing.every(SYSTEM, on, known) if (each.pathway, each.wait) == VISIT
            ]
            assert (every.spread.count, every.over, every.given) == told, (on, known)
            about = About(*VISIT, on - timedelta(days=90), on, known)
            drawn = figures.portrait(about)
            assert (drawn.still.count, drawn.over, drawn.given) == told, (on, known)
            for rank in (0, 1, 2):
                of_rank = figures.portrait(replace(about, rank=rank))
                assert of_rank.still.count == sum(each.rank == rank for each in folds), (on, known, rank)
                assert of_rank.given == sum(each.rank == rank and each.given for each in folds)
            seen.add(told)
    assert len(seen) > 8
    assert max(given for _count, _over, given in seen) > 1


def _asked(town: Any, **chosen: str) -> Asked:
    named = lists.found(VISIT[0], lists.slug(VISIT[1]))
    assert named is not None
    return Asked(town.actor("grace"), *named, Chosen(**chosen))


@pytest.mark.usefixtures("month")
def test_the_list_of_today_and_as_of_today_are_one(town: Any) -> None:
    """Row by row, days on hold among them: a hold that is still on pauses already."""
    now = lists.waiting_list(_asked(town), Paging())
    then = lists_past.waiting_list(_asked(town), Past(clock.today()))
    assert (now.figures.over, now.figures.given) == (then.figures.over, then.figures.given)
    same: dict[str, Any] = {"id": 0, "version": 0, "stage": ""}
    assert [replace(row, **same) for row in now.rows] == [replace(row, **same) for row in then.rows]
    assert sum(row.paused > 0 and bool(row.held) for row in now.rows) > 1


@pytest.mark.usefixtures("month")
def test_a_hold_that_is_still_on_pauses_a_day_more_each_day(town: Any) -> None:
    """Alice is put on hold today: nought days today, three in three days, and as many on that day later (R-047)."""
    journey = ask(town, "alice", 5)
    course.hold(journey, by=SYSTEM, why="In hospital", until_on=date(2031, 12, 1))
    on = clock.today() + timedelta(days=3)

    def paused(of: Any) -> int:
        [row] = [row for row in of.rows if row.journey_id == journey]
        return int(row.paused)

    assert paused(lists.waiting_list(_asked(town), Paging())) == 0
    with after(34):
        assert paused(lists.waiting_list(_asked(town), Paging())) == 3
        course.release(journey, by=SYSTEM)
    with after(50):
        assert paused(lists.waiting_list(_asked(town), Paging())) == 3
        assert paused(lists_past.waiting_list(_asked(town), Past(on))) == 3
        assert paused(lists_past.waiting_list(_asked(town), Past(on - timedelta(days=1)))) == 2
