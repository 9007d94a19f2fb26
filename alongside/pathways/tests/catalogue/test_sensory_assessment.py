"""Sensory: spoken with in their own way, by whoever is trained for it, and offered the register."""

from __future__ import annotations

from typing import Any

from alongside.pathways.tests.catalogue import walking

TRIAGE = {"priority": "3", "reason": "Stable", "safe-to-wait": "yes"}
SEEN = {
    "how-spoke": "hands",
    "deafblind": "yes",
    "specialist": "Mei, who has the deafblind diploma",
    "certificate": "yes",
    "register": "wants",
    "wishes": "To go to the shop alone",
    "helps": ["mobility"],
    "reasons": "You see what is straight in front of you.",
}


def test_whoever_wants_to_be_registered_is_owed_it(town: Any) -> None:
    """Registering is owed once it is wanted (Care Act 2014 s77), and so is a first lesson."""
    journey = walking.begin(town.alice, "sensory-assessment")
    walking.fill(town.alice, "triage", journey, TRIAGE)
    walking.step(journey, "triage")
    walking.step(journey, "allocate", owner=f"worker:{town.priya}")
    walking.step(journey, "speak")
    walking.fill(town.alice, "sensory", journey, SEEN)
    assert walking.step(journey, "teach")["stage"] == "training"
    assert {"on the register", "first lesson", "what was found"} <= walking.owed(journey).keys()
    assert walking.letters(journey)["sensory-outcome"]["decision"].startswith("This would help you: ")
    assert walking.following(journey) == set(), "no equipment was asked for"
