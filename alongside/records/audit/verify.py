"""Verifying the chain from its first seal to its last, and telling the first entry that does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from django.db import connection
from django.db.models import Count, Exists, Max, Min, OuterRef

from alongside.records import rules
from alongside.records.audit import anchor
from alongside.records.audit.seal import leaf
from alongside.records.models import Entry, Erasure, Seal
from alongside.records.rules import stamp


def first_break() -> str:
    """A sentence naming the first seal or audit entry that was altered, or "" when the chain is whole."""
    return next(breaks(), "")


def breaks() -> Iterator[str]:
    """A sentence for everything that does not fit, in the order of the chain."""
    # What is sealed while we look is left for the next time: seals and entries are read one after the other.
    head = Seal.objects.aggregate(head=Max("id"))["head"] or 0
    batches = _Batches(head)
    previous, expected_id = rules.GENESIS, 1
    for seal in Seal.objects.filter(id__lte=head).order_by("id").iterator(chunk_size=2_000):
        if seal.id != expected_id:
            yield f"Seal {expected_id} is missing."
        if seal.previous != previous:
            yield f"Seal {seal.id} does not follow the seal before it."
        if fields_of(seal).hash() != seal.hash:
            yield f"Seal {seal.id} was altered."
        yield from _batch_breaks(seal, batches.of(seal.id))
        previous, expected_id = seal.hash, seal.id + 1
    yield from _orphans()
    yield from _gaps()
    yield from anchor.breaks()


class _Batches:
    """The sealed entries grouped by seal, walked once beside the seals."""

    def __init__(self, head: int) -> None:
        sealed = Entry.objects.filter(seal__lte=head).order_by("seal_id", "id").iterator(chunk_size=5_000)
        self._groups = groupby(sealed, key=lambda entry: int(entry.seal_id or 0))
        self._next = next(self._groups, None)

    def of(self, seal_id: int) -> list[Entry]:
        """The entries under this seal; those under a seal that is not there are stepped over."""
        while self._next is not None and self._next[0] < seal_id:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != seal_id:
            return []
        batch = list(self._next[1])
        self._next = next(self._groups, None)
        return batch


def _orphans() -> Iterator[str]:
    """Entries whose seal is not there: the first under each such seal."""
    its_own = Seal.objects.filter(id=OuterRef("seal_id"))
    orphans = Entry.objects.filter(seal__isnull=False).exclude(Exists(its_own)).order_by("seal_id")
    for seal_id, first in orphans.values("seal_id").annotate(first=Min("id")).values_list("seal_id", "first"):
        yield f"Audit entry {first} belongs to seal {seal_id}, which is missing."


def fields_of(seal: Seal) -> rules.SealFields:
    """What a stored seal says of itself."""
    said = {name: getattr(seal, name) for name in rules.SealFields.__dataclass_fields__}
    return rules.SealFields(**{**said, "at": stamp(seal.at)})


def _batch_breaks(seal: Seal, batch: list[Entry]) -> Iterator[str]:
    there, closed = {entry.id for entry in batch}, rules.numbers_in(seal.ids)
    said = list(_entry_breaks(batch))
    said += [(id_, f"Audit entry {id_} is gone: seal {seal.id} closed it.") for id_ in set(closed) - there]
    said += [
        (id_, f"Audit entry {id_} was put under seal {seal.id} afterwards.") for id_ in there - set(closed)
    ]
    if not said and rules.merkle_root([entry.leaf for entry in batch]) != seal.root:
        said = [(0, f"An audit entry under seal {seal.id} was altered: one of {seal.ids}.")]
    yield from (sentence for _id, sentence in sorted(said))


def _entry_breaks(batch: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    for entry in batch:
        named = f"Audit entry {entry.id} ({entry.tbl} {entry.row})"
        if entry.leaf != leaf(entry):
            yield entry.id, f"{named} was altered."
        elif entry.payload is None:
            if fault := _erasure_fault(entry):
                yield entry.id, fault
        elif rules.payload_hash(entry.payload, entry.salt or "") != entry.payload_hash:
            yield entry.id, f"{named} was altered: its payload is not what was sealed."


def _erasure_fault(entry: Entry) -> str:
    """Why the missing payload of an entry was not lawfully erased, or ""."""
    erasure = Erasure.objects.filter(entry_id=entry.id).order_by("id").first()
    if erasure is None or entry.salt is not None:
        return f"The payload of audit entry {entry.id} is gone without an erasure on record."
    written = Entry.objects.filter(tbl=Erasure._meta.db_table, row=str(erasure.pk), op="I").order_by("id")
    by = written.values_list("seal__kind", "seal__action").first()
    if by != ("action", "records.erase"):
        return f"The payload of audit entry {entry.id} is gone by an erasure that was not made in the application."
    return ""


def _gaps() -> Iterator[str]:
    """On SQLite, keys run without a gap, so that even an entry nobody had sealed yet is missed when it is gone.

    PostgreSQL leaves gaps behind whatever was rolled back: there, this says nothing.
    """
    if connection.vendor != "sqlite":
        return
    # What was given out is asked first: an entry written between the two questions is then no gap.
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'records_audit'")
        given = (cursor.fetchone() or [0])[0]
    said = Entry.objects.aggregate(n=Count("id"), top=Max("id"))
    if said["n"] and said["n"] != said["top"]:
        yield f"Audit entry {_first_gap()} is gone."
    if given > (said["top"] or 0):
        yield f"Audit entry {(said['top'] or 0) + 1} is gone, and what came after it up to {given}."


def _first_gap() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(key) FROM (SELECT 1 AS key UNION ALL SELECT id + 1 FROM records_audit) "
            "WHERE key NOT IN (SELECT id FROM records_audit)"
        )
        return int(cursor.fetchone()[0])
