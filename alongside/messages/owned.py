"""Letters that have not gone have an owner, who sees to them when they are stopped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from alongside.messages.actions.ending import WAITING
from alongside.messages.actions.releasing import hand_over
from alongside.messages.models import Message
from alongside.records import owners


def _letters() -> Any:
    return Message.objects.for_system("who owns what, told without saying what it is about").order_by("id")


def _stopped() -> Iterable[tuple[int, str]]:
    return list(_letters().filter(state="held").values_list("pk", "owner"))


def _of(holder: str) -> Sequence[int]:
    """All that may be stopped yet."""
    return list(_letters().filter(state__in=WAITING, owner=holder).values_list("pk", flat=True))


owners.register(owners.Kind("letter", "letters", _stopped, _of, hand_over))
