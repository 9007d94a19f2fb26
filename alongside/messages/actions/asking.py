"""Asking the gate about a message that is written already, and stopping one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from alongside.messages.models import Message
from alongside.messages.outcomes import tell
from alongside.messages.queries.going import place, recipient
from alongside.messages.queries.knowing import Asked, facts
from alongside.messages.queries.recipients import Place
from alongside.messages.rules import gate
from alongside.records.acting import record
from alongside.records.actors import Actor

TIME_TO_CANCEL = timedelta(minutes=10)
"""A message that may go waits this long, so that who wrote it can think again."""


def ask(row: Message, at: datetime, channel: str = "") -> tuple[gate.Answer, Place]:
    """What the gate says of the message now, and the place it was asked about."""
    to = recipient(row)
    here = place(row, to, at)
    asked = Asked(
        record_id=row.record_id,
        person_id=row.person_id,
        to=to,
        channel=channel or row.channel,
        place=here,
        lacks_capacity=row.lacks_capacity,
        format_ready=bool(row.content.get("format ready")),
    )
    return gate.ask(facts(asked, at), asked.channel), here


def as_stored(answer: gate.Answer) -> list[list[str]]:
    """What stops a message, as the table keeps it: each code with its sentence."""
    return [list(pair) for pair in zip(answer.stopped, answer.sentences, strict=True)]


def codes(stored: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The codes of what the table keeps."""
    return tuple(pair[0] for pair in stored)


def stop(row: Message, answer: gate.Answer, *, by: Actor, at: datetime, keep_release: bool = False) -> None:
    """Hold the message: it is on the list of its owner until it is mended, released or given up.

    An earlier release is over, unless it is kept for when the reason that came up turns out to be wrong.
    """
    release: Mapping[str, Any] = {} if keep_release else NOT_RELEASED
    row.put(state="held", stopped=as_stored(answer), next_attempt_at=None, **release)
    note(row, "held", f"was stopped: {' '.join(answer.sentences)}")
    tell(row, "held", by=by, at=at)


NOT_RELEASED: Mapping[str, Any] = {
    "released": [],
    **dict.fromkeys(f"released_{which}_{what}" for which in ("first", "second") for what in ("by", "at")),
    **dict.fromkeys((f"released_{which}_why" for which in ("first", "second")), ""),
}
"""The columns of a release, as they are when nobody has released the message."""


def let_go(row: Message, here: Place, at: datetime) -> None:
    """Queue the message; it can be cancelled until `hold_until`."""
    row.put(
        state="queued", hold_until=at + TIME_TO_CANCEL, next_attempt_at=at + TIME_TO_CANCEL, **shown(here)
    )


def shown(here: Place) -> dict[str, object]:
    """The columns that say where a message goes."""
    return {"place": here.shown, "place_said": here.said, "place_id": here.row.pk if here.row else None}


def note(row: Message, verb: str, said: str) -> None:
    """The event of a message. It never holds the place, which may become confidential later."""
    sentence = f"“{row.title}” to {row.to_name} {said}"
    record(row.record_id, f"messages.{verb}", sentence, subject=row.subject, message=row.pk)
