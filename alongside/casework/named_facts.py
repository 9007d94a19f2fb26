"""What casework can say of a journey: named facts for the definitions of pathways.

A fact that a stored definition uses never changes its meaning.
"""

from __future__ import annotations

from alongside.casework.models import Task
from alongside.pathways.queries import past
from alongside.pathways.queries.asking import Course
from alongside.records.facts import fact


@fact(
    "every task is finished",
    "Nothing that was asked of somebody for this work is still open.",
    about="journey",
)
def _finished(of: Course) -> bool | None:
    open_ = Task.objects.for_system("whether anything is left to do, not what").filter(closed_at__isnull=True)
    return not open_.filter(subject=past.subject(of.journey.pk)).exists()
