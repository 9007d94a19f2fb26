"""What may be said of the forms of help at home: therapy, recovery, the way out of hospital. Asked of their answers.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Collection

from alongside.forms.rules.answers import Answers
from alongside.records.facts import fact

TRIAGE, THERAPY = "form therapy-triage", "form occupational-therapy"


@fact(
    "made safe until the visit",
    "The person can safely wait, or what keeps them safe meanwhile is arranged; and they were told how to keep safe.",
    about=TRIAGE,
)
def _safe(of: Answers) -> bool | None:
    safe = of.yes("safe-to-wait")
    if safe is None:
        return None
    arranged = safe or (of.written("interim") and of.written("interim-plan"))
    return arranged and of.written("advice")


@fact(
    "therapy recommendations are explained",
    "It is written what was found, and of each recommendation what it is for and what the person says to it.",
    about=THERAPY,
)
def _explained(of: Answers) -> bool | None:
    told = ("recommended", "what-kind", "what-for", "their-view")
    every = all(of.written(key, row) for row in of.rows("recommendations") for key in told)
    return of.written("reasons") and every


def _wanted(of: Answers, kinds: Collection[str]) -> bool:
    """Whether something of these kinds is recommended that the person does not refuse: silence is no agreement."""
    return any(
        not of.chosen("what-kind", row).isdisjoint(kinds) and "wants" in of.chosen("their-view", row)
        for row in of.rows("recommendations")
    )


@fact(
    "equipment is recommended",
    "Equipment or a minor adaptation is recommended, and the person wants it.",
    about=THERAPY,
)
def _equipment(of: Answers) -> bool | None:
    return _wanted(of, {"equipment", "minor-adaptation"})


@fact(
    "a major adaptation is recommended",
    "A major adaptation is recommended, and the person wants it.",
    about=THERAPY,
)
def _adaptation(of: Answers) -> bool | None:
    return _wanted(of, {"major-adaptation"})


@fact(
    "care technology is recommended",
    "Care technology is recommended, and the person wants it.",
    about=THERAPY,
)
def _technology(of: Answers) -> bool | None:
    return _wanted(of, {"technology"})


@fact("reablement is recommended", "Reablement is recommended, and the person wants it.", about=THERAPY)
def _reablement(of: Answers) -> bool | None:
    return _wanted(of, {"reablement"})


@fact("another home is recommended", "Another home is recommended, and the person wants it.", about=THERAPY)
def _housing(of: Answers) -> bool | None:
    return _wanted(of, {"housing"})
