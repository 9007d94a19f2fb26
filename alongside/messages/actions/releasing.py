"""Letting a letter go that the gate stopped: mended and asked again, or released by two people, each with a reason.
Until then it has an owner, who can be another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alongside.messages import access
from alongside.messages.actions.asking import NOT_RELEASED, as_stored, ask, codes, let_go, note, stop
from alongside.messages.models import Message
from alongside.messages.rules import gate
from alongside.people.queries.owners import can_own
from alongside.records.acting import action, reason_given
from alongside.records.actors import Actor
from alongside.web.errors import Refused


@action("messages.ask again", on=Message, may=access.handle)
def ask_again(row: Message, *, by: Actor, at: datetime) -> str:
    """Ask the gate about a held letter after something was mended; answers its state: `queued` or still `held`."""
    _held(row)
    answer, here = ask(row, at)
    if answer.open:
        row.put(stopped=[], **NOT_RELEASED)
        let_go(row, here, at)
        note(row, "let go", "is no longer stopped and will be sent.")
    elif answer.stopped != codes(row.stopped):
        stop(row, answer, by=by, at=at)
    return row.state


@action("messages.release", on=Message, may=access.release)
def release(row: Message, *, by: Actor, at: datetime) -> str:
    """Release a held letter, with the action's reason; the second time, by somebody else, it goes.

    What is released is what stops it now, and it is told to both: a reason that comes up between the two takes the
    first release back. Answers the state: `held` after the first, `queued` after the second.
    """
    _held(row)
    why = reason_given().strip()
    if not why:
        raise Refused("Say how you know that it is safe to send this letter.", "reason")
    answer, here = ask(row, at)
    if not gate.releasable(answer.stopped):
        raise Refused("This cannot be released: put right what stops it, or write the letter again.")
    if answer.stopped != codes(row.stopped):
        row.put(stopped=as_stored(answer), **NOT_RELEASED)
    if row.released_first_by_id is None:
        row.put(released_first_by_id=by.worker, released_first_at=at, released_first_why=why)
        note(row, "released once", "was released by the first of two.")
        return row.state
    if row.released_first_by_id == by.worker:
        raise Refused("You have released this letter already. Somebody else has to look at it, too.")
    row.put(
        released_second_by_id=by.worker,
        released_second_at=at,
        released_second_why=why,
        released=list(answer.stopped),
    )
    let_go(row, here, at)
    note(row, "released", "was released by two and will be sent.")
    return row.state


@action("messages.give", on=Message, may=access.handle)
def give(row: Message, *, by: Actor, at: datetime, owner: str) -> None:
    """Let somebody else see to a stopped letter: a worker at work, or a team with somebody in it."""
    _held(row)
    if not can_own(owner):
        raise Refused("Select a worker who is at work, or a team with somebody in it.", "owner")
    row.put(owner=owner)
    note(row, "given", "has another owner now.")


def hand_over(keys: Sequence[int], to: str, *, by: Actor, at: datetime) -> None:
    """Put these letters into other hands, within the action under way: their owner leaves."""
    rows = Message.objects.for_system("whoever leaves hands over what is theirs, whomever it is about")
    for row in rows.filter(pk__in=keys).order_by("id").alone():
        row.put(owner=to)
        note(row, "given", "has another owner now.")


def _held(row: Message) -> None:
    if row.state != "held":
        raise Refused("This letter is not held any more. Open it again to see what became of it.")
