"""Taking a run back, and settling what it left to decide."""

from __future__ import annotations

from datetime import datetime

from alongside.integration import access
from alongside.integration.models import Doubt, Line, Run
from alongside.integration.rules.fates import HISTORY, LOADED
from alongside.pathways.actions import bringing_in
from alongside.people.actions.dated import line
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.web.errors import Refused

AT_ONCE = 500
_RUN = "the journeys that a run brought in, taken back with it"


@action("integration.take back", on=Run, may=access.bring_lists_in)
def take_back(run: Run, *, by: Actor, at: datetime, why: str) -> None:
    """Take back all that a run brought in, while nobody has gone on with any of it. The people it added stay on record:
    somebody may have met them since."""
    if run.taken_back_at is not None:
        raise Refused("This list has been taken back already.")
    why = line(why, "why", "Say why the list is taken back.")
    lines = Line.objects.for_system(_RUN).filter(run=run, fate__in=(LOADED, HISTORY))
    numbers = lines.order_by("journey_id").values_list("journey_id", flat=True)
    journeys = [number for number in numbers if number is not None]
    for place in range(0, len(journeys), AT_ONCE):
        bringing_in.withdraw(journeys[place : place + AT_ONCE], at=at, why=why)
    run.taken_back_at, run.taken_back_by_id, run.taken_back_why = at, by.worker_id, why
    run.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])


@action("integration.settle doubt", on=Doubt, may=access.decide)
def settle(doubt: Doubt, *, by: Actor, at: datetime, why: str) -> None:
    """Say that a doubt is settled and how: that they are two people, which day is right."""
    if doubt.settled_at is not None:
        raise Refused("Somebody has settled this already.")
    doubt.settled_at, doubt.settled_by_id = at, by.worker_id
    doubt.settled_why = line(why, "why", "Say how you know.")
    doubt.save(update_fields=["settled_at", "settled_by", "settled_why"])
