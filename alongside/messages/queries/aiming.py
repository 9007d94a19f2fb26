"""Where a letter goes, in what form, and what the gate says to that: asked as it is written, or to look first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from alongside import council
from alongside.messages.library import Letter
from alongside.messages.queries.knowing import Asked, facts
from alongside.messages.queries.recipients import (
    Needs,
    Recipient,
    needs_of,
    place_of,
    to_person,
    to_tie,
    who_acts_for,
)
from alongside.messages.rules import formats, gate
from alongside.people.models import Person
from alongside.people.queries.words import label
from alongside.records import clock
from alongside.web.errors import Refused
from alongside.web.formats import day


@dataclass(frozen=True)
class Wanted:
    """To whom somebody wants a letter to go, and how (`messages.actions.writing.write` says what each means)."""

    to: str = "person"
    to_name: str = ""
    to_place: str = ""
    lacks_capacity: bool | None = False
    channel: str = ""
    format: str = ""
    record_id: int | None = None


@dataclass(frozen=True)
class Aim:
    """What follows from that: as the gate was asked, the form and the needs that it is for, and the gate's answer."""

    asked: Asked
    chosen: formats.Chosen
    needs: Needs
    answer: gate.Answer


def aim(person: Person, letter: Letter, wanted: Wanted, at: datetime) -> Aim:
    """Where the letter would go at this moment. Raises Refused where what is wanted cannot be."""
    today = clock.day_of(at)
    who = _recipient(person, wanted, today)
    needs = needs_of(who, today)
    chosen = _form(letter, needs, wanted.format)
    way = _channel(letter, chosen.format, wanted, needs.wish)
    here = place_of(who, way, wanted.to_place, today)
    home = wanted.record_id or person.pk
    asked = Asked(home, person.pk, who, way, here, wanted.lacks_capacity, chosen.ready)
    return Aim(asked, chosen, needs, gate.ask(facts(asked, at), way))


def always(letter: Letter, person: Person, who: Recipient, at: datetime) -> dict[str, str]:
    """What fills the gaps that every letter may use."""
    here = council.current()
    return {
        "to name": who.name,
        "person name": person.name,
        "council name": here.name,
        "council address": here.address,
        "council phone": here.phone,
        "council email": here.email,
        "out of hours phone": here.out_of_hours_phone,
        "opening hours": here.opening_hours,
        "written on": day(clock.day_of(at)),
        "title": letter.title,
    }


def _recipient(person: Person, wanted: Wanted, today: date) -> Recipient:
    kind, _, key = wanted.to.partition(":")
    if kind == "person":
        acting = who_acts_for(person.pk, today) if wanted.lacks_capacity else None
        return acting or to_person(person.pk)
    if kind == "relationship":
        tie = to_tie(int(key))
        if tie is None:
            raise Refused("Whoever this letter is to no longer stands round the person. Choose again.")
        return tie
    if not wanted.to_name.strip():
        raise Refused("Say to whom the letter goes.")
    return Recipient(kind, " ".join(wanted.to_name.split()), ())


def _form(letter: Letter, needs: Needs, asked: str) -> formats.Chosen:
    language = label("language", needs.reads) if needs.reads else ""
    chosen = formats.choose(needs.formats, easy_words=letter.easy, reads=needs.reads, language=language)
    if not asked:
        return chosen
    if not formats.given(asked, easy_words=letter.easy):
        raise Refused("This letter cannot be made in that format.", "format")
    return formats.Chosen(asked, chosen.orders, True)


def _channel(letter: Letter, form: str, wanted: Wanted, wish: str) -> str:
    """The channel asked for; else e-mail where it is wished, needed or all that is known; else post."""
    offered = formats.channels(form, letter.channels)
    if wanted.channel and wanted.channel not in offered:
        raise Refused("This letter cannot go that way in the format the person needs.", "channel")
    if wanted.channel:
        return wanted.channel
    fits = gate.EMAIL in offered and bool(settings.EMAIL_FROM)
    if fits and (wish == gate.EMAIL or gate.POST not in offered or "@" in wanted.to_place):
        return gate.EMAIL
    return gate.POST if gate.POST in offered else gate.HAND
