"""The print queue: letters are printed and posted in batches, and each is asked about once more on its way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from alongside.messages import access
from alongside.messages.actions.asking import ask, note, stop
from alongside.messages.models import Message
from alongside.messages.outcomes import tell
from alongside.messages.rules import gate
from alongside.records.acting import action
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Refused

Counted = dict[str, list[int]]
Do = Callable[..., None]


@action("messages.mark printed", may=access.send)
def mark_printed(*, by: Actor, at: datetime, message_ids: Sequence[int]) -> Counted:
    """Mark letters of the queue as printed. Answers what became of each: done, stopped, left (not in the queue)."""
    return _batch(message_ids, "ready", _print, by, at)


@action("messages.mark posted", may=access.send)
def mark_posted(*, by: Actor, at: datetime, message_ids: Sequence[int]) -> Counted:
    """Mark printed letters as posted, which is when they are issued. Answers like `mark_printed`."""
    return _batch(message_ids, "printed", _post, by, at)


def _batch(message_ids: Sequence[int], state: str, do: Do, by: Actor, at: datetime) -> Counted:
    wanted = list(dict.fromkeys(message_ids))
    if not wanted:
        raise Refused("Select at least one letter.", "message_ids")
    counted: Counted = {"done": [], "stopped": [], "left": []}
    rows = {row.pk: row for row in _of(by, wanted, at)}
    for key in wanted:
        row = rows.get(key)
        counted["left" if row is None or row.state != state else _one(row, do, by, at)].append(key)
    return counted


def _of(by: Actor, wanted: Sequence[int], at: datetime) -> Sequence[Message]:
    rows = (
        Message.objects.for_system("the system posts") if by is SYSTEM else Message.objects.visible_to(by, at)
    )
    return list(rows.filter(pk__in=wanted).order_by("id").alone())


def _one(row: Message, do: Do, by: Actor, at: datetime) -> str:
    answer, _ = ask(row, at)
    if not gate.may_pass(answer, row.released):
        stop(row, answer, by=by, at=at)
        return "stopped"
    do(row, by=by, at=at)
    return "done"


def _print(row: Message, *, by: Actor, at: datetime) -> None:
    row.put(state="printed")
    note(row, "printed", "was printed.")


def _post(row: Message, *, by: Actor, at: datetime) -> None:
    row.put(state="sent", ended_at=at, ended_by_id=by.worker_id)
    note(row, "issued", "was posted.")
    tell(row, "issued", by=by, at=at)
