"""Bulk operations as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside.casework import bulk
from alongside.casework.models import BulkItem, BulkOperation
from alongside.casework.rules import bulk as rules
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web.errors import Missing

AT_MOST = 50


@dataclass(frozen=True)
class ItemRow:
    """What became of one thing; its name only for who may see it."""

    person: str
    what: str
    href: str
    fate: str
    why: str


@dataclass(frozen=True)
class Operation:
    """One operation."""

    id: int
    title: str
    reason: str
    over: str
    by: str
    at: datetime
    asked: int
    done: int
    left: int
    messages: int
    undone_by: str
    undone_at: datetime | None
    undone_why: str
    back: int
    stayed: int
    until: datetime
    can_undo: bool


def operation(key: int, actor: Actor) -> tuple[Operation, Sequence[ItemRow], list[int]]:
    """One operation with everything in it, and the records shown. Raises Missing for who has no part in its kind."""
    row = BulkOperation.objects.filter(pk=key).select_related("made_by", "undone_by").first()
    if row is None or not bulk.kind_of(row.kind).may(actor):
        raise Missing
    items = list(
        BulkItem.objects.for_system("who did it sees what became of each; names only as they may")
        .filter(operation=row)
        .order_by("pk")
    )
    named = bulk.kind_of(row.kind).named([item.key for item in items], by=actor)
    shown = [item.record_id for item in items if item.key in named and item.record_id]
    return _told(row, items, actor), [_item(item, named.get(item.key)) for item in items], shown


def mine(actor: Actor) -> list[Operation]:
    """What this worker has done in bulk, the newest first."""
    rows = BulkOperation.objects.filter(made_by_id=actor.worker_id).select_related("made_by", "undone_by")
    return [_told(row, (), actor) for row in rows.order_by("-made_at", "-pk")[:AT_MOST]]


def _item(item: BulkItem, named: bulk.Named | None) -> ItemRow:
    fate = {"done": "Done", "left": "Left as it was"}[item.fate]
    if item.undone:
        fate = {"back": "As it was before", "stayed": "Stayed"}[item.undone]
    why = item.undone_why or item.why
    if named is None:
        return ItemRow("", "Not yours to see now", "", fate, why)
    return ItemRow(named.person, named.what, named.href, fate, why)


def _told(row: BulkOperation, items: Sequence[BulkItem], actor: Actor) -> Operation:
    until = rules.undone_by(row.made_at)
    return Operation(
        id=row.pk,
        title=row.title,
        reason=row.reason,
        over=str(row.target.get("over", "")),
        by=row.made_by.name if row.made_by else "Alongside itself",
        at=row.made_at,
        asked=row.asked,
        done=row.done,
        left=row.left,
        messages=sum(len(item.messages) for item in items),
        undone_by=row.undone_by.name if row.undone_by else "",
        undone_at=row.undone_at,
        undone_why=row.undone_why,
        back=row.back,
        stayed=row.stayed,
        until=until,
        can_undo=row.undone_at is None and clock.now() <= until and bulk.kind_of(row.kind).may(actor),
    )
