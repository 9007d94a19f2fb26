"""Emergency cards: a holder's, with every asking; and the one answer that whoever has a number gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from alongside.commissioning.models import CardLookup, EmergencyCard
from alongside.commissioning.rules.card_numbers import shown
from alongside.forms.queries import filled as forms
from alongside.people.models import Person
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Missing

# For how long the answer stays open to whoever asked: then the number is asked for again, and that is kept, too.
ANSWERED_FOR = timedelta(minutes=30)
FORM = "carers-assessment"
_WHY = "a number is answered with the plan it stands for; the asking is kept and is the asker's own"


@dataclass(frozen=True)
class CardRow:
    """One card of a holder."""

    id: int
    number: str
    who: str
    how_long: str
    must_know: str
    cared_for: str
    issued_on: date
    expires_on: date
    state: str
    live: bool
    expired: bool
    issued: str
    version: int


@dataclass(frozen=True)
class LookupRow:
    """One asking for a card."""

    at: datetime
    by: str
    caller: str


@dataclass(frozen=True)
class Answer:
    """What a number is answered with: the plan, and nobody's name, address or record."""

    number: str
    found: bool
    who: str = ""
    how_long: str = ""
    must_know: str = ""
    expires_on: date | None = None


def of_person(person: Sheet, actor: Actor, today: date) -> list[CardRow]:
    """The cards that the person holds or held, the newest first."""
    rows = EmergencyCard.objects.visible_to(actor).filter(person_id__in=person.record_ids)
    found = list(rows.select_related("issued_by").order_by("-issued_at", "-id"))
    wanted = {row.cared_for_id for row in found if row.cared_for_id}
    seen = Person.objects.visible_to(actor).filter(pk__in=wanted).order_by("pk")
    names = dict(seen.values_list("pk", "name")) if wanted else {}
    return [_row(row, names, today) for row in found]


def card(card_id: int, person: Sheet, actor: Actor, today: date) -> CardRow:
    """One of them. Raises Missing."""
    for row in of_person(person, actor, today):
        if row.id == card_id:
            return row
    raise Missing


def lookups(card_id: int, actor: Actor) -> Sequence[LookupRow]:
    """Who asked for a card, the last first."""
    rows = CardLookup.objects.visible_to(actor).filter(card_id=card_id).select_related("asked_by")
    return [
        LookupRow(row.asked_at, row.asked_by.name, row.caller) for row in rows.order_by("-asked_at", "-id")
    ]


def answer(lookup_id: int, actor: Actor, now: datetime) -> Answer:
    """The answer to the actor's own asking, for half an hour. Raises Missing after that, and for anybody else's."""
    rows = CardLookup.objects.for_system(_WHY).filter(
        pk=lookup_id, asked_by_id=actor.worker_id, asked_at__gt=now - ANSWERED_FOR
    )
    asked = rows.first()
    if asked is None:
        raise Missing
    if asked.card_id is None:
        return Answer(shown(asked.number), found=False)
    found = EmergencyCard.objects.for_system(_WHY).get(pk=asked.card_id)
    return Answer(shown(asked.number), True, found.who, found.how_long, found.must_know, found.expires_on)


def holder_of(lookup_id: int) -> int | None:
    """Whose card an asking led to, for the audit of what was read."""
    rows = CardLookup.objects.for_system(_WHY).filter(pk=lookup_id)
    key: int | None = rows.values_list("person_id", flat=True).first()
    return key


def suggested(person: Sheet, actor: Actor) -> dict[str, str]:
    """What the holder's last carer's assessment says of who takes over: the card begins from it."""
    for each in forms.of_person(person.record_ids, actor):
        if each.form == FORM and each.state != "discarded":
            given = forms.answers_of(each, actor)
            return {
                "who": "\n".join(filter(None, (given.said("who-takes-over"), given.said("whom-to-ring")))),
                "how_long": given.said("how-long"),
                "must_know": given.said("what-to-know"),
            }
    return {}


def _row(row: EmergencyCard, names: dict[int, str], today: date) -> CardRow:
    live = row.ended_at is None
    expired = live and row.expires_on < today
    state = "Expired" if expired else "In use" if live else label("card-end-reason", row.ended_reason)
    return CardRow(
        id=row.pk,
        number=shown(row.number),
        who=row.who,
        how_long=row.how_long,
        must_know=row.must_know,
        cared_for=names.get(row.cared_for_id, "") if row.cared_for_id else "",
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        state=state,
        live=live,
        expired=expired,
        issued=f"{row.issued_by.name if row.issued_by else 'Alongside itself'}, {formats.day(row.issued_at)}",
        version=row.version,
    )
