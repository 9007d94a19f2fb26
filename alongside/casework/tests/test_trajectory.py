"""A list month by month (R-055, R-056, R-057, J3.8): each figure adds up, leads to its people, names whom it may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.casework.pages import trajectory as pages
from alongside.casework.queries import trajectory
from alongside.casework.rules.months import DIED, LEFT, SEEN, Month, Run, Share, begins, months, shared_out
from alongside.council import Council
from alongside.pathways.actions import moving, opening
from alongside.pathways.queries import lists
from alongside.people.tests.making import add, opened, worker
from alongside.records.actors import SYSTEM, Actor

ON = date(2026, 6, 17)
DAYS = st.integers(0, 900).map(lambda back: ON - timedelta(days=back))


@st.composite
def runs(draw: Any) -> Run:
    """A wait that began on a day, and perhaps stopped on it or later."""
    began = draw(DAYS)
    if draw(st.booleans()):
        return began, None, ""
    stopped = began + timedelta(days=draw(st.integers(0, (ON - began).days)))
    return began, stopped, draw(st.sampled_from([SEEN, LEFT, DIED]))


@given(st.dictionaries(runs(), st.integers(1, 5), max_size=40))
def test_every_month_adds_up_and_opens_as_the_one_before_closed(found: dict[Run, int]) -> None:
    """Against counting one by one: still waiting on a day is begun by it and not stopped by its end."""
    told = months(found, ON, 12)
    assert [each.first for each in told] == begins(ON, 12)
    for each in told:
        still = sum(
            people for (began, stopped, _how), people in found.items()
            if began <= each.last and (stopped is None or stopped > each.last)
        )  # fmt: skip
        assert (each.closing, each.spread.count) == (still, still)
    for before, after in pairwise(told):
        assert after.opening == before.closing
        assert after.first == before.last + timedelta(days=1)


def test_the_months_before_a_day() -> None:
    """Across a year's end; a leap day is in its month."""
    assert begins(date(2024, 2, 29), 3) == [date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1)]


def test_what_was_done_is_shared_out() -> None:
    """The most first; a name left out is the team's."""
    done = [("North", "Ann"), ("North", ""), ("North", ""), ("South", "Westfield")]
    assert shared_out(done) == [
        Share("North", "", 2),
        Share("North", "Ann", 1),
        Share("South", "Westfield", 1),
    ]


@pytest.fixture
def house(db: None) -> dict[str, Actor]:
    """A manager and two workers of one team; each has begun a review, one of them in the month before."""
    with time_machine.travel("2026-05-01 09:00", tick=True):
        manager = worker("team-manager", "mental-health", name="Una Manager")
        staff = {
            name: worker("social-worker", "mental-health", name=name) for name in ("Ann Doer", "Ben Doer")
        }
    found = {"manager": manager}
    for name, when in (("Ann Doer", "2026-05-20 10:00"), ("Ben Doer", "2026-06-10 10:00")):
        who = staff[name]
        with time_machine.travel("2026-05-04 10:00", tick=True):
            person = opened(add(given=name), manager, who)
            made = opening.open_journey(person, by=SYSTEM, pathway="planned-review", owner=manager.holders[1])
            moving.move(made, by=SYSTEM, move="fall due")
        with time_machine.travel(when, tick=True):
            opened(person, manager, who)
            moving.move(made, by=manager, move="allocate", owner=who.own)
            moving.move(made, by=who, move="hold")
        found[name] = who
    return found


def told(actor: Actor, month: date) -> tuple[Month, list[Share]]:
    """One month of the list of reviews, and who did what in it."""
    pathway, wait = lists.found("planned-review", "for-review") or (None, "")
    assert pathway is not None
    with time_machine.travel("2026-06-17 12:00", tick=True):
        found = trajectory.trajectory(actor, pathway, wait, month)
    return found.chosen, [each for each in found.shares if each.who.endswith("Doer") or not each.who]


def test_names_are_for_the_worker_and_their_manager(house: dict[str, Actor], monkeypatch: Any) -> None:
    """Promises: a name is shown to the worker and their manager; above the agreed load it is the team's."""
    may, june = date(2026, 5, 1), date(2026, 6, 1)
    month, shares = told(house["manager"], may)
    assert (month.arrived, month.seen) >= (2, 1)
    assert "Ann Doer" in [each.who for each in shares]
    assert "Ben Doer" in [each.who for each in told(house["manager"], june)[1]]
    assert "Ben Doer" in [each.who for each in told(house["Ben Doer"], june)[1]]
    for stranger in (house["Ann Doer"], worker("team-manager", "therapy")):
        assert "Ben Doer" not in [each.who for each in told(stranger, june)[1]]
    monkeypatch.setattr(Council, "agreed_load", lambda _self, _roles: 0)
    assert "Ben Doer" not in [each.who for each in told(house["manager"], june)[1]]


def test_the_page_leads_to_the_people_behind_each_figure(
    house: dict[str, Actor], client_of: Callable[[Any], Client]
) -> None:
    """Drawn with its words, a table, and each number the way to whoever it counts."""
    with time_machine.travel("2026-06-17 12:00", tick=True):
        client = client_of(house["manager"])
        shown = client.get("/lists/planned-review/for-review/months/?month=2026-05-01").content.decode()
        assert 'role="img"' in shown
        assert "Who did what in May 2026" in shown
        assert "how=seen&amp;since=2026-05-01&amp;until=2026-05-31" in shown
        assert "on=2026-05-31" in shown
        behind = client_of(house["Ann Doer"]).get(
            "/lists/planned-review/for-review/people/?how=seen&since=2026-05-01&until=2026-05-31"
        )
        assert "Ann Doer" in behind.content.decode()
        assert client.get("/lists/planned-review/no-such/months/").status_code == 404
        assert "/months/" in client.get("/lists/planned-review/for-review/").content.decode()


@pytest.mark.parametrize(("target", "drawn"), [(6, True), (400, False)])
def test_a_target_far_above_is_told_and_not_drawn(target: int, drawn: bool) -> None:
    """It would press everything else onto the ground of the picture."""
    found: dict[Run, int] = {(ON - timedelta(days=40), None, ""): 2}
    told = months(found, ON, 12)
    page = trajectory.Trajectory(told, target, f"At most {target}", told[-1], ())
    picture = pages._chart(page)
    assert (">Target<" in picture) is drawn
    assert f"The target is {target}." in picture
