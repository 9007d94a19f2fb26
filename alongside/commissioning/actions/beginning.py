"""Saying to whatever waits for it that the first service of a plan has begun."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Min

from alongside.commissioning import access
from alongside.commissioning.actions.statements import WHY
from alongside.commissioning.models import Line, PlanStart
from alongside.pathways import happenings
from alongside.pathways.actions import moving, saying
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules.calendar import end_of
from alongside.pathways.rules.history import State
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.acting import action
from alongside.records.actors import Actor


@action("commissioning.note what has begun", on=Person, may=access.nobody)
def note_begun(person: Person, *, by: Actor, at: datetime) -> int:
    """Say of every plan of the person whose first line has begun that it has; how many were said."""
    return begun(person, by=by, at=at)


def begun(person: Person, *, by: Actor, at: datetime) -> int:
    """The same within the action under way. Each plan is said once, whatever is corrected later."""
    found = unsaid([person.pk], clock.day_of(at))
    for plan, day in found:
        PlanStart.objects.create(person=person, plan=plan, began_on=day, said_at=at)
        # The last of the day, so that whatever was begun on the same day hears it.
        moment = min(max(_last_of(day), _opened(plan)), at)
        saying.everywhere(person, happenings.SERVICES_BEGAN, by=by, at=at, happened_at=moment)
    return len(found)


def hear(journey: Journey, pathway: Pathway, key: str, state: State, /, *, by: Actor, at: datetime) -> None:
    """What is opened by a plan whose services began before it was agreed hears so at once: nobody else will say it.

    It hears of the day on which they did, for a review may be counted from there (practice under s27).
    """
    said = PlanStart.objects.for_system(WHY).filter(plan=past.subject(journey.pk)).order_by("id").first()
    if said is None or not pathway.moves[key].opens:
        return
    opened = Journey.objects.for_system(WHY).filter(parent=journey, ended_at__isnull=True)
    for each in opened.order_by("id").alone():
        listens = happenings.SERVICES_BEGAN in definitions.of_hash(each.definition).hears
        if listens and not any(event.content.get("name") for event in past.events(each.pk)):
            moment = min(_last_of(said.began_on), each.opened_at)
            saying.heard(each, happenings.SERVICES_BEGAN, by=by, at=at, happened_at=moment)


moving.followers.append(hear)


def unsaid(person_ids: Iterable[int] | None, today: date) -> list[tuple[str, date]]:
    """Plans (“journey:12”) whose first line has begun and of which nobody has said so, with that day."""
    return [(plan, day) for _person, plan, day in waiting(person_ids, today)]


def waiting(person_ids: Iterable[int] | None, today: date) -> list[tuple[int, str, date]]:
    """The same with whose they are; for everybody where no person is named."""
    rows = (
        Line.objects.for_system(WHY).filter(withdrawn_at__isnull=True, starts_on__lte=today).exclude(plan="")
    )
    if person_ids is not None:
        rows = rows.filter(person_id__in=list(person_ids))
    said = PlanStart.objects.for_system(WHY)
    fresh = rows.exclude(plan__in=said.values("plan")).order_by("person_id", "plan")
    return list(
        fresh.values_list("person_id", "plan").annotate(day=Min("starts_on")).order_by("person_id", "plan")
    )


def _last_of(day: date) -> datetime:
    return end_of(day) - timedelta(microseconds=1)


def _opened(plan: str) -> datetime:
    """When the plan's work was begun: what is met urgently before counts from then, for it was nobody's plan yet."""
    rows = Journey.objects.for_system(WHY).filter(pk=int(plan.removeprefix("journey:")))
    opened: datetime = rows.values_list("opened_at", flat=True).get()
    return opened
