"""What may be said of the forms of unpaid carers, of capacity and of the panel: named facts, asked of their answers.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms.rules import capacity, carer
from alongside.forms.rules.answers import Answers
from alongside.forms.rules.eligibility import Decision
from alongside.forms.rules.found import FINE
from alongside.forms.workings import working
from alongside.records.facts import fact

CARER, CAPACITY, PANEL = "form carers-assessment", "form capacity", "form panel-decision"
APPEAL = "form panel-appeal-answer"


ABILITIES = ("understand", "retain", "weigh", "communicate")


def caring(of: Answers) -> Decision:
    """What the regulations make of a carer's assessment."""
    limbs = {
        code: of.chosen("difficulty", place) - {FINE} if of.written("difficulty", place) else None
        for code, place in of.outcomes("outcomes").items()
    }
    return carer.decide(
        carer.Caring(of.yes("necessary"), of.yes("health-affected"), limbs, of.yes("significant-impact"))
    )


def tested(of: Answers) -> capacity.Found:
    """What the Act makes of an assessment of capacity."""
    abilities = {key: of.yes(key) for key in ABILITIES}
    return capacity.decide(
        capacity.Test(**abilities, impairment=of.yes("impairment"), because=of.yes("because"))
    )


@working("carer eligibility")
def carer_eligibility(of: Answers) -> list[str]:
    """Each condition of the regulations, and what follows."""
    decided = caring(of)
    result = {True: "Eligible.", False: "Not eligible.", None: "Not yet decided by what is written here."}
    return [*(step.sentence for step in decided.steps), result[decided.eligible]]


@working("capacity")
def capacity_test(of: Answers) -> list[str]:
    """What the test of the Act comes to."""
    return [tested(of).sentence]


@fact(
    "carer eligibility decided with reasons",
    "What was decided follows from the three conditions for carers, and the reasons are in writing, with advice where "
    "nothing is eligible.",
    about=CARER,
)
def _eligibility(of: Answers) -> bool | None:
    worked_out, said = caring(of).eligible, next(iter(of.chosen("decision")), "")
    if worked_out is None or not said:
        return None
    advised = worked_out or of.written("advice")
    return (said == "eligible") is worked_out and of.written("reasons") and advised


@fact(
    "carer contingency written",
    "It is written who takes over when the carer cannot care, and for how long.",
    about=CARER,
)
def _contingency(of: Answers) -> bool | None:
    return of.written("who-takes-over") and of.written("how-long")


@fact(
    "finding follows from the test",
    "What was found about capacity is what the four abilities and their cause come to, with the reasons in writing.",
    about=CAPACITY,
)
def _finding(of: Answers) -> bool | None:
    lacks, said = tested(of).lacks, next(iter(of.chosen("finding")), "")
    if lacks is None or not said:
        return None
    return (said == "lacks") is lacks and of.written("reasons")


@fact(
    "cannot do one of the four",
    "Understanding, keeping, weighing or saying is beyond the person here.",
    about=CAPACITY,
)
def _unable(of: Answers) -> bool | None:
    said = [of.yes(key) for key in ABILITIES]
    return True if False in said else None if None in said else False


@fact("panel decided with reasons", "The panel decided, and its reasons are in writing.", about=PANEL)
def _panel(of: Answers) -> bool | None:
    decided = of.chosen("decision") & {"agreed", "in-part", "not-agreed"}
    return bool(decided) and of.written("reasons")


@fact(
    "appeal decided with reasons",
    "Somebody looked again and decided, and the reasons are in writing.",
    about=APPEAL,
)
def _appeal(of: Answers) -> bool | None:
    decided = of.chosen("decision") & {"upheld", "in-part", "not-upheld"}
    return bool(decided) and of.written("reasons")
