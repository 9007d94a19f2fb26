"""What may be said of journeys that bring help home, where the council's own figures are asked: named facts.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside import council
from alongside.forms.queries.filled import answers_of
from alongside.pathways.queries.asking import Course, filled_for
from alongside.pathways.rules.calendar import day_of
from alongside.records.facts import fact

MAXIMUM = "disabled-facilities-grant-maximum"
# The wait that begins with the complete application.
DECIDING = "for a decision"


@fact(
    "the grant is within the maximum",
    "The grant is no more than the most that one may be, as the council's figures say for the day of the application; "
    "or it is written who pays what is above it.",
    about="journey",
)
def _within(of: Course) -> bool | None:
    filled = filled_for(of.journey, "adaptation-grant")
    answers = answers_of(filled) if filled is not None else None
    grant = answers["grant"].value if answers is not None else None
    applied = next((wait.started_at for wait in of.state.waits if wait.name == DECIDING), None)
    most = council.current().target(MAXIMUM, day_of(applied)) if applied is not None else None
    if answers is None or grant is None or most is None:
        return None
    return int(grant) <= most.value * 100 or answers.written("above")
