"""What the person is told of reablement: the goals and until when it is free, why it goes on, what they reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import said_of, table

ENDED = {
    "independent": "You manage without further support.",
    "lower": "You need less support than before.",
    "same": "You need as much support as before.",
    "higher": "You need more support than before.",
    "care-home": "You live in a care home now.",
    "hospital": "Reablement stopped because you are in hospital.",
    "nhs": "The NHS goes on helping you.",
    "self-funded": "You go on with support that you arrange yourself.",
}


def decision(answers: Answers) -> str:
    """The most important fact, in a sentence."""
    told = (ENDED[code] for code in answers.chosen("outcome") if code in ENDED)
    return next(told, "Your reablement has ended.")


def what_follows(answers: Answers) -> list[str]:
    """Who goes on helping, and that somebody asks again."""
    who, when = answers.said("follows"), answers.said("follows-from")
    goes_on = [f"{who} helps you{f' from {when}' if when else ''}."] if who else []
    return [
        *goes_on,
        "About three months after it began we will ask you how you live.",
        "If things change, you can ask us for help at any time.",
    ]


def reached(answers: Answers) -> Mapping[str, Any] | str:
    """Each goal, and how far it was reached."""
    rows = [[answers.said("goal-was", row), answers.said("how-far", row)] for row in answers.rows("reached")]
    return table(["Your goal", "Did you reach it?"], rows)


def costs(answers: Answers) -> str:
    """What it costs after the free weeks."""
    if "charged" in answers.chosen("costs"):
        return "After the free weeks you may have to pay. We work out what you can afford and tell you before you pay."
    return "You pay nothing for it."


FORMS: Mapping[str, Mapping[str, Callable[[Answers], Any]]] = {
    "reablement-goals": {
        "goals": lambda answers: [answers.said("goal", row) for row in answers.rows("goals")],
    },
    "reablement-extension": {
        "why it goes on": lambda answers: answers.said("why"),
        "costs": costs,
    },
    "reablement-outcome": {
        "decision": decision,
        "reached": reached,
        "own words": lambda answers: "\n\n".join(said_of(answers, "own-words")),
    },
}
FOLLOWS = {"reablement-outcome": what_follows}
