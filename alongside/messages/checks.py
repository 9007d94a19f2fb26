"""What `alongside check` proves about messages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from alongside.messages import library
from alongside.messages.models import Message
from alongside.records import clock
from alongside.records.check import check

_CHECK = "a check looks at every message and names nobody"


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
