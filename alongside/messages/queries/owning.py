"""Who sees to a message that does not go by itself."""

from __future__ import annotations

from datetime import datetime

from alongside.people.queries.owners import active_holders
from alongside.records.actors import Actor
from alongside.records.models import Grant


def owner_of(record_id: int, by: Actor, at: datetime) -> str:
    """Whoever works with the record for good, else whoever acts; blank where there is neither (a check lists it)."""
    active = active_holders()
    lasting = Grant.objects.open_at(at).filter(record_id=record_id, ends_at__isnull=True).order_by("id")
    for holder in lasting.values_list("holder", flat=True):
        if holder in active:
            return str(holder)
    return by.own if by.worker_id is not None else ""
