"""What the person is told of their appeal against what the panel decided (R-023, G-17)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import said_of

DECIDED = {
    "upheld": "You were right to appeal. We decided anew, as you asked.",
    "in-part": "You were right in part. We decided that part anew.",
    "not-upheld": "We looked at all of it again and come to the same decision.",
}


def decision(answers: Answers) -> str:
    """The most important fact, in a sentence."""
    return next((DECIDED[code] for code in answers.chosen("decision") if code in DECIDED), "")


def what_follows(answers: Answers) -> list[str]:
    """What the person may count on now."""
    if answers.chosen("decision") & {"upheld", "in-part"}:
        return [*said_of(answers, "follows"), "Your worker changes your plan with you and sends it to you."]
    return ["What you have now goes on."]


FORMS: Mapping[str, Mapping[str, Callable[[Answers], Any]]] = {
    "panel-appeal": {
        "what you said": lambda answers: "\n\n".join(said_of(answers, "disagrees-with", "wants", "new")),
    },
    "panel-appeal-answer": {"decision": decision, "reasons": lambda answers: answers.said("reasons")},
}
FOLLOWS = {"panel-appeal-answer": what_follows}
