"""What somebody is told of a sensory assessment, and of a direct payment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import pounds, said_of


def helps(answers: Answers) -> str:
    """What would help somebody who sees or hears little, in a sentence."""
    said = answers.said("helps")
    if not said or "nothing" in answers.chosen("helps"):
        return "We looked with you at how you manage. Nothing more is needed now."
    return f"This would help you: {said}."


def after_senses(answers: Answers) -> list[str]:
    """What the person may count on after a sensory assessment."""
    wants = "wants" in answers.chosen("register")
    register = ["We put you on the register of people with a vision impairment."] if wants else []
    return [*register, "If things change, you can ask us to come again at any time."]


def paid(answers: Answers) -> str:
    """The decision on a direct payment, in a sentence."""
    if "agreed" in answers.chosen("decision"):
        return f"You receive a direct payment: {pounds(answers, 'amount')}."
    return "You cannot have a direct payment for this."


def after_decision(answers: Answers) -> list[str]:
    """What the person may count on after the decision on a direct payment."""
    if "agreed" in answers.chosen("decision"):
        return [
            "We pay for the first time within 15 working days.",
            "Within six months of the first payment we look with you at how it works.",
            "If you find it hard, tell us: somebody helps you, and you can have a service instead.",
        ]
    return ["We still meet your needs, with a service. You can ask again if things change."]


def terms(answers: Answers) -> str:
    """How it is paid, and what is taken off first."""
    return ". ".join(said_of(answers, "how-often", "into", "net"))


FORMS: Mapping[str, Mapping[str, Callable[[Answers], Any]]] = {
    "sensory": {
        "decision": helps,
        "own words": lambda answers: answers.said("wishes"),
    },
    "direct-payment": {
        "decision": paid,
        "terms": terms,
    },
}
FOLLOWS = {"sensory": after_senses, "direct-payment": after_decision}
