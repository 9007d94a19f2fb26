"""What of this room a holder owns, told without saying what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from alongside.pathways.models import Journey, Promise

_WHY = "who owns what, told without saying what it is about"
Owned = list[tuple[int, str]]


def journey(key: int) -> Journey:
    """One of them."""
    return Journey.objects.for_system(_WHY).get(pk=key)


def journeys() -> Owned:
    """Every journey that somebody answers for, with its owner."""
    return list(_journeys().values_list("pk", "owner"))


def journeys_of(holder: str) -> Sequence[int]:
    """Those of one holder."""
    return list(_journeys().filter(owner=holder).values_list("pk", flat=True))


def promises() -> Owned:
    """Every promise that does not go with its journey, with its owner."""
    return list(_promises().values_list("pk", "owner"))


def promises_of(holder: str) -> Sequence[int]:
    """Those of one holder."""
    return list(_promises().filter(owner=holder).values_list("pk", flat=True))


def _journeys() -> QuerySet[Journey]:
    """Journeys that are open, or have ended and still owe something that their owner has to keep."""
    owed = Promise.objects.for_system(_WHY).filter(
        journey=OuterRef("pk"), closed_at__isnull=True, owner=OuterRef("owner")
    )
    return Journey.objects.for_system(_WHY).filter(Q(ended_at__isnull=True) | Exists(owed)).order_by("id")


def _promises() -> QuerySet[Promise]:
    """Open promises that somebody else owns than whoever has the journey, and those of persons."""
    open_ = Promise.objects.for_system(_WHY).filter(closed_at__isnull=True)
    return open_.filter(Q(journey__isnull=True) | ~Q(owner=F("journey__owner"))).order_by("id")
