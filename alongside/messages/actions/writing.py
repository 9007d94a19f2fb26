"""Writing a message, in the transaction of what causes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from alongside.messages import access, library
from alongside.messages.actions.asking import TIME_TO_CANCEL, as_stored, note, shown
from alongside.messages.models import LetterText, Message
from alongside.messages.outcomes import tell
from alongside.messages.queries.aiming import Aim, Wanted, aim, always
from alongside.messages.queries.owning import owner_of
from alongside.messages.queries.recipients import WHY
from alongside.messages.rules import gate
from alongside.people.models import Person
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.web.errors import Refused


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
    wanted = Wanted(to, to_name, to_place, lacks_capacity, channel, format, record_id)
    aimed = aim(person, letter, wanted, at)
    home = aimed.asked.record_id
    made, first = _keep(
        cause,
        record_id=home,
        person=person,
        subject=subject,
        owner=owner or owner_of(home, by, at),
        written_at=at,
        written_by_id=by.worker_id,
        due_on=due_on,
        **_words(letter, person, aimed, at, context=context, place=to_place),
        **_way(aimed, at),
        stopped=as_stored(aimed.answer),
        **shown(aimed.asked.place),
    )
    if first:
        _tell_written(made, aimed.answer, by, at)
    return int(made.pk)


def _words(
    letter: library.Letter,
    person: Person,
    aimed: Aim,
    at: datetime,
    *,
    context: Mapping[str, Any],
    place: str,
) -> dict[str, Any]:
    """What the letter says, as columns of its row."""
    return {
        "letter": letter.key,
        "text": _text(letter),
        "title": letter.title,
        "content": {
            "said": dict(context),
            "always": always(letter, person, aimed.asked.to, at),
            "given place": place,
            "format ready": aimed.chosen.ready,
        },
    }


def _way(aimed: Aim, at: datetime) -> dict[str, Any]:
    """To whom, how and when it goes, as columns of its row."""
    asked, chosen, is_open = aimed.asked, aimed.chosen, aimed.answer.open
    return {
        "to_kind": asked.to.kind,
        "to_name": asked.to.name,
        "to_person_id": asked.to.person_id,
        "relationship_id": asked.to.relationship_id,
        "lacks_capacity": asked.lacks_capacity,
        "channel": asked.channel,
        "format": chosen.format,
        "language": aimed.needs.reads or "en",
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


def _text(letter: library.Letter) -> LetterText:
    """The words as they stand, kept once."""
    kept, _ = LetterText.objects.get_or_create(
        sha256=letter.sha256, defaults={"key": letter.key, "text": letter.text}
    )
    return kept
