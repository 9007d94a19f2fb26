"""What every deed about somebody in a batch shares: the journey it is about, the way out of the batch, the history."""

from __future__ import annotations

from datetime import date, datetime

from alongside.commissioning.models import BatchItem
from alongside.commissioning.queries.batches import lent
from alongside.commissioning.rules import batches as rules
from alongside.pathways import library
from alongside.pathways.actions import keeping
from alongside.pathways.actions.course import history_standing
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules import history
from alongside.records import clock, grants
from alongside.records.acting import record
from alongside.records.actors import Actor
from alongside.records.models import Grant
from alongside.web.errors import Missing, Refused

WHY = "the work in a batch, as the action checked that its doer may see the journey or holds the batch"


def journey_of(item: BatchItem) -> Journey:
    """The journey of an item, nobody else's to write to until the action ends; the item knows it from then on."""
    item.journey = Journey.objects.for_system(WHY).filter(pk=item.journey_id).alone().get()
    return item.journey


def seen(item: BatchItem, by: Actor, at: datetime) -> Journey:
    """The same for somebody of the council. Raises Missing where the journey is not theirs to see."""
    if not Journey.objects.visible_to(by, at).filter(pk=item.journey_id).exists():
        raise Missing
    return journey_of(item)


def theirs(item: BatchItem, at: datetime) -> Journey:
    """The same for somebody of the agency, of work that is with it. Raises Missing where it is theirs no more."""
    if not lent.items(clock.day_of(at)).filter(pk=item.pk).exists():
        raise Missing
    if item.state != rules.OUT:
        raise Refused("This was sent back already. The council looks at it now.")
    return journey_of(item)


def leave(item: BatchItem, state: str, why: str, *, by: Actor, at: datetime) -> None:
    """Somebody leaves the batch with a fate, and the agency sees nothing of them from then on."""
    item.state, item.closed_at, item.closed_by_id, item.closed_why = state, at, by.worker_id, why
    save(item, "state", "closed_at", "closed_by", "closed_why")
    grants.end(
        Grant.objects.open_at(at).filter(record_id=item.record_id), at=at, why="no longer in the batch"
    )


def save(item: BatchItem, *fields: str) -> None:
    """Save these fields, and a new version."""
    item.version += 1
    item.save(update_fields=[*fields, "version"])


def say(item: BatchItem, journey: Journey, what: str, sentence: str) -> int:
    """Write what became of somebody in a batch into the history of the record that their journey is on."""
    about = past.subject(journey.pk)
    made = f"commissioning.batch {what}"
    return record(journey.record_id, made, sentence, subject=about, batch=item.batch_id, item=item.pk)


def plan(journey: Journey, step: str, on: date, *, by: Actor, at: datetime) -> int:
    """Say what happens next with a journey; the event's number. Nothing where it has ended."""
    if journey.ended_at is not None:
        return 0
    said = f"{definitions.of_hash(journey.definition).title}: next, {step} by {on:%-d %B %Y}."
    keeping.write(journey, history.PLANNED, said, at=at, step=step, on=on.isoformat(), by=by.worker_id)
    return past.events(journey.pk)[-1].id


def as_before(item: BatchItem, journey: Journey, *, by: Actor, at: datetime) -> None:
    """What happens next is again what it was before it was sent, unless somebody has planned otherwise since."""
    if journey.ended_at is not None:
        return
    bearing = [each for each in history_standing(journey.pk) if each.kind in (history.PLANNED, history.MOVED)]
    if not bearing or bearing[-1].id != item.planned:
        return
    said = f"{definitions.of_hash(journey.definition).title}: no longer with an agency."
    keeping.write(journey, history.TAKEN_BACK, said, at=at, event=item.planned, by=by.worker_id)
    keeping.leave_with_nobody_gone(journey, by=by, at=at)


def working_days(count: int, at: datetime) -> date:
    """The day so many working days on; today for none."""
    return library.calendar().working_days_after(clock.day_of(at), count)
