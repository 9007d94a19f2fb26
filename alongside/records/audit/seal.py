"""Sealing: closing batches of audit entries into one Merkle chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Max

from alongside.records import clock, rules
from alongside.records.audit import reading
from alongside.records.models import Entry, Looked, Seal
from alongside.records.rules import stamp

LEAF_COLUMNS = ("id", "at", "op", "tbl", "row", "record_id", "worker_id", "tx", "payload_hash")
STRAYS_AT_ONCE = 5_000

# An arbitrary number of ours by which PostgreSQL queues those who would extend the chain at one moment.
_CHAIN_LOCK = 7_230_481


class Unsealed(NamedTuple):
    """An entry as an action seals it: of thousands, plain rows take half as long to read as objects do."""

    id: int
    at: str
    op: str
    tbl: str
    row: str
    record_id: int | None
    worker_id: int | None
    tx: int | None
    payload: str | None
    salt: str | None


UNSEALED_COLUMNS = tuple(Unsealed.__annotations__)


@dataclass(frozen=True)
class Start:
    """Where an action's own entries begin: after the highest id, and on PostgreSQL in this transaction."""

    after: int
    tx: int | None


def start() -> Start:
    """Note, inside the action's transaction, where its entries will begin."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce((SELECT max(id) FROM records_audit), 0), txid_current()")
            return Start(*cursor.fetchone())
    return Start(Entry.objects.aggregate(top=Max("id"))["top"] or 0, None)


def seal_action(begun: Start, worker_id: int | None, action: str, reason: str) -> Seal | None:
    """Seal what this transaction wrote since `begun`; None when it wrote nothing."""
    mine = Entry.objects.filter(seal__isnull=True, id__gt=begun.after)
    if begun.tx is not None:
        mine = mine.filter(tx=begun.tx)
    _queue()
    rows = [Unsealed(*each) for each in mine.order_by("id").values_list(*UNSEALED_COLUMNS)]
    return _seal(rows, "action", worker_id, action, reason)


def seal_strays() -> dict[str, int]:
    """Seal what nobody has sealed: readings by pages, and writes that came from outside the application.

    Also spreads the readings over the records they name, for “who has looked”. Returns how many of each kind.
    """
    counts = {"reading": 0, "outside": 0}
    while True:
        with transaction.atomic():
            # Queue first, look then: two workers must not seal the same strays.
            _queue()
            strays = list(Entry.objects.filter(seal__isnull=True).order_by("id")[:STRAYS_AT_ONCE])
            sorted_out: dict[str, list[Entry]] = {"reading": [], "outside": []}
            for entry in strays:
                sorted_out["reading" if reading.genuine(entry) else "outside"].append(entry)
            for kind, batch in sorted_out.items():
                _seal(batch, kind, None, "", _WHY[kind])
                counts[kind] += len(batch)
            _spread(sorted_out["reading"])
        if len(strays) < STRAYS_AT_ONCE:
            return counts


_WHY = {"reading": "read through the application", "outside": "outside the application"}


def _queue() -> None:
    """Whoever extends the chain does it alone, until the transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def _seal(
    batch: Sequence[Entry | Unsealed], kind: str, worker_id: int | None, action: str, reason: str
) -> Seal | None:
    if not batch:
        return None
    last = Seal.objects.order_by("-id").values_list("id", "hash").first() or (0, rules.GENESIS)
    hashed = [_hashed(entry) for entry in batch]
    at = clock.now()
    fields = rules.SealFields(
        id=last[0] + 1,
        at=stamp(at),
        kind=kind,
        worker_id=worker_id,
        action=action,
        reason=reason,
        entries=len(batch),
        ids=rules.ranges(entry.id for entry in batch),
        root=rules.merkle_root([leaf_ for _hash, leaf_, _id in hashed]),
        previous=last[1],
    )
    made = Seal.objects.create(**{**fields.__dict__, "at": at}, hash=fields.hash())
    _mark(hashed, made.id)
    return made


def _hashed(entry: Entry | Unsealed) -> tuple[str, str, int]:
    """The hash of an entry's payload, the entry's own, and its key."""
    payload = rules.payload_hash(entry.payload or "", entry.salt or "")
    fields = (
        entry.id, entry.at, entry.op, entry.tbl, entry.row, entry.record_id, entry.worker_id, entry.tx, payload,
    )  # fmt: skip
    return payload, rules.leaf_hash(fields), entry.id


def _mark(hashed: Iterable[tuple[str, str, int]], seal_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE records_audit SET payload_hash = %s, leaf = %s, seal_id = %s WHERE id = %s",
            [(payload, leaf_, seal_id, key) for payload, leaf_, key in hashed],
        )


def _spread(readings: Iterable[Entry]) -> None:
    rows = [
        Looked(record_id=record, entry_id=entry.pk)
        for entry in readings
        for record in reading.records_in(entry)
    ]
    Looked.objects.bulk_create(rows, ignore_conflicts=True)


def leaf(entry: Any) -> str:
    """The leaf of an entry as the chain holds it."""
    return rules.leaf_hash([getattr(entry, column) for column in LEAF_COLUMNS])
