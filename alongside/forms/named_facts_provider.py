"""What may be said of a review that a provider made: named facts, asked of its answers.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms.rules.answers import Answers
from alongside.records.facts import fact

REVIEW = "form provider-review"
CHANGES = frozenset({"increase", "decrease", "change-setting"})


@fact(
    "review gives its reasons",
    "What is proposed has its reasons in writing and, where more or less is asked for, the day from which.",
    about=REVIEW,
)
def _reasons(of: Answers) -> bool | None:
    dated = of.written("from-when") or not of.chosen("outcome") & CHANGES
    return of.written("outcome") and of.written("reasons") and dated
