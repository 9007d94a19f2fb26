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
    "What the plan buys or arranges is written in service lines, or it buys nothing.",
    about="journey",
)
def _written(of: Course) -> bool | None:
    plan = past.subject(of.journey.pk)
    lines = Line.objects.for_system(_WHY).filter(withdrawn_at__isnull=True)
    return lines.filter(plan=plan).exists() or plans.stated(plan) == 0


@fact(
    "services cost what the budget says",
    "What the service lines of the plan cost a week is the cost written in the plan.",
    about="journey",
)
def _as_budgeted(of: Course) -> bool | None:
    found = plans.budget_of(past.subject(of.journey.pk), clock.today())
    if found is None or found.stated is None:
        return None
    # No service costs nothing.
    return (found.lines or 0) == found.stated
