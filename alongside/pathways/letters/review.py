"""What the person is told of a review of their plan (R-019)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import said_of

OUTCOMES = {
    "no-change": "Your plan goes on as it is.",
    "increase": "You need more support than your plan gives.",
    "decrease": "You need less support than your plan gives.",
    "change-setting": "You may need to live somewhere else.",
    "end": "Your plan ends.",
    "chc": "The NHS takes over your care.",
    "safeguarding": "We are looking into something that worries us.",
    "reassess": "Your needs have changed, and we will assess them anew.",
}


def decision(answers: Answers) -> str:
    """The most important fact, in a sentence."""
    return next(
        (OUTCOMES[code] for code in answers.chosen("outcome") if code in OUTCOMES), "We reviewed your plan."
    )


def what_follows(answers: Answers) -> list[str]:
    """What happens after the review."""
    when = answers.said("from-when")
    changes = answers.chosen("outcome") & {"increase", "decrease", "change-setting"}
    told = (
        [f"We will change your plan{f' from {when}' if when else ''} and send it to you."] if changes else []
    )
    following = answers.said("next-review")
    again = f"by {following}" if following else "within 12 months"
    return [*told, f"We will look at your plan again {again}."]


GAPS: Mapping[str, Callable[[Answers], Any]] = {
    "decision": decision,
    "own words": lambda answers: answers.said("own-words"),
    "changed": lambda answers: "\n\n".join(said_of(answers, "what-changed")),
    "reasons": lambda answers: answers.said("reasons"),
    "reviewed on": lambda answers: answers.said("reviewed-on"),
}
OF_REVIEWS = ("review", "provider-review")
FORMS = dict.fromkeys(OF_REVIEWS, GAPS)
FOLLOWS = dict.fromkeys(OF_REVIEWS, what_follows)
