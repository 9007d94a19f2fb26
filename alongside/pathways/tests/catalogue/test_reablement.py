"""Reablement: free for six weeks, on with a reason, and asked on day 91 and not before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from alongside.pathways.models import Journey, Wait
from alongside.pathways.tests.catalogue import walking
from alongside.pathways.tests.catalogue.test_hospital_discharge import HOME
from alongside.records import clock
from alongside.web.errors import Refused

GOALS = {"goal.1": "Make my own breakfast", "now.1": "some", "visits": "Twice a day", "told-free": "yes"}
LONGER = {"why": "Six of eight stairs", "until": "1 12 2026", "costs": "charged", "told-cost": "yes"}
ENDED = {"outcome": "independent", "goal-was.1": "Make my own breakfast", "how-far.1": "all"}


def begun(town: Any, days: int, ward: int | None = None) -> int:
    """Somebody whose first visit was so many days ago, `ward` days after they left hospital, if they were in one."""
    at = clock.now() - timedelta(days=days)
    journey = walking.begin(town.alice, "reablement", happened_at=at - timedelta(days=9))
    walking.step(journey, "accept", happened_at=at - timedelta(days=8))
    if ward is not None:
        leave_hospital(town.alice, at - timedelta(days=ward))
    walking.fill(town.alice, "reablement-goals", journey, GOALS)
    walking.step(journey, "begin", owner=f"worker:{town.priya}", happened_at=at)
    return journey


def leave_hospital(person: int, at: datetime, reablement: str = "offered") -> None:
    """Out of hospital by their discharge, which was written down apart from reablement or begins it."""
    discharge = walking.begin(person, "hospital-discharge", happened_at=at - timedelta(days=1))
    walking.fill(
        person,
        "hospital-discharge",
        discharge,
        {**HOME, "reablement": reablement, "reablement-why": "Not now"},
    )
    walking.step(discharge, "become ready", happened_at=at)
    walking.step(discharge, "leave on pathway 1", happened_at=at)


def test_the_letter_says_until_when_it_is_free(town: Any) -> None:
    """Six weeks from the first visit, whenever that was written down (SI 2014/2672 reg 3, R-096)."""
    journey = begun(town, 10)
    free = walking.letters(journey)["reablement-begins"]["free before"]
    day = (clock.now() - timedelta(days=10)).date() + timedelta(days=42)
    assert free == f"{day.day} {day:%B %Y}"
    assert walking.letters(journey)["reablement-begins"]["goals"] == ["Make my own breakfast"]


def test_what_may_cost_opens_the_question_what_they_can_pay(town: Any) -> None:
    """Beyond six weeks the person may be charged, and then only by what they can afford (Care Act 2014 s14, s17)."""
    journey = begun(town, 40)
    walking.fill(town.alice, "reablement-extension", journey, LONGER)
    assert walking.step(journey, "go on")["stage"] == "going on"
    assert walking.following(journey) == {"financial-assessment"}
    assert walking.letters(journey)["reablement-goes-on"]["costs"].startswith("After the free weeks you may")


@pytest.mark.parametrize(
    ("days", "ward", "asked"), [(90, None, False), (91, None, True), (89, 1, False), (89, 2, True)]
)
def test_day_91_is_asked_on_day_91(town: Any, days: int, ward: int | None, asked: bool) -> None:
    """Counted from the day they left hospital, and not from the referral that the ward sent days before; from the
    first visit for whoever was at home. Asking before proves nothing (R-099, ASCOF)."""
    journey = begun(town, days, ward)
    walking.fill(town.alice, "reablement-outcome", journey, ENDED)
    walking.step(journey, "finish")
    assert walking.letters(journey)["reablement-ended"]["decision"] == "You manage without further support."
    walking.issue(journey)
    assert walking.stand(journey).next_on == clock.today() + timedelta(days=91 - days - (ward or 0))
    if asked:
        assert walking.step(journey, "day 91", outcome="home")["stage"] == "done"
    else:
        with pytest.raises(Refused, match="day 91 is over or today"):
            walking.step(journey, "day 91", outcome="home")


def test_reablement_that_a_discharge_begins_counts_from_it(town: Any) -> None:
    """The day they left, whenever that was written down."""
    left = clock.now() - timedelta(days=3)
    leave_hospital(town.alice, left, reablement="accepted")
    (journey,) = Journey.objects.for_system("test").filter(person=town.alice, pathway="reablement")
    (wait,) = Wait.objects.for_system("test").filter(journey=journey, name="to day 91")
    assert (wait.started_on, wait.due_on) == (left.date(), left.date() + timedelta(days=91))
