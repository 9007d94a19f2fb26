"""What the person is told they pay, and how it was worked out (Care Act 2014 s17(6), R-059)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import pounds

FORM = "financial-assessment"
PAYS = {
    "nothing": "You pay nothing towards your care and support.",
    "full-cost": "You pay the full cost of your care and support.",
    "no-figures": "You pay the full cost of your care and support, because we do not have your figures.",
}


def you_pay(answers: Answers) -> str:
    """The most important fact, in a sentence."""
    if "contribution" in answers.chosen("result"):
        return f"You pay {pounds(answers, 'pays')} towards your care and support."
    return next((PAYS[code] for code in answers.chosen("result") if code in PAYS), "")


def what_follows(_answers: Answers) -> list[str]:
    """Nothing happens to what they have."""
    return ["The help that you have goes on."]


GAPS: Mapping[str, Callable[[Answers], Any]] = {
    "you pay": you_pay,
    "from day": lambda answers: answers.said("pays-from"),
    "worked out": lambda answers: answers.said("worked-out"),
}
