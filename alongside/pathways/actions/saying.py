"""Saying that something happened: it keeps what was promised, stops what was waited for, opens what is owed next."""

from __future__ import annotations

from datetime import datetime

from alongside.pathways import access, happenings, library
from alongside.pathways.actions import keeping, owing
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import asking, definitions
from alongside.pathways.rules import history
from alongside.people.models import Person
from alongside.records.acting import action
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Forbidden, Missing, Refused

_WHY = "what is owed by a journey, as the action checked that the actor may see it"


@action("pathways.say", on=Journey, may=access.work)
def say(
    journey: Journey,
    *,
    by: Actor,
    at: datetime,
    name: str,
    happened_at: datetime | None = None,
    note: str = "",
) -> None:
    """Record a happening of this journey."""
    _by_hand(name, by)
    if happened_at is not None and happened_at < journey.opened_at:
        raise Refused("This is before the work began. Check the date.", "happened_on")
    heard(journey, name, by=by, at=at, happened_at=happened_at, note=note)


@action("pathways.say of a person", on=Person, may=access.work)
def say_of(
    person: Person, *, by: Actor, at: datetime, name: str, happened_at: datetime | None = None, note: str = ""
) -> int:
    """Record a happening of the person: every journey of theirs that listens for it hears it. How many did."""
    _by_hand(name, by)
    return everywhere(person, name, by=by, at=at, happened_at=happened_at, note=note)


def everywhere(
    person: Person,
    name: str,
    *,
    by: Actor,
    at: datetime,
    happened_at: datetime | None = None,
    note: str = "",
    but: int | None = None,
) -> int:
    """Tell every journey of the person that had begun by then and listens (save one), and what is owed to them; how
    many heard it."""
    mine = Journey.objects.for_system("what happened to the person counts wherever it is waited for")
    heard_by = 0
    theirs = mine.filter(person__root_id=person.root_id, opened_at__lte=happened_at or at)
    for journey in theirs.exclude(pk=but or 0).order_by("id").alone():
        if _listens(journey, name):
            heard(journey, name, by=by, at=at, happened_at=happened_at, note=note)
            heard_by += 1
    return heard_by + owing.heard(
        person, name, by=by, at=at, happened_at=happened_at, sentence=_known(name).sentence
    )


def heard(
    journey: Journey,
    name: str,
    *,
    by: Actor,
    at: datetime,
    happened_at: datetime | None = None,
    note: str = "",
    why: str = "",
) -> None:
    """Write the happening into the journey's history, within the action under way."""
    happened = happened_at or at
    if happened > at:
        raise Refused("This is still to come. Give the day on which it happened.", "happened_on")
    events, state = keeping.read(journey.pk)
    pathway = definitions.of_hash(journey.definition)
    facts = {}
    if state is not None and any(name in each.opens for each in pathway.promises.values()):
        facts = dict(asking.ask(asking.Course(journey, state, pathway), sorted(pathway.conditions)).answers)
    sentence = _known(name).sentence + (f" {note.strip()}" if note.strip() else "")
    keeping.write(
        journey,
        history.SAID,
        f"{pathway.title}: {sentence}",
        at=at,
        happened_at=happened,
        before=(events, state),
        name=name,
        why=why,
        by=by.worker_id,
        facts=facts,
    )


@action("pathways.excuse", may=access.work)
def excuse(promise_id: int, *, by: Actor, at: datetime, why: str) -> None:
    """Say why something owed is not owed any more. It is counted as excused, never as kept.

    Raises Missing for a promise whose record the actor does not see.
    """
    promise, journey = owed(promise_id, by, at)
    if by is not SYSTEM and not access.work(by, promise):
        raise Forbidden("Only those who act on this say that it is not owed any more.")
    if promise.closed_at is not None:
        raise Refused("This is settled already. Open the page again.")
    if not why.strip():
        raise Refused("Say why it is not owed any more.", "why")
    if journey is None:
        owing.close(promise, history.EXCUSED, by=by, at=at, why=why.strip())
        return
    pathway = definitions.of_hash(journey.definition)
    keeping.write(
        journey,
        history.SAID,
        f"{pathway.title}: {promise.name} is not owed any more. {why.strip()}",
        at=at,
        name=f"{promise.name} excused",
        why=why.strip(),
        by=by.worker_id,
    )


def owed(promise_id: int, by: Actor, at: datetime) -> tuple[Promise, Journey | None]:
    """The promise, and its journey held first: whoever takes a step holds it before they settle what is owed."""
    mine = Promise.objects.for_system(_WHY) if by is SYSTEM else Promise.objects.visible_to(by, at)
    rows = mine.filter(pk=promise_id).order_by("id")
    found = rows.values_list("journey_id", "person_id").first()
    if found is None:
        raise Missing
    journeys, people = Journey.objects.for_system(_WHY), Person.objects.for_system(_WHY)
    journey = journeys.filter(pk=found[0]).order_by("id").alone().first()
    if journey is None:
        people.filter(pk=found[1]).order_by("pk").alone().first()
    return rows.select_related("person").get(), journey


def _listens(journey: Journey, name: str) -> bool:
    open_ = (
        journey.ended_at is None
        or Promise.objects.for_system("whether anything is still owed")
        .filter(journey=journey, closed_at__isnull=True)
        .exists()
    )
    return open_ and name in definitions.of_hash(journey.definition).hears


def _by_hand(name: str, by: Actor) -> None:
    """Refuse what follows from something else, and what is for others to say."""
    said = _known(name)
    if by is SYSTEM:
        return
    if not said.by_hand:
        raise Refused("This is written down when it happens; nobody can say it by hand.", "name")
    if said.duty and not by.plays(said.duty):
        raise Forbidden(f"This is for: {said.duty}.")


def _known(name: str) -> happenings.Happening:
    found = happenings.known().get(name) or _begun(name)
    if found is None:
        raise Refused(f"Nothing is called “{name}”.", "name")
    return found


def _begun(name: str) -> happenings.Happening | None:
    key = name.removesuffix(" begun")
    resolved = library.current().pathways.get(key) if key != name else None
    return happenings.of_pathway(key, resolved.pathway.title) if resolved else None
