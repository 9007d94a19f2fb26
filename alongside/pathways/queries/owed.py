"""Promises of a person, from what happened to them."""

from __future__ import annotations

from alongside.pathways.rules.history import Happened, Owing
from alongside.pathways.rules.owed import fold
from alongside.records.models import Event

PREFIX = "promise."


def subject(person_id: int) -> str:
    """How events name what is owed to a person."""
    return f"owed:{person_id}"


def of_person(person_id: int) -> dict[tuple[str, int], Owing]:
    """Everything that was ever owed to this record's person apart from journeys, folded from its events."""
    rows = Event.objects.for_system("promises of a person the action loaded").filter(
        subject=subject(person_id)
    )
    columns = rows.order_by("id").values_list("id", "kind", "happened_at", "content")
    return fold(Happened(pk, kind.removeprefix(PREFIX), at, content) for pk, kind, at, content in columns)
