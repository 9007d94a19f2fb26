"""Reading is audited: one entry for each view, carrying every record it showed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from secrets import token_hex
from typing import TYPE_CHECKING

from alongside.records import clock
from alongside.records.audit.seal import stamp
from alongside.records.models import Entry

if TYPE_CHECKING:
    from alongside.records.actors import Actor


def saw(actor: Actor, page: str, records: Sequence[int], *, what: str = "view", why: str = "") -> None:
    """Write that the actor was shown these records on this page.

    `what` is view, list, search, print, export or refused; `why` is the reason under which access was given.
    """
    ids = list(dict.fromkeys(records))
    said = {"what": what, "records": ids} | ({"why": why} if why else {})
    Entry.objects.create(
        at=stamp(clock.now()),
        op="R",
        tbl=page,
        record_id=ids[0] if len(ids) == 1 else None,
        worker_id=actor.worker_id,
        payload=json.dumps(said, separators=(",", ":")),
        salt=token_hex(16),
    )


def records_in(entry: Entry) -> Iterable[int]:
    """The records that an entry of reading names; none once its payload is erased."""
    if not entry.payload:
        return []
    return [int(record) for record in json.loads(entry.payload).get("records", [])]
