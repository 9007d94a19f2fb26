"""What those who guard access see: restricted records, broken glass, blind matches, looks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Q

from alongside.records import clock
from alongside.records.models import BlindMatch, Entry, GlassBroken, Grant, Looked, Restriction, Worker
from alongside.records.queries.naming import holder_names, list_label, record_names, restriction_of
from alongside.web.door import link
from alongside.web.errors import Missing

ANSWERED = 50
Row = TypeVar("Row", "GlassRow", "BlindRow")


def one_of(rows: Sequence[Row], key: int) -> Row:
    """The row of this key; Missing when there is none."""
    for row in rows:
        if row.id == key:
            return row
    raise Missing


@dataclass(frozen=True)
class GlassRow:
    """One breaking of the glass on the review page."""

    id: int
    record_id: int
    person: str
    worker: str
    category: str
    reason: str
    broken_at: datetime
    review_due_on: date
    late: bool
    reviewed_by: str
    finding: str
    note: str
    mine: bool

    @property
    def href(self) -> str:
        """Where it is reviewed."""
        return link("records.review_glass", broken_id=self.id)


def glass_to_review(worker_id: int | None) -> list[GlassRow]:
    """Every breaking of the glass, those not reviewed first, oldest first among them."""
    rows = list(
        GlassBroken.objects.select_related("worker", "reviewed_by").order_by("reviewed_at", "id")[:200]
    )
    rows.sort(key=lambda row: (row.reviewed_at is not None, row.pk if row.reviewed_at is None else -row.pk))
    names = record_names(row.record_id for row in rows)
    today = clock.today()
    return [
        GlassRow(
            row.pk,
            row.record_id,
            names[row.record_id],
            row.worker.name,
            list_label("break-glass-category", row.category),
            row.reason,
            row.broken_at,
            row.review_due_on,
            row.reviewed_at is None and row.review_due_on < today,
            row.reviewed_by.name if row.reviewed_by else "",
            row.finding,
            row.note,
            row.worker_id == worker_id,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class RestrictedRow:
    """One restricted record on the officer's list."""

    restriction_id: int
    record_id: int
    person: str
    category: str
    since: datetime
    review_on: date
    named: str
    late: bool

    @property
    def href(self) -> str:
        """Where it is looked at again and lifted."""
        return restriction_of(self.record_id)


def restricted_records() -> list[RestrictedRow]:
    """Every restriction in force, the earliest review first."""
    rows = list(Restriction.objects.filter(ended_at__isnull=True).order_by("review_on", "id"))
    names = record_names(row.record_id for row in rows)
    holders = Grant.objects.open_at(clock.now()).filter(record_id__in=list(names), named=True)
    named: dict[int, list[str]] = {}
    for record_id, holder in holders.order_by("id").values_list("record_id", "holder"):
        named.setdefault(record_id, []).append(holder)
    said = holder_names({holder for each in named.values() for holder in each})
    return [
        RestrictedRow(
            row.pk,
            row.record_id,
            names[row.record_id],
            list_label("restriction-category", row.category),
            row.starts_at,
            row.review_on,
            ", ".join(said[holder] for holder in dict.fromkeys(named.get(row.record_id, []))),
            row.review_on < clock.today(),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class BlindRow:
    """One contact that may concern a restricted person."""

    id: int
    record_id: int
    person: str
    worker: str
    message: str
    callback: str
    made_at: datetime
    answered: str

    @property
    def href(self) -> str:
        """Where it is answered; nowhere once it has been."""
        return "" if self.answered else link("records.answer_blind_match", match_id=self.id)


def blind_matches() -> list[BlindRow]:
    """Contacts that may concern a restricted person: those without an answer, then the latest answers."""
    matches = BlindMatch.objects.select_related("worker", "answered_by")
    waiting = matches.filter(answered_at__isnull=True).order_by("id")
    rows = [*waiting, *matches.filter(answered_at__isnull=False).order_by("-id")[:ANSWERED]]
    names = record_names(row.record_id for row in rows)
    return [
        BlindRow(
            row.pk,
            row.record_id,
            names[row.record_id],
            row.worker.name,
            row.message,
            row.callback,
            row.made_at,
            f"{row.answered_by.name}: {row.answer}" if row.answered_by else "",
        )
        for row in rows
    ]


@dataclass(frozen=True)
class LookRow:
    """One look at a record, as told to whoever reviews access."""

    at: str
    worker_id: int
    worker: str
    page: str
    what: str
    why: str


def looks_at(record_ids: Sequence[int], limit: int = 500) -> list[LookRow]:
    """Every reading of these records, newest first: single views, lists and searches that named them."""
    spread = Looked.objects.filter(record_id__in=list(record_ids)).values("entry_id")
    wanted = set(record_ids)
    entries = Entry.objects.filter(Q(id__in=spread) | Q(op="R", seal__isnull=True)).order_by("-id")
    names = dict(Worker.objects.order_by("pk").values_list("pk", "name"))
    rows = []
    for entry in entries.iterator(chunk_size=500):
        said = json.loads(entry.payload) if entry.payload else {}
        if wanted.isdisjoint(said.get("records", [])):
            continue
        worker = names.get(entry.worker_id or 0, "")
        rows.append(
            LookRow(entry.at, entry.worker_id or 0, worker, entry.tbl, said["what"], said.get("why", ""))
        )
        if len(rows) == limit:
            break
    return rows
