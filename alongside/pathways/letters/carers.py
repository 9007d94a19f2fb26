"""What a copy of a carer's assessment says, from the answers of its form (R-032, R-036, G-05, G-07)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import assessed_on, outcome_table, said_of

FORM = "carers-assessment"
ELIGIBLE = "eligible"


def decision(answers: Answers) -> str:
    """The most important fact, in a sentence."""
    if ELIGIBLE in answers.chosen("decision"):
        return "You have needs of your own that the council must help you meet."
    return "The law does not ask the council to meet the needs we found. We can still help you find other support."


def what_follows(answers: Answers) -> list[str]:
    """What the carer may count on now."""
    if ELIGIBLE in answers.chosen("decision"):
        told = ["We will write a support plan with you. It says what help you will have, and from whom."]
    else:
        told = ["You can ask for another assessment at any time if things change."]
    if answers.yes("emergency-card"):
        told.append("We will send you an emergency card.")
    return [
        *told,
        "If you do not agree with something in this assessment, tell us: we will look at it again.",
    ]


def own_words(answers: Answers) -> str:
    """What the carer said."""
    return "\n\n".join(said_of(answers, "own-words", "good-day", "wishes", "work", "leisure"))


def contingency(answers: Answers) -> str:
    """Who takes over when they cannot care."""
    said = said_of(answers, "who-takes-over", "how-long", "whom-to-ring")
    return f"If you cannot care: {'; '.join(said)}." if said else ""


def effect(answers: Answers) -> str:
    """What caring does to them."""
    return "\n\n".join(said_of(answers, "does", "health-how"))


GAPS: Mapping[str, Callable[[Answers], Any]] = {
    "decision": decision,
    "own words": own_words,
    "caring": effect,
    "outcomes": lambda answers: outcome_table(answers, lambda _place: ""),
    "reasons": lambda answers: answers.said("reasons"),
    "contingency": contingency,
    "advice": lambda answers: answers.said("advice"),
    "assessed on": assessed_on,
    "copies to": lambda answers: ", ".join(said_of(answers, "copy-to")),
}
