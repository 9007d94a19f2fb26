"""Occupational therapy: two lanes, safety advice for everybody who waits, and nothing ordered that nobody wanted."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.pathways.tests.catalogue import walking
from alongside.web.errors import Refused

URGENT = {
    "priority": "1",
    "reason": "Home today, cannot climb the stairs",
    "safe-to-wait": "no",
    "advice": "Stay downstairs until we come.",
    "interim": ["equipment"],
    "interim-plan": "A bed and a commode downstairs tonight",
}
SEEN = {
    "wishes": "To wash by herself",
    "reasons": "You slip when you get into the bath.",
    "recommended.1": "A grab rail",
    "what-kind.1": "minor-adaptation",
    "what-for.1": "Getting out of the bath",
    "their-view.1": "wants",
}


@pytest.fixture
def asked(town: Any) -> int:
    return walking.begin(town.alice, "occupational-therapy")


def test_whoever_waits_is_told_how_to_keep_safe(town: Any, asked: int) -> None:
    """The advice goes out with the triage, and is owed until it has (R-109, G-20); urgent is its own lane (R-105)."""
    walking.fill(town.alice, "therapy-triage", asked, URGENT)
    with pytest.raises(Refused, match="therapy can be planned"):
        walking.step(asked, "triage as planned")
    assert walking.step(asked, "triage as urgent")["stage"] == "urgent list"
    assert walking.letters(asked)["keeping-safe"]["how to keep safe"] == "Stay downstairs until we come."
    assert walking.owed(asked)["how to keep safe"] == "G-20"
    assert walking.stand(asked).priority == 1


def test_the_person_reads_what_would_help_and_what_it_is_for(town: Any, asked: int) -> None:
    """What was recommended goes to the person in writing, with what they said to it (R-105, G-03)."""
    walking.fill(town.alice, "therapy-triage", asked, URGENT)
    walking.step(asked, "triage as urgent")
    walking.step(asked, "allocate", owner=f"worker:{town.priya}")
    walking.step(asked, "visit")
    walking.fill(town.alice, "occupational-therapy", asked, SEEN)
    walking.step(asked, "recommend")
    told = walking.letters(asked)["therapy-recommendations"]
    assert told["recommendations"]["rows"] == [["A grab rail", "Getting out of the bath", "You want this."]]
    assert "You slip" in told["reasons"]
    assert {"what was agreed", "a look whether it works"} <= walking.owed(asked).keys()
