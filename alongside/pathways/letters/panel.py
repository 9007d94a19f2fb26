"""What the person is told of the panel's decision: what, why, and how to appeal (R-023, G-22)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import pounds, said_of

DECIDED = {
    "agreed": "The panel agreed to what was asked for.",
    "in-part": "The panel agreed to part of what was asked for.",
    "not-agreed": "The panel did not agree to what was asked for.",
}


def decision(answers: Answers) -> str:
    """The most important fact, in a sentence, with the amount where one was agreed."""
    said = next((DECIDED[code] for code in answers.chosen("decision") if code in DECIDED), "")
    amount, when = pounds(answers, "agreed-amount"), answers.said("effective")
    if not amount:
        return said
    return f"{said} It agreed {amount}{f' from {when}' if when else ''}."


def what_follows(answers: Answers) -> list[str]:
    """What can be done about it."""
    if answers.chosen("decision") & {"agreed", "in-part"}:
        return ["Your worker will change your plan and send it to you."]
    return ["What you have now goes on.", "If you do not agree, you can appeal: see below."]


FORMS: Mapping[str, Mapping[str, Callable[[Answers], Any]]] = {
    "panel": {
        "asked": lambda answers: answers.said("asked"),
        # Who asked, where that was a provider: only then is the letter to them written.
        "provider": lambda answers: (
            answers.said("provider-asked") * ("provider" in answers.chosen("asked-by"))
        ),
        "person says": lambda answers: "\n\n".join(said_of(answers, "person-says")),
    },
    "panel-decision": {"decision": decision, "reasons": lambda answers: answers.said("reasons")},
}
FOLLOWS = {"panel-decision": what_follows}
