"""Direct payments: refused only where the law allows, agreed with what happens when they fail, looked at in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.pathways.models import Promise
from alongside.pathways.rules.calendar import Calendar, Span, last_day
from alongside.pathways.tests.catalogue import walking
from alongside.records import clock
from alongside.web.errors import Refused

MET = {
    "who-receives": "themselves",
    "requested": "yes",
    "excluded": "no",
    "manages": "with-help",
    "appropriate": "yes",
    "amount": "240",
    "fails": "The agency steps in",
    "told": "yes",
    "decision": "agreed",
}


def submitted(town: Any, days: int = 0, **said: str) -> int:
    """A direct payment that was put to the manager so many days ago."""
    at = clock.now() - timedelta(days=days)
    journey = walking.begin(town.alice, "direct-payment", happened_at=at)
    walking.fill(town.alice, "direct-payment", journey, MET | said)
    walking.step(journey, "submit", happened_at=at)
    return journey


def test_what_a_council_would_rather_do_is_no_reason(town: Any) -> None:
    """Where every condition is met, there is nothing to refuse it with (Care Act 2014 s31, R-111)."""
    journey = submitted(town, decision="refused", reasons="We prefer our agency")
    with pytest.raises(Refused, match="refused with reasons"):
        walking.step(journey, "refuse")


def test_a_refusal_says_why(town: Any) -> None:
    """The reasons go to the person in writing (G-17)."""
    journey = submitted(
        town, decision="refused", manages="cannot", reasons="Nobody could be found to help you"
    )
    walking.step(journey, "refuse")
    told = walking.letters(journey)["direct-payment-decision"]
    assert told["decision"] == "You cannot have a direct payment for this."
    assert told["reasons"] == "Nobody could be found to help you"


def test_the_first_look_is_owed_within_six_months_of_the_first_payment(town: Any) -> None:
    """Not of the agreement, and each later one within twelve months of the last (SI 2014/2871 reg 7)."""
    journey = submitted(town, days=60)
    paid, looked = (clock.now() - timedelta(days=each) for each in (40, 5))
    walking.step(journey, "agree", happened_at=clock.now() - timedelta(days=50))
    walking.step(journey, "pay", happened_at=paid)
    assert _due(journey, "the first look") == last_day(Calendar().due(paid, Span(6, "months")))
    walking.step(journey, "look at it", happened_at=looked, comment="Works, with a new assistant")
    assert _due(journey, "a look each year") == last_day(Calendar().due(looked, Span(12, "months")))
    assert "the first look" not in walking.owed(journey)


def _due(journey: int, name: str) -> Any:
    return last_day(Promise.objects.for_system("test").get(journey=journey, name=name).due_at)
