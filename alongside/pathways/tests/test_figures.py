"""The figures of a wait, worked by hand: two populations that are never mixed (G-19, R-049, R-055, F-105 to F-108)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine

from alongside.pathways import library
from alongside.pathways.actions import course, moving
from alongside.pathways.pages import list_figures
from alongside.pathways.queries import figures
from alongside.pathways.queries.figures import About, Portrait
from alongside.pathways.rules.calendar import LONDON
from alongside.pathways.rules.quantiles import spread
from alongside.pathways.tests.visits import ask, see
from alongside.records import clock
from alongside.records.actors import SYSTEM

pytestmark = pytest.mark.usefixtures("trial")
PEOPLE = ("alice", "kofi", "ruth_levy", "alice", "kofi")


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """It is noon on a Wednesday to come."""
    with time_machine.travel(datetime(2031, 7, 2, 12, tzinfo=LONDON), tick=False):
        yield


def stop(journey: int, outcome: str) -> None:
    moving.move(journey, by=SYSTEM, move="stop", outcome=outcome)


def told(since: int = 364, **more: Any) -> Portrait:
    on = more.pop("on", clock.today())
    return figures.portrait(
        About("grab-rail", "for a visit", since=clock.today() - timedelta(days=since), on=on, **more)
    )


def test_the_two_populations_are_told_apart(town: Any) -> None:
    """Waiting 40 and 5 days; seen after 10 and 30; one left, one died: the figures of one hold nobody of the other."""
    for person, days in (("alice", 40), ("kofi", 5)):
        ask(town, person, days)
    for days, seen in ((50, 40), (60, 30)):
        see(ask(town, "ruth_levy", days), seen)
    stop(ask(town, "ruth_levy", 20), "unwanted")
    stop(ask(town, "ruth_levy", 25), "died")
    found = told()
    assert found.still == spread(Counter([40, 5]))
    assert found.completed == spread(Counter([10, 30]))
    assert (found.left, found.died, found.over, found.in_time, found.joined) == (1, 1, 1, 1, 6)
    assert sum(bar.people for bar in found.bars) == 2
    assert sum(bar.people for bar in found.bars_completed) == 2


def test_only_who_completed_within_the_period_is_counted(town: Any) -> None:
    """Seen on the first day of the period counts, on the day before does not."""
    see(ask(town, "alice", 100), 20)
    assert told(since=20).completed.count == 1
    assert told(since=19).completed.count == 0
    assert told(since=100).completed == spread(Counter([80]))
    assert told(since=100, on=clock.today() - timedelta(days=21)).completed.count == 0
    assert told(since=100, on=clock.today() - timedelta(days=21)).still == spread(Counter([79]))


def test_what_joining_means(town: Any) -> None:
    """Five joined: seen on days 2 and 4, left on day 3 (of their wait), two wait since days 6 and 1, by hand:

    day 2: 4 at risk, 1 seen, 3/4; day 3: 3 at risk, 1 left; day 4: 2 at risk, 1 seen, 3/4 × 1/2 = 3/8.
    """
    see(ask(town, "alice", 12), 10)
    see(ask(town, "kofi", 14), 10)
    stop(ask(town, "ruth_levy", 3), "unwanted")
    ask(town, "alice", 6)
    ask(town, "kofi", 1)
    found = told()
    assert [(point.day, point.at_risk) for point in found.course] == [(2, 4), (3, 3), (4, 2)]
    assert found.course[-1].waiting == pytest.approx(3 / 4 * 2 / 3 * 1 / 2)
    assert found.course[-1].left == pytest.approx(1 / 4)
    assert found.within == {25: 2, 50: 4, 75: None, 90: None}


def test_weeks_end_with_who_waits(town: Any) -> None:
    """Arrivals, seen and leavers by week; the last week ends with the figure of those still waiting."""
    journeys = [ask(town, person, days) for person, days in zip(PEOPLE, (1, 8, 9, 30, 300), strict=True)]
    see(journeys[2], 2)
    stop(journeys[3], "died")
    found = told()
    assert found.weeks[-1].waiting == found.still.count == 3
    assert (found.weeks[-1].arrived, found.weeks[-1].seen, found.weeks[-1].died) == (1, 1, 1)
    assert found.weeks[-2].arrived == 2
    assert found.weeks[0].waiting == 1
    assert len(found.weeks) == figures.WEEKS


def test_figures_as_were_known_then(town: Any) -> None:
    """What was written down since is unknown: a visit, and somebody's asking."""
    journey = ask(town, "alice", 10)
    before = clock.now()
    with time_machine.travel(before + timedelta(days=1), tick=False):
        see(journey, 3)
        ask(town, "kofi", 5)
        on = before.date()
        now, then = told(on=on), told(on=on, as_known=before)
    assert now.still == spread(Counter([4]))
    assert now.completed == spread(Counter([8]))
    assert then.still == spread(Counter([10]))
    assert then.completed.count == 0


