"""Lists of messages as a reader may see them, and one message with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from alongside.messages.models import Message
from alongside.people.queries.owners import owner_choices
from alongside.people.queries.words import label
from alongside.records.actors import Actor
from alongside.web.errors import Missing
from alongside.web.formats import day, moment

AT_MOST = 500

STATES = {
    "held": ("Stopped", "red"),
    "queued": ("Waiting to go", "blue"),
    "sending": ("Being sent", "blue"),
    "ready": ("To print", "yellow"),
    "printed": ("To post", "yellow"),
    "sent": ("Sent", "green"),
    "handed": ("Handed over", "green"),
    "declined": ("Declined", "grey"),
    "unsafe": ("Not safe to send", "orange"),
    "failed": ("Not sent", "red"),
    "cancelled": ("Cancelled", "grey"),
}
"""Each state in words, and the colour of its tag."""

CAME_BACK = ("Came back", "orange")
CHANNELS = {"post": "Post", "email": "E-mail", "hand": "By hand"}


@dataclass(frozen=True)
class Line:
    """One message in a list."""

    id: int
    record_id: int
    person_id: int
    person: str
    title: str
    to: str
    how: str
    state: str
    state_said: tuple[str, str]
    why: Sequence[str]
    orders: Sequence[str]
    owner: str
    written_at: datetime
    due_on: date | None
    document_id: int | None


def of_person(ids: Sequence[int], actor: Actor) -> list[Line]:
    """Every message about a person that the reader may see, the newest first."""
    rows = Message.objects.visible_to(actor).filter(person_id__in=ids)
    return _lines(rows.order_by("-id"))


def of_subject(subject: str, actor: Actor) -> list[Line]:
    """Every message that belongs to a thing ("journey:12") and that the reader may see, the newest first."""
    return _lines(Message.objects.visible_to(actor).filter(subject=subject).order_by("-id"))


def stopped(actor: Actor) -> list[Line]:
    """Messages of the reader's people that the gate stopped, those due first, then the oldest."""
    return sorted(
        _lines(_mine(actor).filter(state="held").order_by("id")), key=lambda line: line.due_on or date.max
    )


def in_state(actor: Actor, *states: str) -> list[Line]:
    """Messages of the reader's people in these states, the oldest first."""
    return _lines(_mine(actor).filter(state__in=states).order_by("id"))


def lost(actor: Actor) -> list[Line]:
    """Messages of the reader's people that came back or could not be sent, the newest first."""
    mine = _mine(actor)
    rows = mine.filter(returned_at__isnull=False) | mine.filter(state="failed")
    return _lines(rows.order_by("-id"))


def _mine(actor: Actor) -> Any:
    return Message.objects.held_by(actor)


def _lines(rows: Any) -> list[Line]:
    titles = dict(owner_choices())
    return [_line(row, titles) for row in rows.select_related("person")[:AT_MOST]]


def _line(row: Message, titles: dict[str, str]) -> Line:
    return Line(
        id=row.pk,
        record_id=row.record_id,
        person_id=row.person.root_id or row.person_id,
        person=row.person.name,
        title=row.title,
        to=row.to_name,
        how=_how(row),
        state=row.state,
        state_said=_state(row),
        why=_why(row),
        orders=row.orders,
        owner=titles.get(row.owner, "Nobody at work"),
        written_at=row.written_at,
        due_on=row.due_on,
        document_id=row.document_id,
    )


def _state(row: Message) -> tuple[str, str]:
    return CAME_BACK if row.returned_at is not None else STATES[row.state]


def _how(row: Message) -> str:
    form = label("communication-format", row.format)
    return f"{CHANNELS[row.channel]}, {form[:1].lower()}{form[1:]}"


def _why(row: Message) -> list[str]:
    if row.returned_at is not None:
        return [row.returned_why]
    return (
        [sentence for _, sentence in row.stopped]
        if row.state == "held"
        else [row.ended_why][: bool(row.ended_why)]
    )


@dataclass(frozen=True)
class Page:
    """One message in full: `facts` are label and value; `row` is what draws the letter."""

    line: Line
    version: int
    facts: Sequence[tuple[str, str]]
    releases: Sequence[tuple[str, str]]
    released_by_reader: bool
    codes: Sequence[str]
    may_come_back: bool
    row: Message


def one(message_id: int, person_ids: Iterable[int], actor: Actor) -> Page:
    """A message about this person. Raises Missing where it is not there or not the reader's to see."""
    rows = Message.objects.visible_to(actor).filter(pk=message_id, person_id__in=list(person_ids))
    related = ("person", "text", "written_by", "ended_by", "released_first_by", "released_second_by")
    row = rows.select_related(*related).first()
    if row is None:
        raise Missing
    first = _release(row.released_first_by, row.released_first_at, row.released_first_why)
    second = _release(row.released_second_by, row.released_second_at, row.released_second_why)
    line = _line(row, dict(owner_choices()))
    return Page(
        line=line,
        version=row.version,
        facts=[fact for fact in _facts(row, line.owner) if fact[1]],
        releases=[*first, *second],
        released_by_reader=row.released_first_by_id is not None
        and row.released_first_by_id == actor.worker_id,
        codes=[code for code, _ in row.stopped],
        may_come_back=row.state == "sent" and row.returned_at is None,
        row=row,
    )


def _facts(row: Message, owner: str) -> list[tuple[str, str]]:
    by = row.written_by.name if row.written_by else "Alongside itself"
    ended = f"{row.ended_by.name}, {moment(row.ended_at)}" if row.ended_by else moment(row.ended_at)
    return [
        ("To", row.to_name),
        ("Owner", owner if row.state == "held" else ""),
        ("How", _how(row)),
        ("Where", row.place.replace("\n", ", ") or ("Not shown here" if row.place_said else "")),
        ("Known from", row.place_said if row.place_said != "Handed over" else ""),
        ("To arrange", " ".join(row.orders)),
        ("Written", f"{by}, {moment(row.written_at)}"),
        ("Can be cancelled until", moment(row.hold_until) if row.state == "queued" else ""),
        ("Due by", day(row.due_on)),
        ("Ended", ended),
        ("Why", row.ended_why),
        ("Came back", moment(row.returned_at)),
        ("What it said", row.returned_why),
    ]


def _release(who: Any, at: datetime | None, why: str) -> list[tuple[str, str]]:
    return [(f"{who.name}, {moment(at)}", why)] if who is not None else []
