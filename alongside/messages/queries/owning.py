"""Who sees to a message that does not go by itself."""

from __future__ import annotations

from datetime import datetime

from alongside.people.queries.owners import active_holders
from alongside.records.actors import Actor
from alongside.records.models import Grant


def owner_of(record_id: int, by: Actor, at: datetime) -> str:
    """A worker who has the record for good, else whoever writes, else a team that has it.

    Blank where there is nobody at work; a check lists those.
    """
    lasting = Grant.objects.open_at(at).filter(record_id=record_id, ends_at__isnull=True).order_by("id")
    holders = [str(holder) for holder in lasting.values_list("holder", flat=True)]
    workers = [holder for holder in holders if holder.startswith("worker:")]
    own = [by.own] if by.worker_id is not None else []
    active = active_holders()
    return next((holder for holder in (*workers, *own, *holders) if holder in active), "")
