"""What the person is told of occupational therapy: how to keep safe until somebody comes, and what would help then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import said_of, table

VIEWS = {
    "wants": "You want this.",
    "unsure": "You are not sure about this.",
    "refuses": "You do not want this.",
}


def decision(answers: Answers) -> str:
    """The most important fact, in a sentence."""
    count = len(answers.rows("recommendations"))
    if not count:
        return "You manage with what you have. We recommend nothing else now."
    return f"We agreed with you what would help: {count} thing{'s' if count > 1 else ''}."


def what_follows(answers: Answers) -> list[str]:
    """What the person may count on now."""
    wanted = any("wants" in answers.chosen("their-view", row) for row in answers.rows("recommendations"))
    told = ["We order nothing for your home that you have not agreed to."] if wanted else []
    by = answers.said("check-on")
    looks = "nothing" not in answers.chosen("check-how") and answers.rows("recommendations")
    again = [f"We will ask you how it works{f' by {by}' if by else ''}."] if looks else []
    return [*told, *again, "If things change, you can ask us to come again at any time."]


def recommendations(answers: Answers) -> Mapping[str, Any] | str:
    """Each recommendation: what it is for, and what the person said to it."""
    rows = [
        [
            answers.said("recommended", row),
            answers.said("what-for", row),
            " ".join(VIEWS[code] for code in answers.chosen("their-view", row) if code in VIEWS),
        ]
        for row in answers.rows("recommendations")
    ]
    return table(["What would help", "What it is for", "What you said"], rows)


def handling(answers: Answers) -> str:
    """How whoever helps moves the person safely."""
    return "\n\n".join(said_of(answers, "handling-plan"))


FORMS: Mapping[str, Mapping[str, Callable[[Answers], Any]]] = {
    "therapy-triage": {
        "how to keep safe": lambda answers: answers.said("advice"),
        "arranged meanwhile": lambda answers: "\n\n".join(said_of(answers, "interim-plan")),
    },
    "occupational-therapy": {
        "decision": decision,
        "own words": lambda answers: "\n\n".join(said_of(answers, "wishes", "own-words")),
        "recommendations": recommendations,
        "handling": handling,
    },
}
FOLLOWS = {"occupational-therapy": what_follows}
