"""How waits stood on any day, as is known now and was known then (R-047 to R-051, G-19)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from alongside.pathways.actions import course, moving
from alongside.pathways.models import Wait
from alongside.pathways.queries import past, standing
from alongside.pathways.rules.calendar import LONDON, day_of, days_between, end_of
from alongside.pathways.rules.quantiles import spread
from alongside.pathways.tests.visits import ask, see
from alongside.records import clock
from alongside.records.actors import SYSTEM

pytestmark = pytest.mark.usefixtures("trial")
VISIT = ("grab-rail", "for a visit")


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """It is noon in a summer to come: the town was there by then."""
    with time_machine.travel(datetime(2031, 7, 1, 12, tzinfo=LONDON), tick=False):
        yield


def of_visits(found: list[standing.Standing]) -> standing.Standing:
    return next(each for each in found if (each.pathway, each.wait) == VISIT)


def at(on: date, as_known: datetime | None = None) -> standing.Standing:
    return of_visits(standing.every(SYSTEM, on, as_known))


def test_the_figures_of_a_day_gone_by(town: Any) -> None:
    """Of waits of 40, 30 and 10 days, one seen on the twentieth: who came later or was gone by then is not counted."""
    today = clock.today()
    ask(town, "alice", 40)
    see(ask(town, "kofi", 30), 20)
    ask(town, "ruth_levy", 10)
    assert at(today).spread == spread(Counter([40, 10]))
    assert at(today).over == 1
    assert at(today - timedelta(days=21)).spread == spread(Counter([19, 9]))
    assert at(today - timedelta(days=20)).spread == spread(Counter([20]))
    assert at(today - timedelta(days=41)).spread.count == 0


def test_whoever_came_on_the_day_waits_and_whoever_was_seen_on_it_does_not(town: Any) -> None:
    """Still waiting at D: begun on or before D, not stopped by the end of D; the opening day is day 0."""
    journey = ask(town, "alice", 5)
    assert at(clock.today() - timedelta(days=5)).spread == spread(Counter([0]))
    see(journey, 2)
    assert at(clock.today() - timedelta(days=3)).spread == spread(Counter([2]))
    assert at(clock.today() - timedelta(days=2)).spread.count == 0


def test_what_was_known_then_is_told_apart_from_what_is_known_now(town: Any) -> None:
    """A visit of the 20th written down on the 25th: on the 22nd they were seen, and as was known then they waited."""
    began = clock.now()
    journey = ask(town, "alice", 10)
    ask(town, "kofi", 3)
    with time_machine.travel(began + timedelta(days=5), tick=False):
        see(journey, 5)
        late = ask(town, "ruth_levy", 7)
    with time_machine.travel(began + timedelta(days=9), tick=False):
        on = (began + timedelta(days=2)).date()
        assert at(on).spread == spread(Counter([5, 4]))
        assert at(on, began + timedelta(days=3)).spread == spread(Counter([12, 5]))
        assert at(on, began - timedelta(days=1)).spread.count == 0
        course.redate(
            late,
            by=SYSTEM,
            event=past.events(late)[0].id,
            happened_at=began + timedelta(days=4),
            why="Wrong day",
        )
        assert at(on).spread == spread(Counter([5]))
        assert at(on, began + timedelta(days=6)).spread == spread(Counter([5, 4]))


def test_stored_figures_are_those_of_the_folds(town: Any) -> None:
    """Against a brute count over every journey's own fold, on every day of a month and at several moments."""
    began = clock.now()
    for turn, days in enumerate((33, 21, 21, 8, 2)):
        with time_machine.travel(began + timedelta(days=turn), tick=False):
            journey = ask(town, ("alice", "kofi", "ruth_levy")[turn % 3], days)
            if turn % 2:
                see(journey, days // 2)
    with time_machine.travel(began + timedelta(days=6), tick=False):
        everything = sorted(set(Wait.objects.for_system("test").values_list("journey_id", flat=True)))
        for known in (None, began + timedelta(days=1), began + timedelta(days=3)):
            folds = [past.state(journey, as_known=known) for journey in everything]
            for before in range(0, 36, 5):
                on = clock.today() - timedelta(days=before)
                waited = [
                    days_between(day_of(wait.started_at), on)
                    for state in folds
                    for wait in (state.waits if state else ())
                    if wait.name == "for a visit" and day_of(wait.started_at) <= on
                    if wait.stopped_at is None or wait.stopped_at >= end_of(on)
                ]
                assert at(on, known).spread == spread(Counter(waited)), (on, known)


def test_a_figure_is_of_those_whom_its_reader_may_see(town: Any) -> None:
    """Tom, who has none of this work, counts nobody, on whatever day and as known whenever."""
    ask(town, "alice", 10)
    tom = town.actor("tom")
    assert of_visits(standing.every(tom, clock.today())).spread.count == 0
    assert of_visits(standing.every(tom, clock.today(), clock.now() - timedelta(days=1))).spread.count == 0
    assert of_visits(standing.every(town.actor("priya"), clock.today())).spread.count == 1


def test_every_pathway_tells_its_main_wait(town: Any) -> None:
    """One headline at most for each pathway: the figure that is quoted of it."""
    found = [each for each in standing.every(SYSTEM, clock.today()) if each.pathway == "grab-rail"]
    assert [(each.wait, each.headline) for each in found] == [("for a visit", False), ("for the rail", True)]


def place(journey: int, name: str) -> tuple[int, bool, str]:
    row = Wait.objects.for_system("test").get(journey=journey, name=name)
    return row.rank, row.given, row.how


def test_a_wait_knows_its_place_and_keeps_it_when_it_stops(town: Any) -> None:
    """How urgent it is and whether a worker has it, as a list is ordered and counted; what stopped stays as it was."""
    journey = ask(town, "alice", 9)
    assert place(journey, "for a visit") == (0, False, "")
    course.prioritise(journey, by=SYSTEM, priority=2, why="Fell twice")
    moving.move(journey, by=SYSTEM, move="sort")
    moving.move(journey, by=SYSTEM, move="give", owner=f"worker:{town.priya}")
    assert place(journey, "for a visit") == (2, True, "")
    moving.move(journey, by=SYSTEM, move="measure")
    course.prioritise(journey, by=SYSTEM, priority=1, why="Worse")
    course.give(journey, by=SYSTEM, owner="team:mash")
    assert place(journey, "for a visit") == (2, True, "completed")
    assert place(journey, "for the rail") == (1, False, "")
