"""What became of a letter: handed over, declined, not safe to send, cancelled, come back."""

from __future__ import annotations

from datetime import datetime

from alongside.messages import access
from alongside.messages.actions.asking import ask, note
from alongside.messages.actions.drawing import keep_document
from alongside.messages.models import Message
from alongside.messages.outcomes import tell
from alongside.messages.rules import gate
from alongside.records.acting import action, reason_given
from alongside.records.actors import Actor
from alongside.web.errors import Refused

WAITING = ("held", "queued", "ready", "printed")
"""States in which a message has not left the building."""


@action("messages.issue by hand", on=Message, may=access.handle)
def issue_by_hand(row: Message, *, by: Actor, at: datetime) -> None:
    """The letter was given to its recipient in person: the copy kept is the one they were given."""
    _waiting(row)
    answer, _ = ask(row, at, gate.HAND)
    if not gate.may_pass(answer, row.released):
        raise Refused(f"This letter may not be handed over. {' '.join(answer.sentences)}")
    if row.document_id is None:
        keep_document(row, by=by, at=at, place="")
    _end(row, "handed", by=by, at=at, channel=gate.HAND)
    note(row, "issued", "was handed over.")
    tell(row, "issued", by=by, at=at)


@action("messages.decline", on=Message, may=access.handle)
def decline(row: Message, *, by: Actor, at: datetime) -> None:
    """The person does not want the letter; the action's reason says what they said."""
    _waiting(row)
    why = _why("Say what the person said.")
    _end(row, "declined", by=by, at=at, ended_why=why)
    note(row, "declined", f"was declined: {why}")
    tell(row, "declined", by=by, at=at)


@action("messages.mark unsafe", on=Message, may=access.handle)
def mark_unsafe(row: Message, *, by: Actor, at: datetime) -> None:
    """It would not be safe to send the letter; the action's reason says why."""
    _waiting(row)
    why = _why("Say why it would not be safe.")
    _end(row, "unsafe", by=by, at=at, ended_why=why)
    note(row, "unsafe", f"is not sent, because it would not be safe: {why}")
    tell(row, "unsafe to send", by=by, at=at)


@action("messages.cancel", on=Message, may=access.handle)
def cancel(row: Message, *, by: Actor, at: datetime) -> None:
    """Take a letter back that has not left; what was promised with it stays owed."""
    _waiting(row)
    why = _why("Say why it is not to be sent.")
    _end(row, "cancelled", by=by, at=at, ended_why=why)
    note(row, "cancelled", f"was cancelled: {why}")


@action("messages.mark returned", on=Message, may=access.handle)
def mark_returned(row: Message, *, by: Actor, at: datetime) -> None:
    """A letter that was sent came back: its address is not written to until somebody states it anew."""
    if row.state != "sent" or row.returned_at is not None:
        raise Refused("Only a letter that was sent can come back, and once.")
    why = _why("Say what is written on the envelope or in the answer.")
    row.put(returned_at=at, returned_why=why)
    note(row, "returned", f"came back: {why}")
    tell(row, "failed", by=by, at=at)


def _waiting(row: Message) -> None:
    if row.state not in WAITING:
        raise Refused("This letter has left already, or is at rest. Open it again to see what became of it.")


def _why(missing: str) -> str:
    if not (why := reason_given().strip()):
        raise Refused(missing, "reason")
    return why


def _end(row: Message, state: str, *, by: Actor, at: datetime, **more: object) -> None:
    row.put(state=state, ended_at=at, ended_by_id=by.worker_id, next_attempt_at=None, **more)
