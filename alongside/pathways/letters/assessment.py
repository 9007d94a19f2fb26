"""What a copy of a needs assessment says, from the answers of its form (R-015, R-018, G-03).

It speaks to the person: what was decided and what happens next come first. What an unpaid carer said in confidence is
not among these answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import assessed_on, outcome_table, said_of

FORM = "needs-assessment"
ELIGIBLE = "eligible"


def decision(answers: Answers) -> str:
    """The most important fact, in a sentence."""
    if ELIGIBLE in answers.chosen("decision"):
        return "You have needs that the council must help you meet."
    return "The law does not ask the council to meet the needs we found. We can still help you find other support."


def what_follows(answers: Answers) -> list[str]:
    """What the person may count on now."""
    if ELIGIBLE in answers.chosen("decision"):
        return [
            "We will write a care and support plan with you. It says what help you will have, and from whom.",
            "We may ask about your money first, to work out what you pay. You can have urgent help before that.",
            "If you do not agree with something in this assessment, tell us: we will look at it again.",
        ]
    return [
        "You can ask for another assessment at any time if things change.",
        "If you do not agree with this decision, tell us: we will look at it again, and you can complain.",
    ]


def own_words(answers: Answers) -> str:
    """What the person said, as it was written down."""
    told = [answers.said("said", place) for place in answers.rows("own-words")]
    return "\n\n".join([*filter(None, told), *said_of(answers, "matters-most", "good-day", "wishes")])


def strengths(answers: Answers) -> str:
    """What they can do, and who and what helps already."""
    return "\n\n".join(said_of(answers, "strengths", "network", "could-help"))


def outcomes(answers: Answers) -> Mapping[str, Any] | str:
    """Each outcome with what was found, and whether somebody unpaid meets it."""

    def met(place: int) -> str:
        return "Your unpaid carer helps with this" if answers.yes("met-by-carer", place) else ""

    return outcome_table(answers, met)


def contingency(answers: Answers) -> str:
    """Who steps in when the usual help fails."""
    said = said_of(answers, "contingency-who", "contingency-when")
    return f"If your usual help cannot come: {'; '.join(said)}." if said else ""


def risks(answers: Answers) -> list[str]:
    """Each risk that was spoken of, with what is done about it."""
    told = []
    for place in answers.rows("risks"):
        risk, done = answers.said("risk", place), answers.said("mitigation", place)
        told.append(f"{risk}: {done}" if done else risk)
    return [each for each in told if each]


def carer(answers: Answers) -> str:
    """What is told of whoever helps without being paid."""
    if answers.yes("unpaid-carer") is not True:
        return ""
    offered = "We offered them an assessment of their own." if answers.yes("carer-offered") else ""
    return "\n\n".join(filter(None, (answers.said("carer-does"), offered)))


GAPS: Mapping[str, Callable[[Answers], Any]] = {
    "decision": decision,
    "own words": own_words,
    "strengths": strengths,
    "outcomes": outcomes,
    "reasons": lambda answers: answers.said("reasons"),
    "contingency": contingency,
    "risks": risks,
    "carer": carer,
    "advice": lambda answers: answers.said("advice"),
    "assessed on": assessed_on,
    "copies to": lambda answers: ", ".join(said_of(answers, "copy-to", "copy-names")),
}