def test_one_priority_by_itself(town: Any) -> None:
    """Two lanes are told apart: each has figures of its own (F-108)."""
    urgent = ask(town, "alice", 10)
    ask(town, "kofi", 20)

    course.prioritise(urgent, by=SYSTEM, priority=1, why="Fell")
    assert told(rank=1).still == spread(Counter([10]))
    assert told(rank=0).still == spread(Counter([20]))
    assert told(rank=2).still.count == 0


def test_the_page_of_figures_and_every_way_from_it(town: Any, client_of: Any) -> None:
    """Each figure opens the people behind it; how many there are in all is said beside those one may see."""
    ask(town, "alice", 40)
    see(ask(town, "kofi", 30), 20)
    stop(ask(town, "ruth_levy", 9), "died")
    priya = client_of("priya")
    page = priya.get("/lists/grab-rail/for-a-visit/figures/").content.decode()
    assert page.count('<svg class="app-plot"') == 4
    assert "Half of those who stay are seen within 10 days" in page
    assert "A wait starts when it is asked for, and stops when “Measure”" in page
    seen = "/lists/grab-rail/for-a-visit/people/?how=seen"
    assert unescape(page).count(
        seen.removesuffix("?how=seen") + "?since=2030-07-03&until=2031-07-02&how=seen"
    )
    behind = priya.get(seen).content.decode()
    assert "Kofi Mensah" in behind
    assert "Alice Mensah" not in behind
    assert "1 person in all; you may see 1 of them." in behind
    assert "1 person in all; you may see 0 of them." in client_of("tom").get(seen).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?on=2031-06-20",
        "?on=2031-06-20&as_known=2031-06-25",
        "?priority=none",
        "?since=2031-07-01",
        "?since=x&priority=9",
    ],
)
def test_figures_can_be_asked_of_any_day(town: Any, client_of: Any, query: str) -> None:
    """A past day, as known then, one priority, a shorter period; nonsense is no error."""
    ask(town, "alice", 40)
    answer = client_of("priya").get(f"/lists/grab-rail/for-a-visit/figures/{query}")
    assert answer.status_code == 200


@pytest.mark.parametrize("address", ["figures/", "people/?how=seen", "people/?how=vanished"])
def test_there_are_no_figures_of_what_is_not_waited_for(town: Any, client_of: Any, address: str) -> None:
    """Nor people behind a figure that there is not."""
    where = "grab-rail/for-a-visit" if "vanished" in address else "grab-rail/for-nothing"
    assert client_of("priya").get(f"/lists/{where}/{address}").status_code == 404


@pytest.mark.parametrize(("who", "answer"), [("helen", 403), ("grace", 200)])
def test_of_restricted_work_not_even_the_numbers(
    town: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch, who: str, answer: int
) -> None:
    """But for those whose part it is to take a step of it."""
    pathway = (
        library.current()
        .pathways["grab-rail"]
        .pathway.model_copy(update={"restricted_to": ("safeguarding",)})
    )
    monkeypatch.setattr(list_figures, "found", lambda *_: (pathway, "for a visit"))
    assert client_of(who).get("/lists/grab-rail/for-a-visit/figures/").status_code == answer
