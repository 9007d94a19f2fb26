"""Reading is audited: one entry for each view, carrying every record it showed."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from secrets import token_hex
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import constant_time_compare

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
    at, payload = stamp(clock.now()), _JSON.encode(said)
    shown = (at, page, ids[0] if len(ids) == 1 else None, actor.worker_id, payload)
    nonce = token_hex(_NONCE // 2)
    # Every page ends with this, so it is written plainly: an ORM insert costs as much as asking the page's rows.
    asking.tell(_WRITE, [*shown, nonce + _mark(nonce, shown, str(settings.SECRET_KEY))])


def genuine(entry: Entry) -> bool:
    """Whether this entry is a reading that the application wrote.

    A change is written by a trigger, which nobody can borrow; a reading is only an insert, which anybody with the
    database's password can make. So its salt carries a mark that needs the application's secret key.
    """
    if entry.op != "R":
        return False
    nonce, mark = (entry.salt or "")[:_NONCE], (entry.salt or "")[_NONCE:]
    shown = (entry.at, entry.tbl, entry.record_id, entry.worker_id, entry.payload)
    keys = map(str, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    return any(constant_time_compare(mark, _mark(nonce, shown, key)) for key in keys)


_NONCE = 32
_JSON = json.JSONEncoder(separators=(",", ":"))
_WRITE = (
    "INSERT INTO records_audit (op, row, payload_hash, leaf, at, tbl, record_id, worker_id, payload, salt)"
    " VALUES ('R', '', '', '', %s, %s, %s, %s, %s, %s)"
)


def _mark(nonce: str, shown: tuple[object, ...], key: str) -> str:
    said = json.dumps([nonce, *shown]).encode()
    mark = _keyed(key).copy()
    mark.update(said)
    return mark.hexdigest()[:32]


@lru_cache(maxsize=8)
def _keyed(key: str) -> hmac.HMAC:
    """The beginning of every mark: under a key for nothing else, made from the application's secret one."""
    own = hashlib.sha256(b"alongside.reading" + key.encode()).digest()
    return hmac.new(own, digestmod=hashlib.sha256)


def records_in(entry: Entry) -> Iterable[int]:
    """The records that an entry of reading names; none once its payload is erased."""
    if not entry.payload:
        return []
    return [int(record) for record in json.loads(entry.payload).get("records", [])]
