"""Doing two people's assessments together: only while both agree, each on their own record (Care Act 2014 s12(5))."""

from __future__ import annotations

from datetime import date, datetime

from alongside.casework import access
from alongside.casework.models import Combination
from alongside.casework.queries import combining as queries
from alongside.pathways.actions import moving
from alongside.pathways.happenings import FIRST_CONTACT
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
from alongside.people.actions.dated import line
from alongside.records import clock
from alongside.records.acting import action, record
from alongside.records.actors import SYSTEM, Actor
from alongside.web import formats
from alongside.web.errors import Refused

_LOADED = "the two sides of what the action loaded as the actor may see it"
_ENDED = "The two are no longer done together."


@action("casework.combine assessments", on=Journey, may=access.write)
def combine(journey: Journey, *, by: Actor, at: datetime, other: int | str) -> int:
    """Ask two people whether their assessments are done together; answers the number of the first one's side.

    The actor must see both. Nothing is combined before each has agreed.
    """
    mine = Journey.objects.for_system(_LOADED) if by is SYSTEM else Journey.objects.visible_to(by, at)
    with_ = mine.filter(pk=int(other), ended_at__isnull=True).first() if str(other).isdecimal() else None
    if with_ is None or journey.ended_at is not None:
        raise Refused("Choose an assessment of somebody else that is under way.", "other")
    if _same_person(journey, with_):
        raise Refused("Both are of the same person.", "other")
    for each in (journey, with_):
        if not queries.may_combine(definitions.of_hash(each.definition)):
            raise Refused("This work is no assessment that can be done together with another.", "other")
        if queries.standing(each.pk) is not None:
            raise Refused("One of the two is done together with another already.", "other")
    first = _ask(journey, None, by, at)
    _ask(with_, first, by, at)
    return int(first.pk)


def _same_person(one: Journey, other: Journey) -> bool:
    rows = Journey.objects.for_system(_LOADED).filter(pk__in=(one.pk, other.pk))
    return len(set(rows.order_by("id").values_list("person__root_id", flat=True))) == 1


def _ask(journey: Journey, pair: Combination | None, by: Actor, at: datetime) -> Combination:
    made: Combination = Combination.objects.create(
        record_id=journey.record_id,
        person_id=journey.person_id,
        journey=journey,
        pair=pair,
        asked_at=at,
        asked_by_id=by.worker_id,
    )
    _tell(made, "asked", "they are asked whether it is done together with somebody else’s.")
    return made


@action("casework.agree to combine", on=Combination, may=access.write)
def agree(
    side: Combination,
    *,
    by: Actor,
    at: datetime,
    agreed_on: date,
    agreed_how: str,
    may_be_named: bool = False,
) -> None:
    """Write down that this person agreed: when, how (or who decided for them, and why that is right), and whether the
    other's record may name them."""
    _stands(side)
    if side.agreed_on is not None:
        raise Refused("Their agreement is written down already.")
    if agreed_on > clock.day_of(at):
        raise Refused("This day is still to come. Give the day on which they agreed.", "agreed_on")
    side.agreed_on, side.agreed_at, side.agreed_by_id = agreed_on, at, by.worker_id
    side.agreed_how = line(agreed_how, "agreed_how", "Say how they agreed.")
    side.may_be_named = may_be_named
    _save(side)
    named = "" if may_be_named else " They are not to be named on the other’s record."
    _tell(side, "agreed", f"agreed on {formats.day(agreed_on)} that it is done together.{named}")


@action("casework.separate assessments", on=Combination, may=access.write)
def separate(side: Combination, *, by: Actor, at: datetime, why: str) -> None:
    """One of the two did not agree, or agrees no longer: each assessment goes on alone. Why stays on this record."""
    _stands(side)
    both = queries.standing(side.journey_id)
    reason = line(why, "why", "Say why.")
    for each in both or ():
        own = each.pk == side.pk
        _withdraw(each, reason if own else _ENDED, by, at)
        _tell(each, "separated", f"no longer done together. {reason}" if own else "no longer done together.")


@action("casework.begin together", on=Combination, may=access.write)
def begin_together(side: Combination, *, by: Actor, at: datetime, happened_at: datetime) -> int:
    """One sitting: the first conversation with both, as a step of each assessment; how many steps were taken."""
    _stands(side)
    both = queries.standing(side.journey_id)
    if both is None or any(each.agreed_on is None for each in both):
        raise Refused("Both must have agreed first.")
    taken = 0
    for each in both:
        journey = Journey.objects.for_system(_LOADED).get(pk=each.journey_id)
        pathway = definitions.of_hash(journey.definition)
        steps = [key for key, move in pathway.moves_from(journey.stage) if FIRST_CONTACT in move.says]
        for key in steps[:1]:
            moving.move(journey.pk, by=by, move=key, happened_at=happened_at)
            taken += 1
    if not taken:
        raise Refused("Neither waits for its first conversation.")
    return taken


def _stands(side: Combination) -> None:
    if side.withdrawn_at is not None:
        raise Refused("They are no longer done together. Open the page again.")


def _withdraw(side: Combination, why: str, by: Actor, at: datetime) -> None:
    side.withdrawn_at, side.withdrawn_by_id, side.withdrawn_why = at, by.worker_id, why
    _save(side)


def _save(side: Combination) -> None:
    side.version += 1
    side.save()


def _tell(side: Combination, what: str, sentence: str) -> None:
    journey = Journey.objects.for_system(_LOADED).get(pk=side.journey_id)
    title = definitions.of_hash(journey.definition).title
    record(
        side.record_id,
        f"casework.combination {what}",
        f"{title}: {sentence}",
        subject=f"journey:{journey.pk}",
    )
