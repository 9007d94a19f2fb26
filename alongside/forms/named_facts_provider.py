"""What may be said of a provider's review and of a search for care: named facts, asked of the answers of their forms.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms.rules.answers import Answers
from alongside.records.facts import fact

REVIEW, SEARCH = "form provider-review", "form brokerage"
CHANGES = frozenset({"increase", "decrease", "change-setting"})


@fact(
    "review gives its reasons",
    "What is proposed has its reasons in writing and, where more or less is asked for, the day from which.",
    about=REVIEW,
)
def _reasons(of: Answers) -> bool | None:
    dated = of.written("from-when") or not of.chosen("outcome") & CHANGES
    return of.written("outcome") and of.written("reasons") and dated


@fact(
    "choice is theirs",
    "The person chose, and where somebody pays more there was one within the budget (SI 2014/2670 reg 3).",
    about=SEARCH,
)
def _choice(of: Answers) -> bool | None:
    chosen = of.written("choice") and of.written("chosen")
    return chosen and (of.yes("more-paid") is False or of.yes("affordable") is True)


@fact(
    "reason is known why nobody is found",
    "It is written who was asked and why nobody can do it.",
    about=SEARCH,
)
def _nobody(of: Answers) -> bool | None:
    return of.written("asked") and of.written("no-match")
