"""Reading is audited: one entry for each view, carrying every record it showed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from secrets import token_hex
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from alongside.records import asking, clock
from alongside.records.models import Entry
from alongside.records.rules import stamp

if TYPE_CHECKING:
    from alongside.records.actors import Actor


def saw(actor: Actor, page: str, records: Sequence[int], *, what: str = "view", why: str = "") -> None:
    """Write that the actor was shown these records on this page.

    `what` is view, list, search, print, export or refused; `why` is the reason under which access was given.
    """
    ids = list(dict.fromkeys(records))
    said = {"what": what, "records": ids} | ({"why": why} if why else {})
    entry = Entry(
        at=stamp(clock.now()),
        op="R",
        tbl=page,
        record_id=ids[0] if len(ids) == 1 else None,
        worker_id=actor.worker_id,
        payload=json.dumps(said, separators=(",", ":")),
    )
    nonce = token_hex(16)
    entry.salt = nonce + _mark(entry, nonce, str(settings.SECRET_KEY))
    # Every page ends with this, so it is written plainly: an ORM insert costs as much as asking the page's rows.
    asking.tell(_WRITE, [getattr(entry, column) for column in _COLUMNS])


def genuine(entry: Entry) -> bool:
    """Whether this entry is a reading that the application wrote.

    A change is written by a trigger, which nobody can borrow; a reading is only an insert, which anybody with the
    database's password can make. So its salt carries a mark that needs the application's secret key.
    """
    if entry.op != "R":
        return False
    nonce, mark = (entry.salt or "")[:_NONCE], (entry.salt or "")[_NONCE:]
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return any(constant_time_compare(mark, _mark(entry, nonce, key)) for key in map(str, keys))


_NONCE = 32
_COLUMNS = ("at", "op", "tbl", "row", "record_id", "worker_id", "payload", "salt", "payload_hash", "leaf")
_WRITE = (
    "INSERT INTO records_audit (at, op, tbl, row, record_id, worker_id, payload, salt, payload_hash, leaf)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def _mark(entry: Entry, nonce: str, key: str) -> str:
    said = [nonce, entry.at, entry.tbl, entry.record_id, entry.worker_id, entry.payload]
    return str(
        salted_hmac("alongside.reading", json.dumps(said), secret=key, algorithm="sha256").hexdigest()
    )[:32]


def records_in(entry: Entry) -> Iterable[int]:
    """The records that an entry of reading names; none once its payload is erased."""
    if not entry.payload:
        return []
    return [int(record) for record in json.loads(entry.payload).get("records", [])]
