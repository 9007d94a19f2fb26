"""What the worker has to do."""

from __future__ import annotations

from datetime import datetime

from alongside.messages.models import Message

_WHY = "the worker delivers what is due, whoever may see it"
AT_ONCE = 200


def due(now: datetime) -> list[Message]:
    """Messages whose time has come, the oldest first."""
    rows = Message.objects.for_system(_WHY).filter(state="queued", next_attempt_at__lte=now)
    return list(rows.select_related("text").order_by("next_attempt_at", "id")[:AT_ONCE])


def taken_before(moment: datetime) -> list[int]:
    """E-mails that a worker took and of which nothing was heard since."""
    rows = Message.objects.for_system(_WHY).filter(state="sending", claimed_at__lte=moment)
    return list(rows.order_by("id").values_list("pk", flat=True))
