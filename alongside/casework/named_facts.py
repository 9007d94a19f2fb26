"""What casework can say of a journey: named facts for the definitions of pathways.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.casework.models import Task
from alongside.casework.queries import combining
from alongside.forms import asking
from alongside.pathways.queries import past
from alongside.pathways.queries.asking import Course, filled_for
from alongside.records.facts import fact


@fact(
    "every task is finished",
    "Nothing that was asked of somebody for this work is still open.",
    about="journey",
)
def _finished(of: Course) -> bool | None:
    open_ = Task.objects.for_system("whether anything is left to do, not what").filter(closed_at__isnull=True)
    return not open_.filter(subject=past.subject(of.journey.pk)).exists()


# Where a form says itself that it is written together with another's.
_SAID = (("needs-assessment", "assessed together"), ("carers-assessment", "assessments are combined"))


@fact(
    combining.COMBINED,
    "The assessment stands alone, or both people agreed that the two are done together, each on their own record, and "
    "neither has withdrawn it (Care Act 2014 s12(5)).",
    about="journey",
)
def _combined(of: Course) -> bool | None:
    sides = combining.standing(of.journey.pk)
    if sides is not None:
        return all(each.agreed_on is not None for each in sides)
    return not any(_says(of, form, name) for form, name in _SAID)


def _says(of: Course, form: str, name: str) -> bool:
    filled = filled_for(of.journey, form) if form in of.pathway.forms else None
    return filled is not None and asking.ask_of(filled, name) is True
