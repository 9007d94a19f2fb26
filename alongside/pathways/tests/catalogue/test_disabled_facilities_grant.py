"""Disabled Facilities Grants: owed where the two questions are answered yes, within the maximum, in six months."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.pathways.models import Promise
from alongside.pathways.rules.calendar import Calendar, Span, last_day
from alongside.pathways.tests.catalogue import walking
from alongside.records import clock
from alongside.web.errors import Refused

NEEDED = {
    "for-child": "no",
    "works": "A level access shower",
    "works-for": "Washing by herself",
    "tried": "A board across the bath; she cannot lift her legs",
    "priority": "3",
    "reason": "Safe at the basin",
    "advice": "Wash at the basin, sitting down.",
}
DECIDED = {
    "necessary": "yes",
    "practicable": "yes",
    "child": "no",
    "cost": "32,000",
    "share": "0",
    "grant": "32,000",
    "decision": "approved",
}


@pytest.fixture
def applied(town: Any) -> int:
    """Somebody who applied three weeks ago."""
    at = clock.now() - timedelta(days=21)
    journey = walking.begin(town.alice, "disabled-facilities-grant", happened_at=at)
    walking.fill(town.alice, "adaptation-request", journey, NEEDED)
    walking.step(journey, "write it down", happened_at=at)
    walking.step(journey, "apply", happened_at=at)
    return journey


def test_the_clock_of_six_months_runs_from_the_application(town: Any, applied: int) -> None:
    """From the day of the complete application, whenever it was written down; asking for more stops nothing (R-107)."""
    walking.step(applied, "ask for more", comment="A second quotation")
    owed = Promise.objects.for_system("test").get(journey=applied, name="the decision in six months")
    begun = clock.now() - timedelta(days=21)
    assert last_day(owed.due_at) == last_day(Calendar().due(begun, Span(6, "months")))
    assert walking.stand(applied).stage == "deciding"


def test_more_than_the_maximum_needs_somebody_who_pays_the_rest(town: Any, applied: int) -> None:
    """The most a grant may be is a figure of the council's, with its day and source."""
    walking.fill(town.alice, "adaptation-grant", applied, DECIDED)
    with pytest.raises(Refused, match="the grant is within the maximum"):
        walking.step(applied, "approve")


def test_the_rest_paid_otherwise_is_told(town: Any, applied: int) -> None:
    """The letter says the grant, their own share and who pays what is above it (s34)."""
    split = {"grant": "30,000", "above": "The council’s own assistance fund"}
    walking.fill(town.alice, "adaptation-grant", applied, DECIDED | split)
    walking.step(applied, "approve")
    told = walking.letters(applied)["adaptation-decision"]
    assert told["decision"] == "Your grant is approved: £30,000.00."
    assert told["money"].endswith("What is above the grant: The council’s own assistance fund.")
