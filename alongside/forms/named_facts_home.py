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


GOALS, LONGER, OUTCOME = "form reablement-goals", "form reablement-extension", "form reablement-outcome"


@fact(
    "goals are set with the person",
    "There is a goal, and how it is now is written, so that it can be seen to be reached.",
    about=GOALS,
)
def _goals(of: Answers) -> bool | None:
    rows = of.rows("goals")
    return bool(rows) and all(of.written("goal", row) and of.written("now", row) for row in rows)


@fact(
    "the longer reablement is explained",
    "It is written why it goes on and until when; where it may cost something, they were told before it began.",
    about=LONGER,
)
def _longer(of: Answers) -> bool | None:
    free = "nothing" in of.chosen("costs")
    return of.written("why") and of.written("until") and (free or of.yes("told-cost") is True)


@fact(
    "what follows reablement is arranged",
    "It is known how they live now, and where support follows, who gives it and from which day.",
    about=OUTCOME,
)
def _follows(of: Answers) -> bool | None:
    said = of.chosen("outcome")
    if not said:
        return None
    goes_on = said & {"lower", "same", "higher", "care-home"}
    return not goes_on or (of.written("follows") and of.written("follows-from"))


@fact(
    "whoever orders it may",
    "Each thing has a name and a purpose; what is complex or lifts a person was ordered by a therapist or a nurse.",
    about="form equipment",
)
def _prescribed(of: Answers) -> bool | None:
    rows = of.rows("items")
    told = all(of.written(key, row) for row in rows for key in ("item", "item-for", "item-kind"))
    hard = any(of.chosen("item-kind", row) & {"complex", "lifting"} for row in rows)
    skilled = bool(of.chosen("prescriber") & {"therapist", "nurse"})
    return bool(rows) and told and (skilled or not hard)


@fact("it lifts a person", "Something that was ordered lifts a person.", about="form equipment")
def _lifts(of: Answers) -> bool | None:
    return any("lifting" in of.chosen("item-kind", row) for row in of.rows("items"))


@fact(
    "they know what technology records",
    "Of each device it is written what it is for, what it records and who sees that.",
    about="form care-technology",
)
def _records(of: Answers) -> bool | None:
    rows = of.rows("devices")
    keys = ("device", "device-for", "device-sees")
    return bool(rows) and all(of.written(key, row) for row in rows for key in keys)
