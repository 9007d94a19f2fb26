"""Reablement: free for six weeks, on with a reason, and asked on day 91 and not before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.pathways.tests.catalogue import walking
from alongside.records import clock
from alongside.web.errors import Refused

GOALS = {"goal.1": "Make my own breakfast", "now.1": "some", "visits": "Twice a day", "told-free": "yes"}
LONGER = {"why": "Six of eight stairs", "until": "1 12 2026", "costs": "charged", "told-cost": "yes"}
ENDED = {"outcome": "independent", "goal-was.1": "Make my own breakfast", "how-far.1": "all"}


def begun(town: Any, days: int) -> int:
    """Somebody whose first visit was so many days ago, a day after they were referred."""
    at = clock.now() - timedelta(days=days)
    journey = walking.begin(town.alice, "reablement", happened_at=at - timedelta(days=1))
    walking.step(journey, "accept", happened_at=at)
    walking.fill(town.alice, "reablement-goals", journey, GOALS)
    walking.step(journey, "begin", owner=f"worker:{town.priya}", happened_at=at)
    return journey


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


@pytest.mark.parametrize(("days", "asked"), [(60, False), (90, True)])
def test_day_91_is_asked_on_day_91(town: Any, days: int, asked: bool) -> None:
    """Counted from the day they left hospital; asking before proves nothing (R-099)."""
    journey = begun(town, days)
    walking.fill(town.alice, "reablement-outcome", journey, ENDED)
    walking.step(journey, "finish")
    assert walking.letters(journey)["reablement-ended"]["decision"] == "You manage without further support."
    walking.issue(journey)
    if asked:
        assert walking.step(journey, "day 91", outcome="home")["stage"] == "done"
    else:
        with pytest.raises(Refused, match="day 91 has come"):
            walking.step(journey, "day 91", outcome="home")
