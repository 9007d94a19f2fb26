"""What may be said of the forms of the sensory team and of direct payments: named facts, asked of their answers.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms.rules.answers import Answers
from alongside.records.facts import fact

SENSORY, PAYMENT = "form sensory", "form direct-payment"


@fact(
    "the sensory assessment is lawful",
    "It is written how you spoke with each other and what was found; somebody deafblind is assessed by whoever is "
    "trained for it; and with a certificate they were asked about the register.",
    about=SENSORY,
)
def _assessed(of: Answers) -> bool | None:
    deafblind = of.yes("deafblind")
    if deafblind is None:
        return None
    trained = not deafblind or of.written("specialist")
    asked = of.yes("certificate") is not True or of.written("register")
    return trained and asked and of.written("how-spoke") and of.written("reasons")


@fact(
    "the conditions of a direct payment are met",
    "It was asked for, nothing excludes it, whoever receives it can manage it alone or with help, and it is an "
    "appropriate way to meet the need (Care Act 2014 s31 and s32).",
    about=PAYMENT,
)
def _conditions(of: Answers) -> bool | None:
    said = (of.yes("requested"), of.yes("appropriate"), _not(of.yes("excluded")), _managed(of))
    return False if False in said else None if None in said else True


def _not(said: bool | None) -> bool | None:
    return None if said is None else not said


def _managed(of: Answers) -> bool | None:
    said = of.chosen("manages")
    return bool(said & {"alone", "with-help"}) if said else None


@fact(
    "the direct payment is agreed in full",
    "The conditions are met, they know what it may be used for, and the amount and what happens when it fails are "
    "written.",
    about=PAYMENT,
)
def _agreed(of: Answers) -> bool | None:
    written = of.written("amount") and of.written("fails") and "agreed" in of.chosen("decision")
    return written and of.yes("told") is True and _conditions.holds(of) is True


@fact(
    "the direct payment is refused with reasons",
    "A condition of the law is not met, and the reasons are in writing. What a council would rather do is no reason.",
    about=PAYMENT,
)
def _refused(of: Answers) -> bool | None:
    return "refused" in of.chosen("decision") and of.written("reasons") and _conditions.holds(of) is False


@fact(
    "wellbeing was asked about",
    "The person answered at least one of the four questions on wellbeing.",
    about="form wellbeing",
)
def _wellbeing(of: Answers) -> bool | None:
    return any(of.written(key) for key in ("satisfied", "worthwhile", "happy", "anxious"))
