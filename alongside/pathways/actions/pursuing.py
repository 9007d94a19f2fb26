"""Saying what happens next about a promise: nobody's promise is only late."""

from __future__ import annotations

from datetime import date, datetime

from alongside.pathways import access
from alongside.pathways.actions import keeping, owing, saying
from alongside.pathways.models import Promise
from alongside.pathways.queries import definitions
from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import day_of
from alongside.records.acting import action
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Forbidden, Refused


@action("pathways.pursue a promise", may=access.work)
def pursue(promise_id: int, *, by: Actor, at: datetime, step: str, on: date) -> None:
    """Say what is done next about something owed, and by when: it stands on the list of whoever owes it.

    Raises Missing for a promise whose record the actor does not see.
    """
    promise, journey = saying.owed(promise_id, by, at)
    if not may_pursue(by, promise):
        raise Forbidden("Whoever owes this says what is done next, or their manager.")
    if promise.closed_at is not None:
        raise Refused("This is settled already. Open the page again.")
    if not step.strip():
        raise Refused("Say what is done next.", "step")
    if on < day_of(at):
        raise Refused("The day must be today or later.", "on")
    if journey is None:
        owing.pursue(promise, step=step.strip(), on=on)
        return
    pathway = definitions.of_hash(journey.definition)
    keeping.write(
        journey,
        history.PURSUED,
        f"{pathway.title}: about “{promise.name}”, next {step.strip()} by {on:%-d %B %Y}.",
        at=at,
        promise=promise.name,
        event=promise.event,
        step=step.strip(),
        on=on.isoformat(),
        by=by.worker_id,
    )


def may_pursue(by: Actor, promise: Promise) -> bool:
    """Whoever owes it, themselves or with their team; and whoever manages work that they can see."""
    if by is SYSTEM or promise.owner in by.holders:
        return True
    return access.work(by, promise) and any(by.plays(duty) for duty in access.MANAGES)
