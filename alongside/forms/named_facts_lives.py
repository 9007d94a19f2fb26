"""What may be said of the forms on how somebody lives: growing up, near to a hospital, far from home, autistic.

Named facts, asked of the answers. A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms.rules.answers import Answers
from alongside.records.facts import fact

TRANSITION, REGISTER, AUTISM = "form transition", "form dynamic-support", "form autism-support"


@fact(
    "timing is decided with reasons",
    "It is written whether it is of significant benefit to assess now and why and, where not yet, when it is looked at "
    "again (Care Act 2014 ss 58 and 59).",
    about=TRANSITION,
)
def _timing(of: Answers) -> bool | None:
    said = of.written("benefit") and of.written("benefit-why")
    return said and (of.chosen("benefit") == {"now"} or of.written("look-again"))


@fact(
    "day after eighteen is written",
    "It is written what was decided, what the young person has on the day after, and whom they ring "
    "(Care Act 2014 s66).",
    about=TRANSITION,
)
def _after(of: Answers) -> bool | None:
    return all(of.written(key) for key in ("decision", "what-follows", "worker-after"))


@fact(
    "it is written who does what",
    "Who does what until the next time is written, and the one person to ring.",
    about=REGISTER,
)
def _who(of: Answers) -> bool | None:
    return of.written("actions") and of.written("key-worker")


@fact("somebody turned them away", "It is written who turned the person away and why.", about=AUTISM)
def _away(of: Answers) -> bool | None:
    return of.written("turned-away")
