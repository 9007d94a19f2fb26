"""What somebody is told when they leave hospital: who comes first, whom to ring, what is arranged and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers


def decision(answers: Answers) -> str:
    """The most important fact, in a sentence."""
    place, first = answers.said("place"), answers.said("first-help")
    if place:
        return f"You leave hospital and go to: {place}."
    return f"You go home. First: {first}." if first else "You go home."


def what_follows(answers: Answers) -> list[str]:
    """What the person may count on now."""
    told = ["We ring you within two working days and ask how it is."]
    if "accepted" in answers.chosen("reablement"):
        told.append("Reablement helps you to do things for yourself again. It is free for up to six weeks.")
    if answers.written("place"):
        told.append("Nothing is decided for good. We assess with you what you need once you are there.")
    return told


def pays(answers: Answers) -> str:
    """Who pays for a bed until a decision, and by when it is made."""
    who, by = answers.said("funder"), answers.said("funder-by")
    if not answers.written("funder"):
        return ""
    return f"Until it is decided, this pays for it: {who}. It is decided by {by}." if by else f"{who}."


FORMS: Mapping[str, Mapping[str, Callable[[Answers], Any]]] = {
    "hospital-discharge": {
        "decision": decision,
        "who pays": pays,
        "own words": lambda answers: answers.said("wishes"),
    }
}
FOLLOWS = {"hospital-discharge": what_follows}
