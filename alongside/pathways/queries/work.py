"""All the work with one person: journeys under way and ended, and what may be begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from alongside.pathways import access, library
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import definitions
from alongside.pathways.queries.journey import outcome, owed_to
from alongside.pathways.rules import moving
from alongside.pathways.rules.calendar import day_of, last_day
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names


@dataclass(frozen=True)
class JourneyRow:
    """One journey in a list of them."""

    id: int
    person_id: int
    title: str
    stage: str
    owner: str
    next_step: str
    next_on: date | None
    late: bool
    begun_on: date
    ended_on: date | None
    outcome: str
    restricted: bool


@dataclass(frozen=True)
class Begin:
    """Something that may be begun."""

    key: str
    label: str
    purpose: str


def of_person(person: Sheet, actor: Actor) -> tuple[Sequence[JourneyRow], Sequence[JourneyRow]]:
    """The journeys of a person that the actor may see: under way, by what is due first; and ended, newest first."""
    rows = Journey.objects.visible_to(actor).filter(person_id__in=list(person.record_ids))
    found = list(rows.order_by("next_on", "id"))
    names = holder_names(each.owner for each in found)
    told = [_row(each, person, names[each.owner]) for each in found]
    ended = sorted(
        (each for each in told if each.ended_on), key=lambda each: (each.ended_on, each.id), reverse=True
    )
    return [each for each in told if each.ended_on is None], ended


def around(journey: Journey, person: Sheet, actor: Actor) -> list[JourneyRow]:
    """What this journey came from and what it opened, as far as the actor may see them."""
    near = Q(parent=journey) | Q(pk=journey.parent_id)
    found = list(Journey.objects.visible_to(actor).filter(near).order_by("id"))
    names = holder_names(each.owner for each in found)
    return [_row(each, person, names[each.owner]) for each in found]


@dataclass(frozen=True)
class OwedRow:
    """One thing that is owed now, of a journey or of the person alone (then `journey_id` is None)."""

    id: int
    person_id: int
    journey_id: int | None
    title: str
    owed_to: str
    due_on: date
    late: bool
    owner: str
    may_settle: bool


def owed(person: Sheet, actor: Actor) -> list[OwedRow]:
    """Everything that is owed now round this person and that the actor may see, by what is due first."""
    rows = Promise.objects.visible_to(actor).filter(
        person_id__in=list(person.record_ids), closed_at__isnull=True
    )
    found = list(rows.order_by("due_at", "id"))
    used = Journey.objects.for_system("whose promises the actor may see").filter(
        pk__in={each.journey_id for each in found}
    )
    hashes = dict(used.order_by("id").values_list("id", "definition"))
    names, now = holder_names(each.owner for each in found), clock.now()
    return [
        OwedRow(
            id=each.pk,
            person_id=person.id,
            journey_id=each.journey_id,
            title=_title_of(each, hashes),
            owed_to=owed_to(each.owed_to),
            due_on=last_day(each.due_at),
            late=each.due_at <= now,
            owner=names[each.owner],
            may_settle=access.work(actor, each),
        )
        for each in found
    ]


def _title_of(promise: Promise, hashes: Mapping[int, str]) -> str:
    if promise.journey_id is None:
        return promise.name
    pathway = definitions.of_hash(hashes[promise.journey_id])
    terms = (pathway.while_waiting if promise.duty else pathway.promises).get(promise.name)
    return terms.title if terms else promise.name.capitalize()


def _row(journey: Journey, person: Sheet, owner: str) -> JourneyRow:
    pathway = definitions.of_hash(journey.definition)
    return JourneyRow(
        id=journey.pk,
        person_id=person.id,
        title=pathway.title,
        stage=pathway.stages[journey.stage].title,
        owner=owner,
        next_step=journey.next_step,
        next_on=journey.next_on,
        late=journey.ended_at is None and journey.next_on is not None and journey.next_on < clock.today(),
        begun_on=day_of(journey.opened_at),
        ended_on=_day(journey.ended_at),
        outcome=outcome(pathway, journey.outcome),
        restricted=journey.record_id not in person.record_ids,
    )


def _day(at: datetime | None) -> date | None:
    return day_of(at) if at else None


def beginnings(actor: Actor) -> list[Begin]:
    """What this worker may begin for a person, in the order of its title."""
    known = [each.pathway for each in library.current().pathways.values()]
    mine = [each for each in known if each.about == "person" and moving.may_play(each.opening, actor.duties)]
    return [Begin(each.key, each.opening.label, each.purpose) for each in sorted(mine, key=_title)]


def _title(pathway: Pathway) -> str:
    return pathway.title


def guards(journey_ids: Sequence[int]) -> list[int]:
    """The records that guard these journeys, for the audit of what was shown."""
    rows = Journey.objects.for_system("that the actor was shown them is written down")
    return list(rows.filter(pk__in=journey_ids).order_by("id").values_list("record_id", flat=True))
