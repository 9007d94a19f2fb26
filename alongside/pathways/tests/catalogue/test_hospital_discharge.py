"""Out of hospital: a delay counted from the last ready date, whoever cares asked, and help there on the first day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.pathways.models import Wait
from alongside.pathways.tests.catalogue import walking
from alongside.records import clock
from alongside.web.errors import Refused

HOME = {
    "involved": "themselves",
    "choices": "Home with help, or without",
    "unpaid-carer": "yes",
    "carer-agrees": "partly",
    "carer-offered": "yes",
    "equipment": "no",
    "reablement": "accepted",
    "first-help": "Mei, at four o’clock",
    "ring": "the night team, 01632 960199",
    "plan-already": "no",
}


def days_ago(days: int) -> dict[str, Any]:
    return {"happened_at": clock.now() - timedelta(days=days)}


@pytest.fixture
def ready(town: Any) -> int:
    """Ready nine days ago, ill again, and ready once more three days ago."""
    journey = walking.begin(town.alice, "hospital-discharge", **days_ago(12))
    walking.step(journey, "speak", owner=f"worker:{town.priya}", **days_ago(11))
    walking.step(journey, "become ready", **days_ago(9))
    walking.step(journey, "need hospital again", comment="A fever", **days_ago(7))
    walking.step(journey, "become ready", **days_ago(3))
    return journey


def test_the_delay_is_counted_from_the_last_ready_date(town: Any, ready: int) -> None:
    """Delay: from the start of the final period in which the hospital was not needed (R-163, R-165)."""
    walking.fill(town.alice, "hospital-discharge", ready, HOME)
    walking.step(ready, "leave on pathway 1")
    mine = (
        Wait.objects.for_system("test")
        .filter(journey=ready, name="ready and still there")
        .order_by("started_on")
    )
    assert [(wait.stopped_on - wait.started_on).days for wait in mine if wait.stopped_on] == [2, 3]


def test_home_comes_with_reablement_and_a_call(town: Any, ready: int) -> None:
    """Reablement begins with the day they left; the first night has a number; somebody rings (R-095, R-167, G-14)."""
    walking.fill(town.alice, "hospital-discharge", ready, HOME)
    walking.step(ready, "leave on pathway 1", **days_ago(1))
    assert walking.following(ready) == {"reablement"}
    told = walking.letters(ready)["leaving-hospital"]
    assert told["decision"] == "You go home. First: Mei, at four o’clock."
    assert {"a call after leaving", "what is arranged"} <= walking.owed(ready).keys()


def test_nobody_leaves_to_somebody_who_was_never_asked(town: Any, ready: int) -> None:
    """Whoever is to care was asked and offered an assessment of their own (Care Act 2014 s74, G-06)."""
    walking.fill(town.alice, "hospital-discharge", ready, HOME | {"carer-agrees": "not-asked-yet"})
    with pytest.raises(Refused, match="whoever cares was asked and offered"):
        walking.step(ready, "leave on pathway 1")
