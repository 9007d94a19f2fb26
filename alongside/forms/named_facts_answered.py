"""What may be said of forms on which somebody is owed an answer: questions to the NHS, complaints, data requests.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms.rules.answers import Answers
from alongside.records.facts import fact

HEALTHCARE, COMPLAINT, DATA = "form chc-enquiry", "form complaint", "form data-request"


@fact(
    "question was put to somebody", "It is written to whom at the NHS the question was put.", about=HEALTHCARE
)
def _put(of: Answers) -> bool | None:
    return of.written("put-to")


@fact("NHS has answered", "The NHS team's answer is written, with the day and the reasons.", about=HEALTHCARE)
def _answered(of: Answers) -> bool | None:
    return of.written("answered-on") and of.written("decision") and of.written("reasons")


@fact(
    "whoever complains may",
    "The person complains, or whoever does it for them has their consent or a reason why none is needed "
    "(SI 2009/309 reg 5).",
    about=COMPLAINT,
)
def _may_complain(of: Answers) -> bool | None:
    by = of.chosen("complained-by")
    return None if not by else by == {"person"} or of.written("consent")


@fact(
    "way and day are agreed",
    "It is written how the complaint is looked into, what they want from it, and by when they hear "
    "(SI 2009/309 reg 13).",
    about=COMPLAINT,
)
def _planned(of: Answers) -> bool | None:
    return all(of.written(key) for key in ("wanted", "how-handled", "hear-by"))


@fact(
    "response says what it has to",
    "The response says how the complaint was considered, what was found and why, and what is put right where "
    "something is (SI 2009/309 reg 14).",
    about=COMPLAINT,
)
def _response(of: Answers) -> bool | None:
    if not all(of.written(key) for key in ("considered", "decision", "reasons")):
        return False
    right = of.chosen("decision") == {"not-upheld"} or of.written("remedy")
    return right and (not _remedies.holds(of) or of.written("put-right"))


@fact("remedies were promised", "Something was promised that has still to be done.", about=COMPLAINT)
def _remedies(of: Answers) -> bool | None:
    return bool(of.chosen("remedy") - {"none"})


@fact(
    "answer says what is left out and why",
    "A copy is given, and where something is left out it is written what and under which exemption.",
    about=DATA,
)
def _given(of: Answers) -> bool | None:
    left_out = bool(of.chosen("left-out") - {"nothing"})
    part = of.chosen("decision") == {"part"}
    return (
        bool(of.chosen("decision") & {"given", "part"})
        and left_out == part
        and (not part or of.written("reasons"))
    )


@fact(
    "refusal gives its reasons",
    "The request is refused, with the reasons in writing (Data Protection Act 2018 s53).",
    about=DATA,
)
def _refused(of: Answers) -> bool | None:
    return of.chosen("decision") == {"refused"} and of.written("reasons")
