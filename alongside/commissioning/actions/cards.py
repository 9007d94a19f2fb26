"""Emergency cards: issued, renewed, ended, and looked up by whoever answers the telephone (R-037, G-05)."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from alongside.commissioning import access
from alongside.commissioning.actions.statements import WHY, code
from alongside.commissioning.models import CardLookup, EmergencyCard
from alongside.commissioning.rules import card_numbers
from alongside.pathways import happenings
from alongside.pathways.actions import saying
from alongside.people.actions.dated import block, line
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.acting import action, record
from alongside.records.actors import SYSTEM, Actor
from alongside.web import formats
from alongside.web.errors import Refused

RENEWED = "renewed"
# Nobody finds a card by trying: so many numbers that lead nowhere in an hour, and the door is shut for that hour.
MISSES, AN_HOUR = 10, timedelta(hours=1)
_WHO_ASKS = "a number is answered with the plan it stands for, whoever's it is; every asking is kept"


@action("commissioning.issue card", on=Person, may=access.arrange)
def issue_card(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    who: str,
    how_long: str,
    expires_on: date,
    must_know: str = "",
    cared_for_id: str = "",
) -> int:
    """Issue a card to an unpaid carer; answers its number in the register (not the one that stands on it).

    `who`, `how_long` and `must_know` are what whoever rings with the number is told, and all they are told.
    """
    if _of(person):
        raise Refused("They have a card. Renew it, or end it first.")
    return _issue(person, None, by=by, at=at, who=who, how_long=how_long, must_know=must_know,
                  expires_on=expires_on, cared_for_id=cared_for_id)  # fmt: skip


@action("commissioning.renew card", on=EmergencyCard, may=access.arrange)
def renew_card(
    card: EmergencyCard,
    *,
    by: Actor,
    at: datetime,
    who: str,
    how_long: str,
    expires_on: date,
    must_know: str = "",
) -> int:
    """Issue another card in the place of this one, with a number of its own; answers the new one."""
    _stands(card)
    end(card, RENEWED, by=by, at=at)
    person: Person = Person.objects.for_system(WHY).get(pk=card.person_id)
    return _issue(person, card, by=by, at=at, who=who, how_long=how_long, must_know=must_know,
                  expires_on=expires_on, cared_for_id="")  # fmt: skip


@action("commissioning.end card", on=EmergencyCard, may=access.arrange)
def end_card(card: EmergencyCard, *, by: Actor, at: datetime, ended_reason: str) -> None:
    """End a card: from now on its number leads nowhere."""
    _stands(card)
    code("card-end-reason", ended_reason, "ended_reason", at, "Choose why it ends.")
    end(card, ended_reason, by=by, at=at)
    record(
        card.person_id, "commissioning.card ended", "The emergency card has ended.", subject=f"card:{card.pk}"
    )


@action("commissioning.look up card", may=access.look_up)
def look_up_card(*, by: Actor, at: datetime, number: str, caller: str) -> int:
    """Ask for a card by the number that somebody rings with; answers the number of the asking.

    Found or not, the asking is kept; when it is found it stands in its holder's history.
    """
    said = line(caller, "caller", "Say who rings and from where.")
    try:
        asked = card_numbers.read(number)
    except ValueError as error:
        raise Refused(f"{error}.", "number") from error
    lookups = CardLookup.objects.for_system(_WHO_ASKS).filter(asked_by_id=by.worker_id)
    if lookups.filter(card__isnull=True, asked_at__gt=at - AN_HOUR).count() >= MISSES:
        raise Refused("Too many numbers led nowhere. Call the duty manager.", "number")
    card = _answering(asked, clock.day_of(at))
    made = CardLookup.objects.create(
        person_id=card.person_id if card else None, card=card, number=asked, caller=said,
        asked_at=at, asked_by_id=by.worker_id or 0,
    )  # fmt: skip
    if card is not None:
        sentence = f"Emergency card looked up by {by.name}, for: {said}."
        record(card.person_id, "commissioning.card looked up", sentence, subject=f"card:{card.pk}")
    return int(made.pk)


def end(card: EmergencyCard, reason: str, *, by: Actor, at: datetime) -> None:
    """End a card within the action under way."""
    card.ended_at, card.ended_by_id, card.ended_reason = at, by.worker_id, reason
    card.version += 1
    card.save()


def _issue(
    person: Person,
    replaces: EmergencyCard | None,
    *,
    by: Actor,
    at: datetime,
    who: str,
    how_long: str,
    must_know: str,
    expires_on: date,
    cared_for_id: str,
) -> int:
    today = clock.day_of(at)
    if not today < expires_on <= today + timedelta(days=5 * 366):
        raise Refused("A card lasts from tomorrow on, and five years at most.", "expires_on")
    if not block(who):
        raise Refused("Say who takes over and how to reach them.", "who")
    card = _numbered(
        person=person,
        cared_for_id=replaces.cared_for_id if replaces else _cared_for(person, cared_for_id, by),
        who=block(who),
        how_long=line(how_long, "how_long", "Say for how long they can."),
        must_know=block(must_know),
        issued_on=today,
        expires_on=expires_on,
        issued_at=at,
        issued_by_id=by.worker_id,
        replaces=replaces,
    )
    sentence = f"Emergency card issued, valid until {formats.day(expires_on)}."
    record(person.pk, "commissioning.card issued", sentence, subject=f"card:{card.pk}")
    saying.everywhere(person, happenings.CARD_ISSUED, by=by, at=at)
    return int(card.pk)


def _numbered(**said: object) -> EmergencyCard:
    """A card with a number that nobody has or had, and that says nothing about anybody."""
    while True:
        number = card_numbers.number(f"{secrets.randbelow(10**card_numbers.DIGITS):0{card_numbers.DIGITS}}")
        try:
            with transaction.atomic():
                made: EmergencyCard = EmergencyCard.objects.create(number=number, **said)
                return made
        except IntegrityError:
            if not EmergencyCard.objects.for_system(_WHO_ASKS).filter(number=number).exists():
                raise


def _cared_for(person: Person, number: str, by: Actor) -> int | None:
    if not number:
        return None
    mine = Person.objects.for_system(WHY) if by is SYSTEM else Person.objects.visible_to(by)
    if not number.isdigit() or not mine.filter(pk=int(number)).exclude(root_id=person.root_id).exists():
        raise Refused("Choose from the list.", "cared_for_id")
    return int(number)


def _of(person: Person) -> list[EmergencyCard]:
    rows = EmergencyCard.objects.for_system(WHY).filter(person__root_id=person.root_id, ended_at__isnull=True)
    return list(rows.order_by("id"))


def _answering(number: str, today: date) -> EmergencyCard | None:
    rows = EmergencyCard.objects.for_system(_WHO_ASKS).filter(
        number=number, ended_at__isnull=True, expires_on__gte=today
    )
    found: EmergencyCard | None = rows.order_by("id").first()
    return found


def _stands(card: EmergencyCard) -> None:
    if card.ended_at is not None:
        raise Refused("This card has ended already. Open the page again.")
