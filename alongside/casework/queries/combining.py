"""Assessments of two people done together, as each side may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alongside.casework.models import Combination
from alongside.pathways import library
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
from alongside.people.models import Person
from alongside.people.queries.around import name_of
from alongside.people.queries.sheet import Sheet
from alongside.records.actors import SYSTEM, Actor

COMBINED = "combined only by agreement"
_WHY = "whether both have agreed, not who the other is"


@dataclass(frozen=True)
class Side:
    """One person's side. `other` is the other side's, with their name and work where they let themselves be named and
    the reader may see both."""

    id: int
    version: int
    journey_id: int
    asked_on: date
    agreed_on: date | None
    agreed_how: str
    may_be_named: bool
    both_agreed: bool
    other_agreed: bool
    other_name: str
    other_person_id: int | None
    other_journey_id: int | None


def may_combine(pathway: Pathway) -> bool:
    """Whether this work is an assessment that may be done together with another's: its definition asks whether both
    agreed."""
    return any(COMBINED in move.needs for move in pathway.moves.values())


def standing(journey_id: int) -> tuple[Combination, Combination] | None:
    """The two sides of a journey that stand, its own first; read for the system."""
    rows = Combination.objects.for_system(_WHY).filter(withdrawn_at__isnull=True)
    own = rows.filter(journey_id=journey_id).first()
    if own is None:
        return None
    first = own.pair_id or own.pk
    both = rows.filter(pk=first) | rows.filter(pair_id=first)
    return own, both.exclude(pk=own.pk).get()


def side(journey: Journey, actor: Actor) -> Side | None:
    """This journey's side as the actor, who may see the journey, is shown it."""
    found = standing(journey.pk)
    if found is None:
        return None
    own, other = found
    named = other.may_be_named or actor is SYSTEM
    shown = Journey.objects.visible_to(actor).filter(pk=other.journey_id).first() if named else None
    seen = Person.objects.visible_to(actor).filter(pk=other.person_id).first() if shown else None
    return Side(
        id=own.pk,
        version=own.version,
        journey_id=journey.pk,
        asked_on=own.asked_at.date(),
        agreed_on=own.agreed_on,
        agreed_how=own.agreed_how,
        may_be_named=own.may_be_named,
        both_agreed=own.agreed_on is not None and other.agreed_on is not None,
        other_agreed=other.agreed_on is not None,
        other_name=seen.name if seen else "",
        other_person_id=seen.root_id if seen else None,
        other_journey_id=shown.pk if shown and seen else None,
    )


def choices(person: Sheet, journey: Journey, actor: Actor) -> Sequence[tuple[str, str]]:
    """Open assessments of the people round this person that it could be done together with, of those the actor sees."""
    names = {tie.other_id: name_of(tie) for tie in person.ties if tie.other_id and tie.other_open}
    fitting = [key for key, each in library.current().pathways.items() if may_combine(each.pathway)]
    rows = Journey.objects.visible_to(actor).filter(
        person__root_id__in=list(names), pathway__in=fitting, ended_at__isnull=True
    )
    taken = Combination.objects.for_system(_WHY).filter(withdrawn_at__isnull=True).values("journey_id")
    free = rows.exclude(pk=journey.pk).exclude(pk__in=taken).order_by("id")
    roots = dict(
        Person.objects.visible_to(actor).filter(root_id__in=list(names)).values_list("pk", "root_id")
    )
    return [
        (str(row.pk), f"{names[roots[row.person_id]]}: {definitions.of_hash(row.definition).title}")
        for row in free
        if row.person_id in roots
    ]
