"""Whose hands the work is in when a worker goes: everything passes on, and the person is told whom to ring (G-25)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from alongside import council
from alongside.messages.actions import waiting
from alongside.messages.actions.ending import WAITING
from alongside.messages.actions.writing import write
from alongside.messages.models import Message
from alongside.pathways import happenings
from alongside.pathways.actions import course, keeping, owing
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import definitions, owed, teams
from alongside.pathways.rules import history
from alongside.people.models import Person
from alongside.records.acting import inside
from alongside.records.actors import Actor
from alongside.records.models import Worker
from alongside.web.formats import day

_WHY = "whoever records a leaving hands on work with people they need not see"
LETTER = "worker-change"


def pass_journeys(keys: Sequence[int], to: str, *, by: Actor, at: datetime) -> None:
    """Put these journeys, and all that is owed with them, into other hands."""
    for journey in Journey.objects.for_system(_WHY).filter(pk__in=keys).order_by("id").alone():
        inside(course.give, journey, owner=to)


def pass_promises(keys: Sequence[int], to: str, *, by: Actor, at: datetime) -> None:
    """Put promises into other hands that are not in those of their journey: of persons, and strays of journeys."""
    rows = Promise.objects.for_system(_WHY).filter(pk__in=keys).order_by("id")
    owing.pass_on(list(rows.filter(journey__isnull=True).select_related("person")), to, at=at)
    along = Journey.objects.for_system(_WHY).filter(pk__in=rows.order_by().values("journey_id"))
    for journey in along.order_by("id").alone():
        # What a journey owes is owed by whoever has the journey.
        said = f"{definitions.of_hash(journey.definition).title}: what is owed passed on."
        owner = journey.owner if journey.ended_at is None else to
        keeping.write(journey, history.GIVEN, said, at=at, owner=owner, by=by.worker_id)


def tell_people(worker: Worker, record_ids: Sequence[int], to: str, *, by: Actor, at: datetime) -> None:
    """The worker has gone: each person they worked with is owed word of whom to ring, and a letter is written."""
    for person in _people(record_ids):
        tell(person, worker, to, by=by, at=at)


def tell_of_change(journey: Journey, before: str, *, by: Actor, at: datetime) -> None:
    """A journey has changed hands: a person who has met the worker before hears whom to ring now."""
    kind, _colon, key = before.partition(":")
    # A restricted journey is not spoken of in a letter.
    if (
        kind != "worker"
        or journey.person_id is None
        or journey.record_id != journey.person_id
        or not _met(journey)
    ):
        return
    person = Person.objects.for_system(_WHY).get(pk=journey.person_id)
    tell(person, Worker.objects.get(pk=key), journey.owner, by=by, at=at)


def _met(journey: Journey) -> bool:
    """Whether somebody has spoken with the person along this journey: who has met nobody knows no worker."""
    spoken = {happenings.FIRST_CONTACT, happenings.IN_TOUCH}
    moves = definitions.of_hash(journey.definition).moves
    telling = {key for key, move in moves.items() if spoken & {*move.says}}
    said = (event.content for event in course.history_standing(journey.pk))
    return any(each.get("name") in spoken or each.get("move") in telling for each in said)


def tell(person: Person, former: Worker, to: str, *, by: Actor, at: datetime) -> None:
    """The worker whom this person knew has changed: open what is owed, and write the letter that keeps it.

    One that still waits and names somebody else is not sent.
    """
    about = owed.subject(person.pk)
    opened = owing.heard(person, happenings.WORKER_LEFT, by=by, at=at)
    outdated = Message.objects.for_system(_WHY).filter(subject=about, letter=LETTER, written_at__lt=at)
    stale = list(outdated.filter(state__in=WAITING).order_by("pk").alone())
    for message in stale:
        inside(waiting.supersede, message, why="The worker has changed again.")
    if opened or stale:
        inside(
            write,
            person,
            template=LETTER,
            cause=f"{about}/worker changed/{at.isoformat()}",
            context=_said(person, former, to, at),
            subject=about,
            owner=to,
        )


def untell(message: Message, *, by: Actor, at: datetime) -> None:
    """The change was undone and its letter taken back: what was opened with it is owed no more."""
    mine = Promise.objects.for_system(_WHY).filter(person_id=message.person_id, journey__isnull=True)
    for promise in (
        mine.select_related("person")
        .filter(opened_at=message.written_at, closed_at__isnull=True)
        .order_by("id")
    ):
        owing.close(promise, history.EXCUSED, by=by, at=at, why="Nothing has changed: it was undone.")


def hear(message: Message, outcome: str, /, *, by: Actor, at: datetime) -> None:
    """What became of a letter that says whom to ring: it keeps what is owed to the person, or excuses it."""
    if message.subject == owed.subject(message.person_id) and outcome in happenings.OF_LETTERS:
        person = Person.objects.for_system("the letter is to this person").get(pk=message.person_id)
        owing.heard(person, happenings.of_letter(message.letter, outcome).name, by=by, at=at)


def _people(record_ids: Sequence[int]) -> Iterable[Person]:
    """Everybody alive whom these records, or journeys guarded by them, are about; merged ones as the one they are."""
    guarded = Journey.objects.for_system(_WHY).filter(record_id__in=record_ids, person__isnull=False)
    about = {*record_ids, *guarded.order_by("id").values_list("person_id", flat=True)}
    everybody = Person.objects.for_system(_WHY)
    roots = everybody.filter(pk__in=about).order_by("root_id").values_list("root_id", flat=True).distinct()
    return list(everybody.filter(pk__in=list(roots), died="").order_by("pk"))


def _said(person: Person, former: Worker, to: str, at: datetime) -> dict[str, object]:
    kind, _colon, key = to.partition(":")
    worker = Worker.objects.filter(pk=key).first() if kind == "worker" else None
    team = council.current().team(key) if kind == "team" else teams.serving(["locality"], person.ward)
    goes_on = [definitions.of_hash(row.definition).title for row in _open(person)]
    return {
        "former worker": former.name,
        "worker": worker.name if worker else "",
        "worker phone": (worker.phone if worker else "") or team.phone,
        "team": team.title,
        "from day": day(at),
        "what goes on": "\n\n".join(dict.fromkeys(goes_on)),
    }


def _open(person: Person) -> Iterable[Journey]:
    """Work that goes on and that the person knows of: nothing that is kept from others stands in a letter."""
    rows = Journey.objects.for_system("what goes on, told to the person themselves")
    mine = rows.filter(person__root_id=person.root_id, record_id=person.pk, ended_at__isnull=True)
    return mine.order_by("id")
