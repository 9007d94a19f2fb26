"""What a copy of a support plan says: the contents of the Care Act 2014 s25, most important first (R-018, R-111)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms.rules.answers import Answers
from alongside.pathways.letters.telling import pounds, said_of, table

FORM = "support-plan"


def decision(answers: Answers) -> str:
    """The most important fact, in a sentence."""
    starts = answers.said("starts-on")
    return f"Your plan is agreed{f' and starts on {starts}' if starts else ''}."


def what_follows(answers: Answers) -> list[str]:
    """What the person may count on now."""
    told = [
        "We will ask you within 8 weeks how the plan works, and look at all of it at least every 12 months."
    ]
    if "not-assessed" in answers.chosen("contribution-state"):
        told.insert(
            0,
            "We have not yet worked out what you pay. We will write to you before we ask for anything.",
        )
    return told


def needs(answers: Answers) -> Mapping[str, Any] | str:
    """Each need: whether it is eligible, who meets it and how (s25(1)(a) to (c))."""
    rows = [
        [
            answers.said("need", place),
            "Yes" if answers.yes("eligible", place) else "No",
            ". ".join(filter(None, (answers.said("met-by", place), answers.said("how", place)))),
        ]
        for place in answers.rows("needs")
    ]
    return table(["What you need", "Must the council meet it?", "Who meets it, and how"], rows)


def budget(answers: Answers) -> str:
    """The three amounts of s26(1), or that one of them is not yet known."""
    cost, state = pounds(answers, "cost"), answers.chosen("contribution-state")
    pays = {
        "assessed": f"You pay {pounds(answers, 'contribution')}.",
        "not-assessed": "Contribution not yet assessed: we will send you this statement again when it is.",
        "nothing": "You pay nothing.",
        "section-117": "This is aftercare under section 117: you pay nothing.",
    }
    said = [f"Meeting your needs costs the council {cost}." if cost else "", *(pays[code] for code in state)]
    council = _council_pays(answers)
    return " ".join(filter(None, [*said, council]))


def _council_pays(answers: Answers) -> str:
    cost, own = answers["cost"].value, answers["contribution"].value
    if "assessed" not in answers.chosen("contribution-state") or cost is None or own is None:
        return ""
    return f"The council pays £{(int(cost) - int(own)) / 100:,.2f} a week."


def direct_payment(answers: Answers) -> str:
    """What was said of a direct payment (s25(2))."""
    return "\n\n".join(
        [*said_of(answers, "dp-answer", "dp-why"), *filter(None, [pounds(answers, "dp-amount")])]
    )


def contingency(answers: Answers) -> str:
    """Who steps in when the usual help fails."""
    said = said_of(answers, "contingency-who", "contingency-when", "provider-fails")
    return f"If your usual help cannot come: {'; '.join(said)}." if said else ""


GAPS: Mapping[str, Callable[[Answers], Any]] = {
    "decision": decision,
    "wishes": lambda answers: answers.said("wishes"),
    "needs": needs,
    "budget": budget,
    "direct payment": direct_payment,
    "contingency": contingency,
    "advice": lambda answers: answers.said("advice"),
    "contact": lambda answers: answers.said("contact"),
    "agreement": lambda answers: "\n\n".join(said_of(answers, "agrees", "disagrees-why")),
}
