"""Notes as a reader may see them, with every wording and what changed between two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.casework.models import Draft, Note, Wording
from alongside.casework.rules.wordings import Piece, changes
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
from alongside.people.models import Person
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Missing, Refused

SHARING = {"": "Not decided yet", "shared": "Yes", "withheld": "No"}
Choice = tuple[str, str]


@dataclass(frozen=True)
class NoteRow:
    """One note. `when` says no more sharply than is known when it happened; `late` when it was written down later
    than the day it happened on."""

    id: int
    kind: str
    code: str
    text: str
    when: str
    happened_at: datetime
    precision: str
    written: str
    writer_id: int
    late: bool
    drafted_with: str
    sharing: str
    sharing_code: str
    withheld_why: str
    about: str
    together: int
    version: int
    wordings: int
    withdrawn: str


@dataclass(frozen=True)
class WordingRow:
    """One wording of a note: who put it so and why, and what changed from the one before."""

    number: int
    worded: str
    why: str
    when: str
    pieces: Sequence[Piece]


def notes(person: Sheet, actor: Actor, *, text: str = "", kind: str = "", limit: int = 100) -> list[NoteRow]:
    """The person's notes, the last first; `text` is looked for in them, in small or capital letters alike."""
    rows = Note.objects.visible_to(actor).filter(person_id__in=person.record_ids)
    if kind:
        rows = rows.filter(kind=kind)
    found = rows.select_related("written_by", "withdrawn_by").order_by("-happened_at", "-id")
    wanted = text.casefold()
    if wanted:
        # SQLite folds only the letters of English; names have others.
        seen = [row for row in found if wanted in row.text.casefold() and row.withdrawn_at is None]
        return _rows(seen[:limit], actor)
    return _rows(list(found[:limit]), actor)


def note(note_id: int, person: Sheet, actor: Actor) -> NoteRow:
    """One note of the person. Raises Missing for one that is not there or not the actor's to see."""
    rows = Note.objects.visible_to(actor).filter(pk=note_id, person_id__in=person.record_ids)
    found = rows.select_related("written_by", "withdrawn_by").first()
    if found is None:
        raise Missing
    return _rows([found], actor)[0]


def _rows(found: Sequence[Note], actor: Actor) -> list[NoteRow]:
    works = work_titles({row.subject for row in found}, actor)
    return [_row(row, works.get(row.subject, "")) for row in found]


def _row(row: Note, about: str) -> NoteRow:
    withdrawn = ""
    if row.withdrawn_at:
        who = row.withdrawn_by.name if row.withdrawn_by else "Alongside itself"
        withdrawn = f"{who}, {formats.moment(row.withdrawn_at)}: {row.withdrawn_why}"
    return NoteRow(
        id=row.pk,
        kind=label("note-kind", row.kind),
        code=row.kind,
        text="" if withdrawn else row.text,
        when=when(row.happened_at, row.precision),
        happened_at=row.happened_at,
        precision=row.precision,
        written=f"{row.written_by.name}, {formats.moment(row.written_at)}",
        writer_id=row.written_by_id,
        late=formats.day(row.written_at) != formats.day(row.happened_at),
        drafted_with=row.drafted_with,
        sharing=SHARING[row.sharing],
        sharing_code=row.sharing,
        withheld_why=row.withheld_why,
        about=about,
        together=row.together_id or row.pk,
        version=row.version,
        wordings=row.version,
        withdrawn=withdrawn,
    )


def when(at: datetime, precision: str) -> str:
    """When something happened, in words, no more sharply than is known."""
    return formats.moment(at) if precision == "time" else formats.day(at)


def wordings(note_id: int, actor: Actor) -> list[WordingRow]:
    """Every wording of a note, the newest first, each with what changed from the one before."""
    rows = Wording.objects.visible_to(actor).filter(note_id=note_id).select_related("worded_by")
    before, made = None, []
    for row in rows.order_by("number"):
        pieces = changes(before.text, row.text) if before else [Piece("same", row.text)]
        worded = f"{row.worded_by.name}, {formats.moment(row.worded_at)}"
        made.append(WordingRow(row.number, worded, row.why, when(row.happened_at, row.precision), pieces))
        before = row
    return made[::-1]


def written_together(row: NoteRow, actor: Actor) -> tuple[list[tuple[int, int, str]], int]:
    """The records besides this one that hold the same meeting: those the actor may see, and how many others."""
    first = row.together
    mine = Note.objects.visible_to(actor).exclude(pk=row.id)
    both = mine.filter(together_id=first) | mine.filter(pk=first)
    seen = both.select_related("person").order_by("id").values_list("id", "person_id", "person__name")
    every = Note.objects.for_system("how many records hold the same meeting, naming none").exclude(pk=row.id)
    count = (every.filter(together_id=first) | every.filter(pk=first)).count()
    found = [(int(pk), int(person_id), str(name)) for pk, person_id, name in seen]
    return found, count - len(found)


def draft(person: Sheet, actor: Actor) -> tuple[dict[str, Any], str, datetime | None]:
    """What the actor has begun to write about the person, the tool that began it, and when it was saved last."""
    mine = Draft.objects.visible_to(actor).filter(record_id__in=person.record_ids, worker_id=actor.worker)
    found = mine.order_by("-saved_at").first()
    return (found.answers, found.drafted_with, found.saved_at) if found else ({}, "", None)


def people_seen(person_ids: Iterable[int], actor: Actor) -> list[Person]:
    """Those of these people whose records are open to the actor."""
    return list(Person.objects.visible_to(actor).filter(pk__in=list(person_ids)).order_by("pk"))


def guard_of(person: Person, subject: str, actor: Actor) -> int:
    """The record that says who sees something of this subject: of work that is restricted, the work's own."""
    if not subject.startswith("journey:"):
        return int(person.record_id)
    key = subject.removeprefix("journey:")
    mine = Journey.objects.visible_to(actor).filter(person__root_id=person.root_id)
    found = mine.filter(pk=key).values_list("record_id", flat=True).first() if key.isdecimal() else None
    if found is None:
        raise Refused("That work is not this person’s, or not open to you.", "about")
    return int(found)


def work_choices(person: Sheet, actor: Actor) -> list[Choice]:
    """The person's open work, to say what something belongs to: (“journey:12”, its title)."""
    rows = Journey.objects.visible_to(actor).filter(person_id__in=person.record_ids, ended_at__isnull=True)
    return [(f"journey:{row.pk}", definitions.of_hash(row.definition).title) for row in rows.order_by("id")]


def work_titles(subjects: Iterable[str], actor: Actor) -> dict[str, str]:
    """What these pieces of work are called, of those that the actor may see."""
    keys = [int(each.removeprefix("journey:")) for each in subjects if each.startswith("journey:")]
    if not keys:
        return {}
    rows = Journey.objects.visible_to(actor).filter(pk__in=keys).order_by("id")
    return {f"journey:{row.pk}": definitions.of_hash(row.definition).title for row in rows}
