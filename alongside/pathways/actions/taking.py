"""Beginning work together with the form it begins with: a contact, a concern, anything a worker may begin."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from alongside.forms import actions as forms
from alongside.forms.definition.shapes import UNKNOWNS
from alongside.pathways import access, library
from alongside.pathways.actions import course, moving, opening
from alongside.pathways.models import Journey
from alongside.pathways.queries import concern, definitions, hands, past
from alongside.pathways.queries.asking import filled_for
from alongside.pathways.rules.calendar import day_of
from alongside.pathways.rules.moving import may_play
from alongside.people.models import Person
from alongside.records.acting import action
from alongside.records.actions import access as doors
from alongside.records.actors import Actor
from alongside.records.models import Record
from alongside.web.errors import Forbidden, Missing, Refused

CONTACT, CONCERN = "contact", concern.CONCERN
_AT_THE_DOOR = "whoever answers the telephone has not opened the record yet: taking the contact opens it"

Begun = dict[str, int | None]
"""The numbers of the journey and of its form, which is None where it begins with none."""


@action("pathways.begin", on=Person, may=access.work)
def begin(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    pathway: str,
    happened_at: datetime | None = None,
    came_by: str = "",
    referrer: str = "",
    again_of: str = "",
) -> Begun:
    """Begin a journey, and the form that it begins with. `again_of` is the work whose decision it looks at again."""
    journey = opening.open_journey(
        person.pk, by=by, pathway=pathway, happened_at=happened_at, came_by=came_by, referrer=referrer,
        parent=_decided(person, pathway, again_of, by) if again_of else None,
    )  # fmt: skip
    return {"journey": journey, "form": _form(person, journey, by)}


def _decided(person: Person, pathway: str, number: str, by: Actor) -> int:
    """Work of this person whose decision may be looked at again. Whoever may not begin this is refused here, too."""
    resolved = library.current().resolved(pathway)
    if not may_play(resolved.pathway.opening, by.duties):
        raise Forbidden(f"Your role does not begin this: {resolved.pathway.title}.")
    theirs = Person.objects.visible_to(by).filter(root_id=person.root_id).order_by("pk")
    found = hands.decided(theirs.values_list("pk", flat=True), resolved.pathway, by)
    for each in found:
        if str(each.pk) == number:
            return int(each.pk)
    raise Refused("Choose from the list.", "again_of")


@action("pathways.take a contact", on=Person, may=access.take_contacts, unseen=_AT_THE_DOOR)
def take_contact(person: Person, *, by: Actor, at: datetime) -> Begun:
    """Take down what somebody asks for: opens the record for the reason given, begins the contact and its form.

    Raises Missing for a restricted record that is not open to the actor.
    """
    file = _at_the_door(person, by)
    journey = opening.open_journey(file, by=by, pathway=CONTACT)
    return {"journey": journey, "form": _form(person, journey, by)}


@action("pathways.raise a concern", on=Person, may=access.raise_concerns, unseen=_AT_THE_DOOR)
def raise_concern(
    person: Person, *, by: Actor, at: datetime, said: Mapping[str, str], parent: int | None = None
) -> Begun:
    """Raise a safeguarding concern: it is with duty at once. `said` answers questions of its form by their keys.

    Raises Missing for a restricted record that is not open to the actor.
    """
    file = _at_the_door(person, by)
    resolved = library.current().resolved(CONCERN)
    journey = opening.open_journey(
        file, by=by, pathway=CONCERN, came_by="own-service", referrer=by.name, parent=parent
    )
    form = _form(person, journey, by)
    if form is not None and resolved.pathway.opening.form:
        sent = [{"question": key, _part(value): value} for key, value in said.items() if value]
        forms.save_answers(form, by=by, sent=sent)
    return {"journey": journey, "form": form}


@action("pathways.fill in", on=Journey, may=access.work)
def fill_in(journey: Journey, *, by: Actor, at: datetime, form: str) -> int:
    """Begin a form of the way; answers its number, or that of the one that there is."""
    filled = filled_for(journey, form)
    if filled is not None:
        return filled.id
    return _begin_form(journey, form, by)


@action("pathways.escalate", on=Journey, may=access.nobody)
def escalate(journey: Journey, *, by: Actor, at: datetime) -> None:
    """Nobody answered in time: it goes to a manager, for today, and stays with the team as well."""
    moving.move(journey.pk, by=by, move=concern.ESCALATE, comment="Nobody answered in time")
    manager = concern.manager_for(journey)
    if manager and manager != journey.owner:
        course.give(journey.pk, by=by, owner=manager)
    today: date = day_of(at)
    course.plan(journey.pk, by=by, step="Nobody answered in time: acknowledge it now", on=today)


def _at_the_door(person: Person, by: Actor) -> int:
    """The record of this person, opened where it is not open to the actor yet."""
    root = int(person.root_id or person.pk)
    if not Person.objects.visible_to(by).filter(pk=root).exists():
        if Record.objects.filter(pk=root, restricted=True).exists():
            raise Missing
        doors.open_record(root, by=by)
    return root


def _part(value: str) -> str:
    """Whether a text is an answer, or says why there is none."""
    return "absent" if value in UNKNOWNS else "value"


def _form(person: Person, journey_id: int, by: Actor) -> int | None:
    journey = Journey.objects.for_system("just begun by this actor").get(pk=journey_id)
    key = definitions.of_hash(journey.definition).opening.form
    return _begin_form(journey, key, by) if key else None


def _begin_form(journey: Journey, form: str, by: Actor) -> int:
    own: dict[str, Any] = {} if journey.record_id == journey.person_id else {"record_id": journey.record_id}
    return int(forms.begin(journey.person_id, by=by, form=form, subject=past.subject(journey.pk), **own))
