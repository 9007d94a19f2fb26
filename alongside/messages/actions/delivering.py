"""Delivery, step by step: each is a transaction of its own, so that a worker killed between two leaves a message that
is either where it was or known to be unsure. Nothing is ever sent twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.messages import access
from alongside.messages.actions.asking import ask, note, shown, stop
from alongside.messages.actions.drawing import keep_document
from alongside.messages.drawing import Drawn
from alongside.messages.models import Message
from alongside.messages.outcomes import tell
from alongside.messages.rules import gate
from alongside.records.acting import action
from alongside.records.actors import Actor

AT_MOST = 8
"""How often delivery is tried before somebody has to look."""
LONGEST = timedelta(hours=6)
UNSURE = "It is not known whether it was sent: the sending stopped in the middle. Ask the recipient."


@action("messages.put into the print queue", on=Message, may=access.deliver)
def make_ready(row: Message, *, by: Actor, at: datetime, drawn: Drawn, seen: int, place: str) -> bool:
    """Keep the letter that was drawn and put it into the print queue, unless anything about it changed meanwhile."""
    if row.state != "queued" or row.version != seen:
        return False
    answer, here = ask(row, at)
    if not gate.may_pass(answer, row.released):
        stop(row, answer, by=by, at=at)
        return False
    if here.text != place:
        return False
    keep_document(row, by=by, at=at, place=place, drawn=drawn)
    row.put(state="ready", next_attempt_at=None, **shown(here))
    note(row, "ready", "is ready to be printed.")
    return True


@action("messages.claim", on=Message, may=access.deliver)
def claim(row: Message, *, by: Actor, at: datetime, drawn: Drawn, seen: int, place: str) -> bool:
    """Take an e-mail to send it. Whoever gets True, and nobody else, sends it; after that it is never tried again
    unless it is certain that it did not leave."""
    if row.state != "queued" or row.version != seen:
        return False
    answer, here = ask(row, at)
    if not gate.may_pass(answer, row.released):
        stop(row, answer, by=by, at=at)
        return False
    if here.text != place:
        return False
    if row.document_id is None:
        keep_document(row, by=by, at=at, place=place, drawn=drawn)
    row.put(state="sending", claimed_at=at, attempts=row.attempts + 1, next_attempt_at=None, **shown(here))
    return True


@action("messages.sent", on=Message, may=access.deliver)
def mark_sent(row: Message, *, by: Actor, at: datetime) -> None:
    """The mail server took it."""
    if row.state != "sending":
        return
    row.put(state="sent", ended_at=at)
    note(row, "issued", "was sent by e-mail.")
    tell(row, "issued", by=by, at=at)


@action("messages.not sent", on=Message, may=access.deliver)
def mark_not_sent(row: Message, *, by: Actor, at: datetime, why: str, sure: bool) -> None:
    """The mail server did not take it: tried again later and later, where that is `sure`; otherwise somebody looks."""
    if row.state != "sending":
        return
    if sure and row.attempts < AT_MOST:
        wait = min(timedelta(minutes=2**row.attempts), LONGEST)
        row.put(state="queued", next_attempt_at=at + wait, ended_why=why)
        return
    _fail(row, why if sure else UNSURE, by, at)


@action("messages.give up unsure", on=Message, may=access.deliver)
def give_up(row: Message, *, by: Actor, at: datetime, since: datetime) -> bool:
    """A worker took the message before `since` and was never heard of again: nobody can know whether it went."""
    if row.state != "sending" or row.claimed_at is None or row.claimed_at > since:
        return False
    _fail(row, UNSURE, by, at)
    return True


@action("messages.cannot be drawn", on=Message, may=access.deliver)
def hold_undrawn(row: Message, *, by: Actor, at: datetime, why: str, seen: int) -> None:
    """The letter cannot be made as it is: held, with what is wrong."""
    if row.state != "queued" or row.version != seen:
        return
    row.put(content=row.content | {"format ready": False}, ended_why=why)
    answer, _ = ask(row, at)
    stop(row, answer, by=by, at=at)


def _fail(row: Message, why: str, by: Actor, at: datetime) -> None:
    row.put(state="failed", ended_at=at, ended_why=why)
    note(row, "failed", f"could not be sent: {why}")
    tell(row, "failed", by=by, at=at)
