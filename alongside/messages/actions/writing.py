"""Writing a message, in the transaction of what causes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from alongside import council
from alongside.messages import access, library
from alongside.messages.actions.asking import TIME_TO_CANCEL, as_stored, note, shown
from alongside.messages.models import LetterText, Message
from alongside.messages.outcomes import tell
from alongside.messages.queries.knowing import Asked, facts
from alongside.messages.queries.owning import owner_of
from alongside.messages.queries.recipients import (
    WHY,
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
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.web.errors import Refused
from alongside.web.formats import day


@action("messages.write", on=Person, may=access.write)
def write(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    template: str,
    cause: str,
    context: Mapping[str, Any],
    subject: str = "",
    to: str = "person",
    to_name: str = "",
    to_place: str = "",
    lacks_capacity: bool | None = False,
    channel: str = "",
    format: str = "",  # noqa: A002 - the word of the domain
    record_id: int | None = None,
    owner: str = "",
    due_on: date | None = None,
) -> int:
    """Write a message about a person; the same cause again answers with the message it made first.

    `to` is "person" (or whoever acts for them, where they lack capacity), "relationship:12", or "referrer" or any other
    word for somebody without a record, with `to_name` and `to_place` (lines of an address, or an e-mail address).
    `context` fills the gaps of the letter. `record_id` is whose record guards it (default: the person's). Channel and
    format follow from what the recipient needs unless given. Raises LetterFault when a gap is left.
    """
    if cause and (before := _made_by(cause)):
        return before
    letter = library.letter(template)
    letter.check(context)
    today, home = clock.day_of(at), record_id or person.pk
    who = _recipient(person, to, to_name, lacks_capacity, today)
    needs = needs_of(who, today)
    chosen = _form(letter, needs, format)
    way = _channel(letter, chosen.format, to_place, channel, needs.wish)
    here = place_of(who, way, to_place, today)
    asked = Asked(home, person.pk, who, way, here, lacks_capacity, chosen.ready)
    answer = gate.ask(facts(asked, at), way)
    made, first = _keep(
        cause,
        record_id=home,
        person=person,
        subject=subject,
        owner=owner or owner_of(home, by, at),
        written_at=at,
        written_by_id=by.worker_id,
        due_on=due_on,
        **_words(letter, person, who, at, context=context, place=to_place, ready=chosen.ready),
        **_way(asked, chosen, needs, at, is_open=answer.open),
        stopped=as_stored(answer),
        **shown(here),
    )
    if first:
        _tell_written(made, answer, by, at)
    return int(made.pk)


def _words(
    letter: library.Letter,
    person: Person,
    who: Recipient,
    at: datetime,
    *,
    context: Mapping[str, Any],
    place: str,
    ready: bool,
) -> dict[str, Any]:
    """What the letter says, as columns of its row."""
    always = _always(letter, person, who, at)
    return {
        "letter": letter.key,
        "text": _text(letter),
        "title": letter.title,
        "content": {"said": dict(context), "always": always, "given place": place, "format ready": ready},
    }


def _way(
    asked: Asked, chosen: formats.Chosen, needs: Needs, at: datetime, *, is_open: bool
) -> dict[str, Any]:
    """To whom, how and when it goes, as columns of its row."""
    return {
        "to_kind": asked.to.kind,
        "to_name": asked.to.name,
        "to_person_id": asked.to.person_id,
        "relationship_id": asked.to.relationship_id,
        "lacks_capacity": asked.lacks_capacity,
        "channel": asked.channel,
        "format": chosen.format,
        "language": needs.reads or "en",
        "orders": list(chosen.orders),
        "state": "queued" if is_open else "held",
        "hold_until": at + TIME_TO_CANCEL,
        "next_attempt_at": at + TIME_TO_CANCEL if is_open else None,
    }


@action("messages.write again", on=Message, may=access.handle)
def write_again(row: Message, *, by: Actor, at: datetime) -> int:
    """Write a message once more that was cancelled, failed or came back: the same words, to where it goes now."""
    if row.state not in {"cancelled", "failed", "unsafe", "declined"} and row.returned_at is None:
        raise Refused("This letter is still on its way or has arrived. There is nothing to write again.")
    number = Message.objects.for_system(WHY).filter(cause__startswith=f"{row.cause}#").count() + 2
    own = {"person": "person", "representative": f"relationship:{row.relationship_id}"}
    return int(
        write(
            row.person_id,
            by=by,
            template=row.letter,
            cause=f"{row.cause}#{number}",
            context=row.content["said"],
            subject=row.subject,
            to=own.get(row.to_kind, row.to_kind),
            to_name=row.to_name,
            to_place=row.content["given place"],
            lacks_capacity=row.lacks_capacity,
            record_id=row.record_id,
            owner=row.owner,
            due_on=row.due_on,
        )
    )


def _made_by(cause: str) -> int | None:
    rows = Message.objects.for_system("one cause makes one message, whoever asks")
    found: int | None = rows.filter(cause=cause).values_list("pk", flat=True).first()
    return found


def _keep(cause: str, **said: Any) -> tuple[Message, bool]:
    """The row, and whether it is new: where another process was first with the same cause it is theirs."""
    try:
        with transaction.atomic():
            return Message.objects.create(cause=cause, **said), True
    except IntegrityError:
        before = _made_by(cause) if cause else None
        if before is None:
            raise
    return Message.objects.for_system("one cause makes one message").get(pk=before), False


def _tell_written(row: Message, answer: gate.Answer, by: Actor, at: datetime) -> None:
    if answer.open:
        note(row, "written", "was written and will be sent.")
        return
    note(row, "held", f"was written and stopped: {' '.join(answer.sentences)}")
    tell(row, "held", by=by, at=at)


def _recipient(person: Person, to: str, name: str, lacks_capacity: bool | None, today: date) -> Recipient:
    kind, _, key = to.partition(":")
    if kind == "person":
        acting = who_acts_for(person.pk, today) if lacks_capacity else None
        return acting or to_person(person.pk)
    if kind == "relationship":
        tie = to_tie(int(key))
        if tie is None:
            raise Refused("Whoever this letter is to no longer stands round the person. Choose again.")
        return tie
    if not name.strip():
        raise Refused("Say to whom the letter goes.")
    return Recipient(kind, " ".join(name.split()), ())


def _form(letter: library.Letter, needs: Needs, asked: str) -> formats.Chosen:
    language = label("language", needs.reads) if needs.reads else ""
    chosen = formats.choose(needs.formats, easy_words=letter.easy, reads=needs.reads, language=language)
    if not asked:
        return chosen
    if not formats.given(asked, easy_words=letter.easy):
        raise Refused("This letter cannot be made in that format.", "format")
    return formats.Chosen(asked, chosen.orders, True)


def _channel(letter: library.Letter, form: str, given: str, asked: str, wish: str) -> str:
    """The channel asked for; else e-mail where it is wished, needed or all that is known; else post."""
    offered = formats.channels(form, letter.channels)
    if asked and asked not in offered:
        raise Refused("This letter cannot go that way in the format the person needs.", "channel")
    if asked:
        return asked
    fits = gate.EMAIL in offered and bool(settings.EMAIL_FROM)
    if fits and (wish == gate.EMAIL or gate.POST not in offered or "@" in given):
        return gate.EMAIL
    return gate.POST if gate.POST in offered else gate.HAND


def _always(letter: library.Letter, person: Person, who: Recipient, at: datetime) -> dict[str, str]:
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


def _text(letter: library.Letter) -> LetterText:
    """The words as they stand, kept once."""
    kept, _ = LetterText.objects.get_or_create(
        sha256=letter.sha256, defaults={"key": letter.key, "text": letter.text}
    )
    return kept
