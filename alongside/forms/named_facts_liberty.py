"""What may be said of the forms of a deprivation of liberty: named facts, asked of their answers.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from datetime import date

from alongside.forms.rules import liberty
from alongside.forms.rules.answers import Answers
from alongside.forms.workings import working
from alongside.records.facts import fact

DECISION = "form dols-decision"


@working("dols priority")
def dols_priority(of: Answers) -> list[str]:
    """What the screening tool suggests."""
    high, medium, low = (of.chosen(key) - {"none"} for key in ("high", "medium", "low"))
    return [liberty.screen(of.yes("urgent"), high, medium, low).sentence]


@fact(
    "six requirements are assessed",
    "All six requirements are assessed, by two people at least, and mental health by another than best interests "
    "(Mental Capacity Act 2005 sch A1 para 129).",
    about=DECISION,
)
def _assessed(of: Answers) -> bool | None:
    by = [_name(of, "interests-assessor"), _name(of, "health-assessor")]
    if not all(of.written(key) for key in liberty.REQUIREMENTS) or "" in by:
        return None
    return by[0] != by[1]


def _name(of: Answers, key: str) -> str:
    return " ".join(of.said(key).split()).casefold()


@fact(
    "authorisation is lawful",
    "It is authorised because all six requirements are met, for no longer than was recommended and twelve months, with "
    "the reasons in writing.",
    about=DECISION,
)
def _lawful(of: Answers) -> bool | None:
    if of.chosen("decision") != {"granted"}:
        return False if of.written("decision") else None
    if not all(of.chosen(key) & liberty.MET for key in liberty.REQUIREMENTS):
        return False
    days = [of[key].value for key in ("from-when", "until", "recommended-until")]
    if None in days or not of.written("reasons"):
        return None
    return liberty.within_the_law(*(date.fromisoformat(day) for day in days))


@fact(
    "refusal names the requirement",
    "It is not authorised because one of the six requirements is not met, with the reasons in writing.",
    about=DECISION,
)
def _refused(of: Answers) -> bool | None:
    not_met = any("not-met" in of.chosen(key) for key in liberty.REQUIREMENTS)
    return of.chosen("decision") == {"not-granted"} and not_met and of.written("reasons")


@fact("conditions are attached", "The authorisation is given under conditions.", about=DECISION)
def _conditions(of: Answers) -> bool | None:
    return of.written("conditions")
