"""What a death or a move does to work that is under way. Safeguarding, and whatever else says so, goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from alongside.pathways import library
from alongside.pathways.actions import keeping
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import day_of
from alongside.pathways.rules.leaving import DIED
from alongside.people.consequences import consequence
from alongside.people.models import Person
from alongside.people.queries.merging import ids_of
from alongside.records.actors import Actor

_WHY = "a death or a move bears on all work with the person, whoever may see it"


def _goes_on(person: Person, kept: Any, *, by: Actor, at: datetime) -> None:
    """The report was wrong: the events are taken back, and every clock and promise stands as it would have stood."""
    for journey_id, event in kept:
        journey = Journey.objects.for_system(_WHY).filter(pk=journey_id).alone().get()
        pathway = definitions.of_hash(journey.definition)
        said = f"{pathway.title}: goes on, the report was wrong."
        keeping.write(journey, history.TAKEN_BACK, said, at=at, event=event, by=by.worker_id)
        keeping.leave_with_nobody_gone(journey, by=by, at=at)


@consequence("death", "work with the person", undo=_goes_on)
def stop_work(person: Person, *, by: Actor, at: datetime) -> Any:
    """Assessments and waits end, and what was owed to them is owed no more; safeguarding goes on, and what was lent to
    them is left to a team to fetch."""
    kept = []
    for journey in _to_stop(person):
        _stop(journey, by=by, at=at)
        kept.append([journey.pk, past.events(journey.pk)[-1].id])
    return kept


def _stop(journey: Journey, *, by: Actor, at: datetime) -> None:
    """It ends; or, where its stage leaves something to do, it goes there, into the hands of the team."""
    pathway = definitions.of_hash(journey.definition)
    left = pathway.stages[journey.stage].at_death if journey.ended_at is None else None
    if left is None:
        said = f"{pathway.title}: ended, {DIED}."
        keeping.write(journey, history.STOPPED, said, at=at, outcome="died", why=DIED, by=by.worker_id)
        return
    said = f"{pathway.title}: {pathway.moves[left].label}."
    keeping.write(journey, history.MOVED, said, at=at, move=left, owner=journey.team, by=by.worker_id)


def _to_stop(person: Person) -> Iterator[Journey]:
    for journey in _of(person):
        open_ = journey.ended_at is None or _owes_the_person(journey)
        if open_ and not definitions.of_hash(journey.definition).survives_death:
            yield journey


def _owes_the_person(journey: Journey) -> bool:
    owed = Promise.objects.for_system(_WHY).filter(journey=journey, closed_at__isnull=True, owed_to="person")
    return owed.exists()


def _of(person: Person) -> Iterable[Journey]:
    theirs = Journey.objects.for_system(_WHY).filter(person_id__in=ids_of(person.root_id or person.pk))
    return theirs.order_by("id").alone()


@consequence("move away", "work with the person", undo=_goes_on)
def hand_over(person: Person, *, by: Actor, at: datetime) -> Any:
    """Whoever has open work is asked within two working days to hand it to the other council or end it."""
    kept = []
    due = library.calendar().working_days_after(day_of(at), 2)
    for journey in _of(person):
        if journey.ended_at is not None:
            continue
        pathway = definitions.of_hash(journey.definition)
        step = "They have moved away: hand it to the other council, or end it"
        said = f"{pathway.title}: {step.lower()}."
        keeping.write(journey, history.PLANNED, said, at=at, step=step, on=due.isoformat(), by=by.worker_id)
        kept.append([journey.pk, past.events(journey.pk)[-1].id])
    return kept
