"""What commissioning can say of a journey: named facts and happenings for the definitions of pathways.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.commissioning.models import Line
from alongside.commissioning.queries import plans
from alongside.pathways.happenings import happening
from alongside.pathways.queries import past
from alongside.pathways.queries.asking import Course
from alongside.records import clock
from alongside.records.facts import fact

INTERIM_SUPPORT = happening(
    "interim support arranged", "Until what was asked for is there, the unpaid carer has other help."
)
_WHY = "whether a plan has service lines, not which"


@fact(
    "services are written down",
    "What the plan buys or arranges is written in service lines.",
    about="journey",
)
def _written(of: Course) -> bool | None:
    lines = Line.objects.for_system(_WHY).filter(withdrawn_at__isnull=True)
    return lines.filter(plan=past.subject(of.journey.pk)).exists()


@fact(
    "services cost what the budget says",
    "What the service lines of the plan cost a week is the cost written in the plan.",
    about="journey",
)
def _as_budgeted(of: Course) -> bool | None:
    found = plans.budget_of(past.subject(of.journey.pk), clock.today())
    return None if found is None or found.stated is None or found.lines is None else found.agrees
