"""What can be handed to a person, or a court: that each audit entry of a record stands in the chain, unaltered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from alongside.records import rules
from alongside.records.audit.seal import LEAF_COLUMNS
from alongside.records.audit.verify import fields_of
from alongside.records.models import Entry, Looked, Seal


def proof(record_id: int) -> list[dict[str, Any]]:
    """For each sealed entry of a record, lists that showed it among them: its fields, its path, its seal."""
    lists = Looked.objects.filter(record_id=record_id).values("entry_id")
    mine = Entry.objects.filter(Q(record_id=record_id) | Q(id__in=lists), seal__isnull=False)
    return list(_proven(mine.order_by("seal_id", "id").select_related("seal")))


def _proven(entries: Any) -> Iterator[dict[str, Any]]:
    sealed, places, levels = 0, {}, []
    for entry in entries.iterator(chunk_size=1_000):
        if entry.seal_id != sealed:
            # One batch holds thousands of readings: its tree is made once for all that are proven from it.
            sealed = entry.seal_id
            batch = list(Entry.objects.filter(seal_id=sealed).order_by("id").values_list("id", "leaf"))
            places = {id_: place for place, (id_, _leaf) in enumerate(batch)}
            levels = rules.merkle_levels([leaf for _id, leaf in batch])
        yield {
            "entry": [getattr(entry, column) for column in LEAF_COLUMNS],
            "path": rules.merkle_path(levels, places[entry.id]),
            "seal": fields_of(entry.seal).__dict__,
            "seal_hash": entry.seal.hash,
        }


def holds(proven: dict[str, Any]) -> bool:
    """Whether one proven entry leads to its seal's root and the seal to its own hash. Needs no database."""
    path = [(side, beside) for side, beside in proven["path"]]
    fields = rules.SealFields(**proven["seal"])
    return (
        rules.path_root(rules.leaf_hash(proven["entry"]), path) == fields.root
        and fields.hash() == proven["seal_hash"]
    )


def stands(proven: dict[str, Any]) -> bool:
    """Whether a proof that holds is of a seal in this database's chain."""
    return holds(proven) and Seal.objects.filter(id=proven["seal"]["id"], hash=proven["seal_hash"]).exists()
