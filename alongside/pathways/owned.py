"""What of this room a holder owns: journeys with all that is owed along them, and promises of persons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from alongside.messages.outcomes import told
from alongside.pathways.actions import course, passing_on
from alongside.pathways.models import Journey, Promise
from alongside.records import owners

_WHY = "who owns what, told without saying what it is about"


def _journeys() -> QuerySet[Journey]:
    """Journeys that are open, or have ended and still owe something that their owner has to keep."""
    owed = Promise.objects.for_system(_WHY).filter(
        journey=OuterRef("pk"), closed_at__isnull=True, owner=OuterRef("owner")
    )
    return Journey.objects.for_system(_WHY).filter(Q(ended_at__isnull=True) | Exists(owed)).order_by("id")


def _promises() -> QuerySet[Promise]:
    """Open promises that do not go with their journey, because somebody else owns them."""
    open_ = Promise.objects.for_system(_WHY).filter(closed_at__isnull=True)
    return open_.filter(Q(journey__isnull=True) | ~Q(owner=F("journey__owner"))).order_by("id")


def _all(rows: QuerySet[Journey] | QuerySet[Promise]) -> Iterable[tuple[int, str]]:
    return list(rows.values_list("pk", "owner"))


def _of(rows: QuerySet[Journey] | QuerySet[Promise], holder: str) -> Sequence[int]:
    return list(rows.filter(owner=holder).values_list("pk", flat=True))


owners.register(
    owners.Kind(
        "journey",
        "journeys",
        lambda: _all(_journeys()),
        lambda holder: _of(_journeys(), holder),
        passing_on.pass_journeys,
    )
)
owners.register(
    owners.Kind(
        "promise",
        "promises",
        lambda: _all(_promises()),
        lambda holder: _of(_promises(), holder),
        passing_on.pass_promises,
    )
)
owners.followers.append(passing_on.tell_people)
course.given.append(passing_on.tell_of_change)
told(passing_on.hear)
