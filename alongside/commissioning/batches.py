"""What of batches the rooms below are told: who answers for one, and what happens by itself."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from alongside.commissioning.actions.batches import deciding, sending  # noqa: F401 the kind of bulk operation
from alongside.commissioning.models import Batch, BatchItem
from alongside.commissioning.queries.batches import lent
from alongside.commissioning.rules import batches as rules
from alongside.records import owners
from alongside.records.actors import SYSTEM
from alongside.records.check import check
from alongside.records.jobs import every
from alongside.web.errors import Refused

log = logging.getLogger(__name__)
_WHY = "what of a batch an agency may not see any more, whoever answers for it"


def _open() -> Iterator[tuple[int, str]]:
    rows = Batch.objects.filter(closed_at__isnull=True).order_by("pk")
    yield from rows.values_list("pk", "owner")


def _of(holder: str) -> list[int]:
    rows = Batch.objects.filter(closed_at__isnull=True, owner=holder).order_by("pk")
    return list(rows.values_list("pk", flat=True))


owners.register(owners.Kind("batch", "batches", _open, _of, deciding.hand_over))


@every("take back what agencies may not see any more", minutes=15)
def take_back_closed() -> None:
    """Whose record was restricted, and whose work ended otherwise: the agency saw nothing of them from that moment."""
    for item in lent.no_longer():
        why = (
            "The work with them has ended." if item.journey.ended_at else "It is not for an agency any more."
        )
        try:
            deciding.withdraw(item.pk, by=SYSTEM, why=why)
        except Refused as refused:
            log.warning("item %s could not be taken back: %s", item.pk, refused.message)


@check("batches account for everybody", "Open the batch, and take back or decide on each that is named.")
def unaccounted() -> Iterator[str]:
    """A closed batch with somebody in it whom nobody has decided on."""
    rows = BatchItem.objects.for_system(_WHY).filter(batch__closed_at__isnull=False, state__in=rules.OPEN)
    for key, batch in rows.order_by("id").values_list("id", "batch_id"):
        yield f"Item {key} of batch {batch}, which is closed, has no fate."
