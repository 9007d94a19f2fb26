"""Messages that are not to go yet, or not any more, because of what became of their cause."""

from __future__ import annotations

from datetime import datetime

from alongside.messages import access
from alongside.messages.actions.asking import note
from alongside.messages.actions.ending import WAITING
from alongside.messages.models import Message
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.web.errors import Refused


@action("messages.hold back", on=Message, may=access.write)
def hold_back(row: Message, *, by: Actor, at: datetime, until: datetime) -> None:
    """Do not send it before this moment. A letter that the gate stopped waits for its release anyway."""
    later = max(row.hold_until, until)
    row.put(hold_until=later, next_attempt_at=later if row.state == "queued" else row.next_attempt_at)


@action("messages.supersede", on=Message, may=access.write)
def supersede(row: Message, *, by: Actor, at: datetime, why: str) -> None:
    """Do not send it: what it says is not so any more."""
    if row.state not in WAITING:
        raise Refused("This letter has left already, or is at rest.")
    row.put(state="cancelled", ended_at=at, ended_by_id=by.worker_id, ended_why=why, next_attempt_at=None)
    note(row, "cancelled", f"was not sent: {why}")
