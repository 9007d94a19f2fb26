"""A home and a life outside it: nothing passed on unasked, and the same questions before and after."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.pathways.tests.catalogue import walking
from alongside.web.errors import Refused


def test_housing_hears_only_what_the_person_wants_told(town: Any) -> None:
    """The duty to refer asks for consent (Housing Act 1996 s213B); without a home, tonight is owed today (R-156)."""
    journey = walking.begin(town.alice, "housing-need")
    walking.fill(town.alice, "housing-need", journey, {"homeless": "tonight", "consent": "no-consent"})
    with pytest.raises(Refused, match="housing may be told"):
        walking.step(journey, "bring to housing")
    another = walking.begin(town.alice, "housing-need")
    walking.fill(town.alice, "housing-need", another, {"homeless": "tonight", "consent": "yes-all"})
    walking.step(another, "bring to housing")
    assert walking.owed(another)["somewhere tonight"] == "G-78"


def test_the_same_questions_before_and_after(town: Any) -> None:
    """An outcome is a difference: without a first answer there is none (R-076, R-077)."""
    journey = walking.begin(town.alice, "prevention")
    walking.step(journey, "join", comment="The walking group")
    walking.fill(town.alice, "wellbeing-later", journey, {"satisfied": "7"})
    with pytest.raises(Refused, match="wellbeing was asked about"):
        walking.step(journey, "ask the same again")
    walking.fill(town.alice, "wellbeing", journey, {"satisfied": "4"})
    assert walking.step(journey, "ask the same again")["stage"] == "helped"
