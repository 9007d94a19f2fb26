"""The reconciled bulk operation: N chosen, N accounted for, undone within 24 hours with the messages it caused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from alongside.casework import access, bulk
from alongside.casework.models import BulkItem, BulkOperation
from alongside.casework.rules import bulk as rules
from alongside.casework.rules.bulk import BACK, DONE, LEFT, STAYED, Fate
from alongside.messages.actions import ending, waiting
from alongside.messages.models import Message
from alongside.records.acting import action, inside, reason_given, record
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Forbidden, Missing, Refused, Stale

_WHY = "what the operation did, and whatever followed from it, is its own to account for"


@action("casework.bulk", may=access.see)
def carry_out(
    *, by: Actor, at: datetime, kind: str, chosen: Mapping[int, int], target: Mapping[str, Any]
) -> int:
    """Do one deed to everything chosen: `chosen` gives each key with the version that was looked at (0: any).

    Needs a reason. What cannot be done, or changed since it was looked at, is left and told with why. Answers the
    operation's number.
    """
    deed = _deed(kind, by)
    reason = reason_given().strip()
    if not chosen:
        raise Refused(f"Select at least one {deed.one}.")
    if len(chosen) > rules.AT_MOST:
        raise Refused(f"Select at most {rules.AT_MOST} {deed.many} at a time.")
    if not reason:
        raise Refused("Say why, for whoever looks at this later.", "reason")
    deed.refuse(len(chosen), target)
    items = list(_each(deed, chosen, target, by, at))
    tally = rules.account(chosen, [Fate(item.key, item.fate, item.why) for item in items])
    operation = BulkOperation.objects.create(
        kind=kind,
        title=deed.title(len(chosen), target),
        target=dict(target),
        reason=reason,
        asked=tally.asked,
        done=tally.first,
        left=tally.second,
        made_at=at,
        made_by_id=by.worker_id,
    )
    for item in items:
        item.operation = operation
        item.save()
    _hold_back(items, at)
    said = f"{operation.title}: {tally.first} done, {tally.second} left as they were."
    record(None, "casework.bulk", said, operation=operation.pk, **vars(tally))
    return int(operation.pk)


def _deed(kind: str, by: Actor) -> bulk.Kind:
    deed = bulk.kind_of(kind)
    if not deed.may(by):
        raise Forbidden("Your role does not allow this.")
    return deed


def _each(
    deed: bulk.Kind, chosen: Mapping[int, int], target: Mapping[str, Any], by: Actor, at: datetime
) -> Iterator[BulkItem]:
    lines = {line.key: line for line in deed.look(list(chosen), target, by=by)}
    last = _newest()
    for key, version in chosen.items():
        line = lines.get(key)
        item = BulkItem(key=key, record_id=line.record_id if line else None, fate=LEFT)
        item.why = _stops(line, version)
        if not item.why:
            _do(deed, item, target, by, at)
        item.messages = _written(at, last)
        last = max([last, *item.messages])
        yield item


def _stops(line: bulk.Line | None, version: int) -> str:
    if line is None:
        return "It is not there any more, or is not yours to see."
    if version and line.version != version:
        return "Somebody changed it since you looked."
    return line.stops


def _do(deed: bulk.Kind, item: BulkItem, target: Mapping[str, Any], by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            item.kept = deed.do(item.key, target, by=by, at=at)
        item.fate = DONE
    except (Refused, Forbidden, Missing, Stale) as problem:
        item.why = _said(problem)


def _said(problem: Exception) -> str:
    return str(getattr(problem, "message", "")) or "It cannot be done to this one."


def _newest() -> int:
    return int(Message.objects.for_system(_WHY).aggregate(newest=Max("pk"))["newest"] or 0)


def _written(at: datetime, last: int) -> list[int]:
    """Messages after the last one known that were written at this very moment, which is the action's own."""
    rows = Message.objects.for_system(_WHY).filter(pk__gt=last, written_at=at)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _hold_back(items: list[BulkItem], at: datetime) -> None:
    """What was caused waits as long as it can be undone."""
    caused = [key for item in items for key in item.messages]
    for message in Message.objects.for_system(_WHY).filter(pk__in=caused).order_by("pk"):
        inside(waiting.hold_back, message, until=rules.undone_by(at))


@action("casework.undo bulk", on=BulkOperation, may=access.see)
def undo(operation: BulkOperation, *, by: Actor, at: datetime) -> None:
    """Put back, within 24 hours, everything that nothing has happened to since, and take back the messages caused."""
    deed = _deed(operation.kind, by)
    if operation.undone_at is not None:
        raise Refused("This was undone already.")
    if at > rules.undone_by(operation.made_at):
        raise Refused("This can no longer be undone: more than 24 hours have passed.")
    if not reason_given().strip():
        raise Refused("Say why it is undone.", "reason")
    done = BulkItem.objects.for_system(_WHY).filter(operation=operation, fate=DONE)
    items = list(done.order_by("-pk"))
    for item in items:
        _put_back(deed, item, by, at)
    _take_back(deed, items, by, at)
    for item in items:
        item.save(update_fields=["undone", "undone_why"])
    fates = [Fate(item.key, item.undone, item.undone_why) for item in items]
    tally = rules.account([item.key for item in items], fates, (BACK, STAYED))
    operation.undone_at, operation.undone_by_id, operation.undone_why = (
        at,
        by.worker_id,
        reason_given().strip(),
    )
    operation.back, operation.stayed = tally.first, tally.second
    operation.save(update_fields=["undone_at", "undone_by", "undone_why", "back", "stayed"])
    said = f"{operation.title}: undone. {tally.first} as they were, {tally.second} stayed."
    record(None, "casework.bulk undone", said, operation=operation.pk, **vars(tally))


def _put_back(deed: bulk.Kind, item: BulkItem, by: Actor, at: datetime) -> None:
    try:
        with transaction.atomic():
            deed.undo(item.key, item.kept, by=by, at=at)
        item.undone = BACK
    except (Refused, Forbidden, Missing, Stale) as problem:
        item.undone, item.undone_why = STAYED, _said(problem)


def _take_back(deed: bulk.Kind, items: list[BulkItem], by: Actor, at: datetime) -> None:
    """Cancel what the operation caused. Where something of the person stayed, what was written to them is still so."""
    stayed = {item.record_id for item in items if item.undone == STAYED}
    for item in items:
        if item.record_id in stayed:
            continue
        gone = [each for key in item.messages for each in _cancelled(deed, key, by, at)]
        if gone:
            item.undone_why = (
                f"Already gone: {formats.count(len(gone), 'letter')}. Write to say that it was wrong."
            )


def _cancelled(deed: bulk.Kind, key: int, by: Actor, at: datetime) -> Iterator[int]:
    """Take one message back; gives its key where it has left already."""
    message = Message.objects.for_system(_WHY).filter(pk=key).alone().get()
    if message.state not in ending.WAITING:
        if message.state not in ("cancelled", "declined", "unsafe"):
            yield key
        return
    inside(waiting.supersede, message, why=reason_given().strip())
    deed.unsay(message, by=by, at=at)
