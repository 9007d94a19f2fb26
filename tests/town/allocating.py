"""Giving people to workers, until the room that allocates work is built."""

from __future__ import annotations

from datetime import datetime

from alongside.records import grants
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.records.models import Record


@action("town.allocate", on=Record, may=lambda _actor, _thing: False)
def allocate(file: Record, *, by: Actor, at: datetime, holder: str) -> None:
    """Give somebody of the town to a worker or team."""
    grants.give(file, holder, "allocated", at=at, reason="as the town has it")
