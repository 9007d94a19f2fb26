"""What somebody is told of a major adaptation: how to keep safe meanwhile, and the decision on the grant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import said_of


def decision(answers: Answers) -> str:
    """The most important fact, in a sentence."""
    if "approved" in answers.chosen("decision"):
        return f"Your grant is approved: {_amount(answers, 'grant')}."
    return "Your application for a grant is refused."


def what_follows(answers: Answers) -> list[str]:
    """What the person may count on now."""
    if "approved" in answers.chosen("decision"):
        return [
            "We tell you who does the works and when they begin. They are to be finished within twelve months.",
            "When they are finished we see with you whether it does what it is for.",
        ]
    return ["You can apply again if things change. We still help you to find what else would help."]


def money(answers: Answers) -> str:
    """What the works cost, what the grant pays, what the person pays and who pays the rest."""
    told = [
        f"The works cost {_amount(answers, 'cost')}." if answers.written("cost") else "",
        f"You pay {_amount(answers, 'share')}." if answers["share"].value else "You pay nothing.",
        f"What is above the grant: {answers.said('above')}." if answers.written("above") else "",
    ]
    return " ".join(filter(None, told)) if "approved" in answers.chosen("decision") else ""


def _amount(answers: Answers, key: str) -> str:
    """An amount once, kept in pence."""
    return f"£{int(answers[key].value or 0) / 100:,.2f}"


FORMS: Mapping[str, Mapping[str, Callable[[Answers], Any]]] = {
    "adaptation-request": {
        "how to keep safe": lambda answers: answers.said("advice"),
        "arranged meanwhile": lambda answers: "\n\n".join(said_of(answers, "interim-plan")),
    },
    "adaptation-grant": {
        "decision": decision,
        "money": money,
    },
}
FOLLOWS = {"adaptation-grant": what_follows}
