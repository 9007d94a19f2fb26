"""What may be said of the forms of a Disabled Facilities Grant: named facts, asked of their answers.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms.rules.answers import Answers
from alongside.records.facts import fact

GRANT = "form adaptation-grant"


@fact(
    "the adaptation is explained",
    "It is written what is needed, what it will let them do, and why nothing smaller is enough.",
    about="form adaptation-request",
)
def _explained(of: Answers) -> bool | None:
    return all(of.written(key) for key in ("works", "works-for", "tried"))


@fact(
    "the grant follows from the law",
    "Approved, it is necessary and appropriate, reasonable and practicable, and the grant is the cost less their own "
    "share, which a child's family has none of; refused, one of the two is not so, and the reasons are in writing.",
    about=GRANT,
)
def _lawful(of: Answers) -> bool | None:
    owed, said = _entitled(of), of.chosen("decision")
    if owed is None or not said:
        return None
    if "refused" in said:
        return not owed and of.written("reasons")
    return owed and _adds_up(of)


def _entitled(of: Answers) -> bool | None:
    """Whether both questions of the Housing Grants, Construction and Regeneration Act 1996 s24(3) are answered yes.

    Where they are, the grant is owed: want of money is no reason.
    """
    both = (of.yes("necessary"), of.yes("practicable"))
    return None if None in both else all(both)


def _adds_up(of: Answers) -> bool:
    cost, share, grant = (of[key].value for key in ("cost", "share", "grant"))
    if cost is None or grant is None:
        return False
    own = 0 if of.yes("child") else share
    return own is not None and (int(grant) == int(cost) - int(own) or of.written("above"))
