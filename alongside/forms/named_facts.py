"""What may be said of a filled form by more than one of its answers: named facts, each true, false or not known.

A fact is asked of the form's `Answers`. One that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms.rules import found
from alongside.forms.rules.answers import Answers
from alongside.forms.workings import working
from alongside.records.facts import fact

ASSESSMENT, TRIAGE, CONTACT = "form needs-assessment", "form triage", "form contact"


@working("eligibility")
def eligibility(answers: Answers) -> list[str]:
    """Each condition of the regulations, and what follows."""
    decided = found.eligible(answers)
    result = {True: "Eligible.", False: "Not eligible.", None: "Not yet decided by what is written here."}
    return [*(step.sentence for step in decided.steps), result[decided.eligible]]


@working("advocacy")
def advocacy(answers: Answers) -> list[str]:
    """Whether an advocate must be arranged."""
    return [found.advocate(answers).sentence]


@working("refusal")
def refusal(answers: Answers) -> list[str]:
    """What the refusal means for the duty to assess."""
    return [found.refused(answers).sentence]


@fact(
    "eligibility decided with reasons",
    "What was decided follows from the three conditions of the regulations, and the reasons are in writing, with "
    "advice where nothing is eligible.",
    about=ASSESSMENT,
)
def _eligibility(of: Answers) -> bool | None:
    worked_out, said = found.eligible(of).eligible, next(iter(of.chosen("decision")), "")
    if worked_out is None or not said:
        return None
    advised = worked_out or of.written("advice")
    return (said == "eligible") is worked_out and of.written("reasons") and advised


@fact("unpaid carer asked about", "It was asked whether somebody cares for them unpaid.", about=ASSESSMENT)
def _asked(of: Answers) -> bool | None:
    return of.yes("unpaid-carer") is not None


@fact(
    "unpaid carer offered an assessment",
    "The unpaid carer was offered an assessment of their own, or there is no unpaid carer.",
    about=ASSESSMENT,
)
def _offered(of: Answers) -> bool | None:
    carer = of.yes("unpaid-carer")
    return True if carer is False else None if carer is None else of.yes("carer-offered")


@fact(
    "contingency written",
    "It is written who steps in when the usual help fails, and when.",
    about=ASSESSMENT,
)
def _contingency(of: Answers) -> bool | None:
    return of.written("contingency-who") and of.written("contingency-when")


@fact(
    "risk without contingency",
    "A risk is written down without what is done about it, or without a contingency plan.",
    about=ASSESSMENT,
)
def _risk(of: Answers) -> bool | None:
    rows = of.rows("risks")
    bare = any(of.written("risk", row) and not of.written("mitigation", row) for row in rows)
    return bool(rows) and (bare or not _contingency.holds(of))


@fact(
    "specialist assessor where deafblind",
    "The person is not deafblind, or somebody with specialist training assesses them (SI 2014/2827 reg 6).",
    about=ASSESSMENT,
)
def _specialist(of: Answers) -> bool | None:
    deafblind = of.yes("deafblind")
    return True if deafblind is False else None if deafblind is None else of.written("specialist")


@fact(
    "advocacy decided",
    "It is decided whether an advocate must be arranged and, if so, one was asked for.",
    about=ASSESSMENT,
)
def _advocacy(of: Answers) -> bool | None:
    needed = found.advocate(of).needed
    return True if needed is False else None if needed is None else of.written("advocate-asked")


@fact(
    "refusal is lawful",
    "The person refused an assessment, and neither exception of the Care Act 2014 s11(2) applies.",
    about=ASSESSMENT,
)
def _refusal(of: Answers) -> bool | None:
    return found.refused(of).ends_duty


@fact("priority set with a reason", "It is decided how urgent this is, and why.", about=TRIAGE)
def _priority(of: Answers) -> bool | None:
    return of.written("priority") and of.written("reason")


@fact(
    "safe to wait or interim plan made",
    "The person can safely wait, or what keeps them safe meanwhile is arranged.",
    about=TRIAGE,
)
def _safe(of: Answers) -> bool | None:
    safe = of.yes("safe-to-wait")
    return True if safe else None if safe is None else of.written("interim") and of.written("interim-plan")
