"""People who wait for a visit along the made-up pathway of a grab rail, some days ago."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from alongside.pathways.actions import moving, opening
from alongside.records import clock
from alongside.records.actors import SYSTEM


def ask(town: Any, person: str, days: int) -> int:
    """Ask for the rail."""
    asked_at = clock.now() - timedelta(days=days)
    return int(
        opening.open_journey(getattr(town, person), by=SYSTEM, pathway="grab-rail", happened_at=asked_at)
    )


def see(journey: int, days: int) -> None:
    """Give it to Priya and let her visit."""
    moved_at = clock.now() - timedelta(days=days)
    moving.move(journey, by=SYSTEM, move="sort", happened_at=moved_at)
    moving.move(journey, by=SYSTEM, move="give", owner="worker:1", happened_at=moved_at)
    moving.move(journey, by=SYSTEM, move="measure", happened_at=moved_at)
