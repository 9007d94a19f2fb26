"""What may be said of journeys along particular pathways of the catalogue: named facts, asked of a `Course`.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.forms import asking as forms
from alongside.pathways.queries.asking import Course, filled_for
from alongside.records.facts import fact


@fact(
    "urgent authorisation has its day",
    "The home or hospital gave itself no urgent authorisation, or the day it did is recorded.",
    about="journey",
)
def _urgent(of: Course) -> bool | None:
    if "note urgent" in of.state.taken:
        return True
    filled = filled_for(of.journey, "dols-screening")
    given = forms.ask_of(filled, "urgent authorisation given") if filled is not None else None
    return None if given is None else not given
