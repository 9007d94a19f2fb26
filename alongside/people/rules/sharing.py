"""What may be shared with an organisation: the person's agreement or objection, and a lawful override."""

from __future__ import annotations

from collections.abc import Mapping

DECISIONS: Mapping[str, str] = {
    "agreement": "Agrees",
    "objection": "Objects",
    "override": "Shared against their wish",
}

TOLD: Mapping[str, str] = {
    "yes": "Yes, they have been told",
    "not yet": "Not yet",
    "no": "No, and they will not be",
}

BASES: Mapping[str, str] = {
    "safeguarding": "Safeguarding enquiry or request of the safeguarding adults board (Care Act 2014 s42, s45)",
    "life": "Somebody’s life is in danger (UK GDPR art. 6(1)(d), 9(2)(c))",
    "others": "Serious harm to others, in the public interest (UK GDPR art. 9(2)(g); DPA 2018 sch. 1 para. 18)",
    "crime": "Preventing or detecting crime (DPA 2018 sch. 2 para. 2)",
    "court": "Order of a court",
    "law": "Another duty in law; name it in the reason",
    "best-interests": "Lacks capacity for this decision; best interests (Mental Capacity Act 2005 s4)",
}
"""What may stand against an objection. The duty to share for direct care is not among them: an objection defeats it
(Health and Social Care Act 2012 s251B(3)-(4))."""

MEANING: Mapping[str, str] = {
    "agreement": "Share what is listed here, and no more.",
    "objection": "Do not share. An emergency or a duty in law needs its own decision, recorded here.",
    "override": "Share what is listed here, and no more, for the reason given.",
}

SHORTEST = 10
"""Characters: a reason or a minimum data set shorter than a few words says nothing."""


def faults(
    *, decision: str, minimum: str, basis: str, reason: str, told: str, told_why_not: str
) -> list[tuple[str, str]]:
    """Why a decision cannot be recorded like this: (field, sentence), the first fault first; empty when it can."""
    found = []
    if decision not in DECISIONS:
        found.append(("decision", "Choose what was decided."))
    if decision != "objection" and len(minimum.strip()) < SHORTEST:
        found.append(("minimum", "Say what may be shared: the least that serves the purpose."))
    if decision == "override":
        if basis not in BASES:
            found.append(("basis", "Choose the law on which this is shared against the person’s wish."))
        if len(reason.strip()) < SHORTEST:
            found.append(("reason", "Say in a sentence why it has to be shared against the person’s wish."))
    if told not in TOLD:
        found.append(("person_told", "Say whether the person has been told."))
    if told == "no" and len(told_why_not.strip()) < SHORTEST:
        found.append(("person_told_why_not", "Say why the person will not be told."))
    return found
