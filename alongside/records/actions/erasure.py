"""Lawful erasure of what the audit holds, agreed by two people; the chain still stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alongside.records import access
from alongside.records.acting import action, reason_given
from alongside.records.actors import Actor
from alongside.records.models import Entry, Erasure
from alongside.web.errors import Refused


@action("records.erase", may=access.review_access)
def erase(*, by: Actor, at: datetime, entries: Sequence[int], agreed_by: Actor) -> int:
    """Erase the payloads of these sealed audit entries. UK GDPR art. 17, where no duty to keep them stands."""
    if agreed_by.worker_id == by.worker_id or not agreed_by.may("review access"):
        raise Refused("A second person who reviews access has to agree to an erasure.", "agreed_by")
    if not reason_given():
        raise Refused("Say on what ground this is erased.", "reason")
    sealed = Entry.objects.filter(id__in=list(entries), seal__isnull=False, payload__isnull=False).order_by(
        "id"
    )
    for entry in sealed:
        Erasure.objects.create(
            entry_id=entry.pk,
            reason=reason_given(),
            decided_by_id=by.worker,
            agreed_by_id=agreed_by.worker,
            at=at,
        )
    return Entry.objects.filter(id__in=[entry.pk for entry in sealed]).update(payload=None, salt=None)
