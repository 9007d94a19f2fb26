"""Sealing: closing batches of audit entries into one Merkle chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from alongside.records import clock, rules
from alongside.records.models import Entry, Looked, Seal

LEAF_COLUMNS = ("id", "at", "op", "tbl", "row", "record_id", "worker_id", "payload_hash")
STRAYS_AT_ONCE = 5_000

# An arbitrary number of ours by which PostgreSQL queues those who would extend the chain at one moment.
_CHAIN_LOCK = 7_230_481


@dataclass(frozen=True)
class Start:
    """Where an action's own entries begin: the highest id on SQLite, the transaction on PostgreSQL."""

    after: int
    tx: int | None


def start() -> Start:
    """Note, inside the action's transaction, where its entries will begin."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT txid_current()")
            return Start(0, int(cursor.fetchone()[0]))
    return Start(Entry.objects.aggregate(top=Max("id"))["top"] or 0, None)


def seal_action(begun: Start, worker_id: int | None, action: str, reason: str) -> Seal | None:
    """Seal what this transaction wrote since `begun`; None when it wrote nothing."""
    mine = Entry.objects.filter(seal__isnull=True, id__gt=begun.after)
    if begun.tx is not None:
        mine = mine.filter(tx=begun.tx)
    return _seal(mine.order_by("id"), "action", worker_id, action, reason)


def seal_strays() -> dict[str, int]:
    """Seal what nobody has sealed: readings by pages, and writes that came from outside the application.

    Also spreads the readings over the records they name, for “who has looked”. Returns how many of each kind.
    """
    counts = {"reading": 0, "outside": 0}
    while True:
        with transaction.atomic():
            strays = list(Entry.objects.filter(seal__isnull=True).order_by("id")[:STRAYS_AT_ONCE])
            for kind in counts:
                batch = [entry for entry in strays if (entry.op == "R") == (kind == "reading")]
                _seal(batch, kind, None, "", _WHY[kind])
                counts[kind] += len(batch)
            _spread(entry for entry in strays if entry.op == "R")
        if len(strays) < STRAYS_AT_ONCE:
            return counts


_WHY = {"reading": "read through the application", "outside": "outside the application"}


def _seal(
    entries: Iterable[Entry], kind: str, worker_id: int | None, action: str, reason: str
) -> Seal | None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    batch = list(entries)
    if not batch:
        return None
    last = Seal.objects.order_by("-id").values_list("id", "hash").first() or (0, rules.GENESIS)
    for entry in batch:
        entry.payload_hash = rules.payload_hash(entry.payload or "", entry.salt or "")
    root = rules.merkle_root([leaf(entry) for entry in batch])
    at = clock.now()
    fields = rules.SealFields(
        last[0] + 1, stamp(at), kind, worker_id, action, reason, len(batch), root, last[1]
    )
    made = Seal.objects.create(**{**fields.__dict__, "at": at}, hash=fields.hash())
    _mark(batch, made.id)
    return made


def _mark(batch: Sequence[Entry], seal_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE records_audit SET payload_hash = %s, seal_id = %s WHERE id = %s",
            [(entry.payload_hash, seal_id, entry.id) for entry in batch],
        )


def _spread(readings: Iterable[Entry]) -> None:
    from alongside.records.audit import reading

    rows = [
        Looked(record_id=record, entry_id=entry.pk)
        for entry in readings
        for record in reading.records_in(entry)
    ]
    Looked.objects.bulk_create(rows, ignore_conflicts=True)


def leaf(entry: Any) -> str:
    """The leaf of an entry as the chain holds it."""
    return rules.leaf_hash([getattr(entry, column) for column in LEAF_COLUMNS])


def stamp(at: datetime) -> str:
    """A moment in the form that seals bind: UTC to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
