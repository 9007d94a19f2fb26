"""Mends what is stored where it is not what the events say."""

from __future__ import annotations

from datetime import datetime

from alongside.pathways import access, checks
from alongside.pathways.actions import keeping, owing
from alongside.pathways.models import Journey, Promise
from alongside.people.models import Person
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web import formats

_WHY = "everything stored is folded anew"


@action("pathways.rebuild", may=access.nobody)
def rebuild(*, by: Actor, at: datetime) -> int:
    """Fold anew every journey that differs from its history, and every person's promises; how many journeys did."""
    mended = 0
    for journey in Journey.objects.for_system(_WHY).order_by("id").iterator(chunk_size=500):
        if any(checks.differences(journey)):
            keeping.rebuild(journey, at=at)
            mended += 1
    persons = Promise.objects.for_system(_WHY).filter(journey__isnull=True).values("person_id")
    for person in Person.objects.for_system(_WHY).filter(pk__in=persons).order_by("pk"):
        owing.settle(person)
    if mended:
        said = f"{formats.count(mended, 'journey')} differed from the history and had to be stored anew."
        record(None, "pathways.rebuilt", said)
    return mended
