"""Alerts have an owner, who looks at them again: they pass on when that worker leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from alongside.people.actions.alerts import hand_over
from alongside.people.models import Alert
from alongside.records import owners


def _alerts() -> Any:
    return Alert.objects.for_system("who owns what, told without saying what it is about").filter(
        ended_at__isnull=True
    )


def _everything() -> Iterable[tuple[int, str]]:
    return list(_alerts().order_by("id").values_list("pk", "owner"))


def _of(holder: str) -> Sequence[int]:
    return list(_alerts().filter(owner=holder).order_by("id").values_list("pk", flat=True))


owners.register(owners.Kind("alert", "alerts", _everything, _of, hand_over))
