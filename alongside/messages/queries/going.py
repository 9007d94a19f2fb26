"""To whom and where a message that is written already would go now."""

from __future__ import annotations

from datetime import datetime

from alongside.messages.models import Message
from alongside.messages.queries.recipients import Place, Recipient, place_of, to_person, to_tie
from alongside.records import clock

GONE = "nobody-stands-so"
"""The relation of somebody who was never what the message took them for: nothing goes to them."""


def recipient(row: Message) -> Recipient:
    """Whoever the message is to, as they stand now."""
    if row.relationship_id is not None:
        return to_tie(row.relationship_id) or Recipient(
            "representative", row.to_name, (), row.relationship_id, GONE
        )
    return to_person(row.to_person_id) if row.to_person_id else Recipient(row.to_kind, row.to_name, ())


def place(row: Message, to: Recipient, at: datetime) -> Place:
    """Where the message would go if it went now."""
    given = "" if to.relation == GONE else row.content.get("given place", "")
    return place_of(to, row.channel, given, clock.day_of(at))
