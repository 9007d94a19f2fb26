"""What `alongside check` proves about messages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from alongside.messages import library
from alongside.messages.models import Message
from alongside.people.queries.owners import active_holders
from alongside.records import clock
from alongside.records.check import check

_CHECK = "a check looks at every message and names nobody"


@check("owners of stopped letters", "Open the letter on the list of stopped letters and give it an owner.")
def _owners() -> Iterable[str]:
    active = active_holders()
    rows = Message.objects.for_system(_CHECK).filter(state="held").order_by("id")
    for row in rows.exclude(owner__in=active).values_list("pk", "owner"):
        yield f"Letter L{row[0]} is stopped and belongs to {row[1] or 'nobody'}, with whom nobody is at work."


@check("letters under way", "See on the health page whether the worker runs and what it says.")
def _under_way() -> Iterable[str]:
    late = clock.now() - timedelta(hours=1)
    rows = Message.objects.for_system(_CHECK).filter(state="queued", attempts=0, next_attempt_at__lt=late)
    for key in rows.order_by("id").values_list("pk", flat=True):
        yield f"Letter L{key} should have gone more than an hour ago."


@check("words of letters", "Put the file right that is named; until then nothing of it can be written.")
def _words() -> Iterable[str]:
    for key in library.known():
        try:
            library.letter(key)
        except library.LetterFault as fault:
            yield str(fault)
