"""Verifying the chain from its first seal to its last, and telling the first entry that does not fit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings

from alongside.records import rules
from alongside.records.audit.seal import LEAF_COLUMNS, leaf, stamp
from alongside.records.models import Entry, Erasure, Seal


def first_break() -> str:
    """A sentence naming the first seal or audit entry that was altered, or "" when the chain is whole."""
    return next(_breaks(), "")


def _breaks() -> Iterator[str]:
    erased = set(Erasure.objects.order_by("entry_id").values_list("entry_id", flat=True))
    batches = _batches()
    previous, expected_id = rules.GENESIS, 1
    for seal in Seal.objects.order_by("id").iterator(chunk_size=2_000):
        if seal.id != expected_id:
            yield f"Seal {expected_id} is missing."
        if seal.previous != previous:
            yield f"Seal {seal.id} does not follow the seal before it."
        if _fields(seal).hash() != seal.hash:
            yield f"Seal {seal.id} was altered."
        yield from _batch_breaks(seal, batches, erased)
        previous, expected_id = seal.hash, seal.id + 1
    yield from (
        f"Audit entry {entry.id} belongs to seal {seal_id}, which is missing."
        for seal_id, entry in _rest(batches)
    )
    yield from _anchor_breaks()


class _Batches:
    """The sealed entries grouped by seal, walked once beside the seals."""

    def __init__(self) -> None:
        sealed = Entry.objects.filter(seal__isnull=False).order_by("seal_id", "id").iterator(chunk_size=5_000)
        self._groups = groupby(sealed, key=lambda entry: entry.seal_id)
        self._next: tuple[Any, Any] | None = next(self._groups, None)

    def of(self, seal_id: int) -> list[Entry]:
        if self._next is None or self._next[0] != seal_id:
            return []
        batch = list(self._next[1])
        self._next = next(self._groups, None)
        return batch

    def left(self) -> Iterator[tuple[int, Entry]]:
        while self._next is not None:
            seal_id, batch = self._next
            yield seal_id, next(iter(batch))
            self._next = next(self._groups, None)


def _batches() -> _Batches:
    return _Batches()


def _rest(batches: _Batches) -> Iterator[tuple[int, Entry]]:
    return batches.left()


def _fields(seal: Seal) -> rules.SealFields:
    return rules.SealFields(
        seal.id,
        stamp(seal.at),
        seal.kind,
        seal.worker_id,
        seal.action,
        seal.reason,
        seal.entries,
        seal.root,
        seal.previous,
    )


def _batch_breaks(seal: Seal, batches: _Batches, erased: set[int]) -> Iterator[str]:
    batch = batches.of(seal.id)
    for entry in batch:
        if entry.payload is None:
            if entry.id not in erased:
                yield f"The payload of audit entry {entry.id} is gone without an erasure on record."
        elif rules.payload_hash(entry.payload, entry.salt or "") != entry.payload_hash:
            yield f"Audit entry {entry.id} ({entry.tbl} {entry.row}) was altered: its payload is not what was sealed."
    if len(batch) != seal.entries:
        yield f"Seal {seal.id} closed {seal.entries} entries and {len(batch)} are there{_span(batch)}."
    elif rules.merkle_root([leaf(entry) for entry in batch]) != seal.root:
        yield f"An audit entry under seal {seal.id} was altered{_span(batch)}."


def _span(batch: list[Entry]) -> str:
    return f" (entries {batch[0].id} to {batch[-1].id})" if batch else ""


def anchor_file() -> Path:
    """Where the head of the chain is noted, outside the database: keep a copy where no administrator can write."""
    return Path(settings.HOME) / "audit_anchor.jsonl"


def write_anchor() -> None:
    """Note the newest seal outside the database, so that a chain cut short is noticed."""
    newest = Seal.objects.order_by("-id").first()
    if newest is None:
        return
    line = json.dumps({"seal": newest.id, "at": stamp(newest.at), "hash": newest.hash})
    with anchor_file().open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def _anchor_breaks() -> Iterator[str]:
    if not anchor_file().exists():
        return
    lines = anchor_file().read_text(encoding="utf-8").split("\n")
    noted = {int(said["seal"]): str(said["hash"]) for said in map(json.loads, filter(None, lines))}
    there = dict(Seal.objects.filter(id__in=list(noted)[-500:]).order_by("id").values_list("id", "hash"))
    for seal_id in sorted(noted)[-500:]:
        if seal_id not in there:
            yield f"Seal {seal_id} was noted outside the database and is no longer there: the chain was cut short."
        elif there[seal_id] != noted[seal_id]:
            yield f"Seal {seal_id} is not the one noted outside the database."


def proof(record_id: int) -> list[dict[str, Any]]:
    """For each sealed entry of a record: its fields, its path to the root and its seal, checkable by anyone."""
    proven = []
    entries = (
        Entry.objects.filter(record_id=record_id, seal__isnull=False).order_by("id").select_related("seal")
    )
    for entry in entries:
        batch = list(Entry.objects.filter(seal_id=entry.seal_id).order_by("id"))
        place = [other.id for other in batch].index(entry.id)
        path = rules.merkle_path([leaf(other) for other in batch], place)
        fields = _fields(entry.seal)
        proven.append(
            {
                "entry": [getattr(entry, column) for column in LEAF_COLUMNS],
                "path": path,
                "seal": fields.__dict__,
            }
            | {"seal_hash": entry.seal.hash}
        )
    return proven


def proof_holds(proven: dict[str, Any]) -> bool:
    """Whether one proven entry leads to its seal's root and the seal to its own hash."""
    root = rules.path_root(
        rules.leaf_hash(proven["entry"]), [(side, beside) for side, beside in proven["path"]]
    )
    fields = rules.SealFields(**proven["seal"])
    return root == fields.root and fields.hash() == proven["seal_hash"]
