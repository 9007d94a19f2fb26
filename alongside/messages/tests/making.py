"""Small builders for tests of this room: letters with everything in them, people who may be written to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from alongside import council
from alongside.messages import actions
from alongside.messages.actions import delivering
from alongside.messages.drawing import draw
from alongside.messages.models import Message
from alongside.people.actions import places
from alongside.people.models import Address
from alongside.people.tests import making
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Record

ASSESSMENT: Mapping[str, Any] = {
    "decision": "You can have care and support from us.",
    "next steps": "We will plan with you what helps. Priya Nair rings you by 4 December 2026.",
    "worker": "Priya Nair",
    "worker phone": "020 7946 0123",
    "own words": "I want to cook for Kofi on Sundays.\n\nI am afraid of the stairs.",
    "outcomes": {
        "columns": ["What", "What we found", "Counts"],
        "rows": [
            ["Eating and drinking", "Needs help to cook", "Yes"],
            ["Keeping clean", "Can do it, with pain", "Yes"],
            ["Seeing family", "No difficulty", "No"],
        ],
    },
    "strengths": "Your son Kofi comes every Sunday.",
    "reasons": "You cannot do two or more of these things, and it has a great effect on your wellbeing.",
    "contingency": "If Kofi cannot come, ring Grace, 020 7946 0456, any time.",
    "risks": ["Falls on the stairs: a second rail is ordered.", "Gas: the alarm is fitted."],
    "carer": "Kofi can have an assessment of his own.",
    "advice": "The lunch club at the library is open to everybody.",
    "assessed on": "18 November 2026",
}

REQUEST: Mapping[str, Any] = {
    "received on": "20 November 2026",
    "asked for": "help with washing",
    "next steps": "Somebody reads your request today and rings you.",
    "reply by": "24 November 2026",
    "worker": "Priya Nair",
}

ADDRESS = "12 Oak Road\nExampleton"


def postcode(number: int = 0) -> str:
    """A postcode of the council's directory."""
    return str(sorted(council.current().directory.postcodes)[number * 11])


def person(by: Actor, *, address: str = ADDRESS, number: int = 0, **said: str) -> int:
    """Somebody whom `by` sees and who has lived for years where they live."""
    found = making.opened(making.add(**said), by)
    if address:
        lives(found, address, number=number)
    return found


def lives(person_id: int, address: str = ADDRESS, *, number: int = 0, days: int = 400, **said: str) -> int:
    """An address recorded so many days ago."""
    given = {"purpose": "home", "lines": address, "postcode": postcode(number)} | said
    key = int(places.add_address(person_id, by=SYSTEM, **given))
    earlier = timezone.now() - timedelta(days=days)
    Address.objects.for_system("a test needs an old address").filter(pk=key).update(recorded_at=earlier)
    return key


def written(person_id: int, by: Actor, **said: Any) -> Message:
    """A message to somebody; an acknowledgement of their request unless said otherwise."""
    given: dict[str, Any] = {"template": "contact-acknowledgement", "context": REQUEST, "cause": ""} | said
    return message(int(actions.write(person_id, by=by, **given)))


def message(message_id: int) -> Message:
    """The message as it stands now."""
    found: Message = Message.objects.for_system("test").select_related("text").get(pk=message_id)
    return found


def held_by(row: Message) -> list[str]:
    """The codes of what stops it."""
    return [code for code, _ in row.stopped]


def later(minutes: int = 11) -> Any:
    """A moment by which what was written now is due."""
    return clock.now() + timedelta(minutes=minutes)


def restrict(person_id: int) -> None:
    """Mark the record as restricted, whoever may still see it."""
    Record.objects.filter(pk=person_id).update(restricted=True)


def ready(message_id: int) -> Message:
    """Into the print queue, as the worker puts it there."""
    row = message(message_id)
    given: dict[str, Any] = {"drawn": draw(row, row.place), "seen": row.version, "place": row.place}
    assert delivering.make_ready(row.pk, by=SYSTEM, **given)
    return message(message_id)


def sent(message_id: int, by: Actor) -> None:
    """Through the print queue and into the post."""
    if message(message_id).state == "queued":
        ready(message_id)
    assert actions.mark_printed(by=by, message_ids=[message_id])["done"] == [message_id]
    assert actions.mark_posted(by=by, message_ids=[message_id])["done"] == [message_id]
