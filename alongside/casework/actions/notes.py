"""Notes: written, put right with the old wording kept, marked as shared, withdrawn where they do not belong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict

from alongside.casework import access
from alongside.casework.actions import drafts
from alongside.casework.models import Note, Wording
from alongside.casework.models.notes import SHARED, UNDECIDED, WITHHELD
from alongside.casework.queries.notes import guard_of, people_seen
from alongside.casework.rules.machine_drafts import band_of_suicide_risk
from alongside.pathways.actions import saying
from alongside.pathways.happenings import IN_TOUCH
from alongside.people.actions.dated import block, line
from alongside.people.actions.identity import in_list, label
from alongside.people.models import Person
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Forbidden, Refused

WHOLE, MENTION = "whole", "mention"
PRECISIONS = ("time", "day")


class Also(TypedDict):
    """Another person whom the note is about. `shows` is “whole” (the same text on their record) or “mention” (only
    that it took place); `own` is what belongs on their record alone."""

    person_id: int
    shows: str
    own: str


@action("casework.write note", on=Person, may=access.write)
def write_note(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    text: str,
    happened_at: datetime,
    precision: str = "time",
    subject: str = "",
    sharing: str = UNDECIDED,
    withheld_why: str = "",
    also: Sequence[Also] = (),
    drafted_with: str = "",
    read_through: bool = False,
    in_touch: bool = False,
) -> int:
    """Write a note, on this record and on those of others it is about; answers the number of the first.

    `drafted_with` names the tool that wrote a first draft: then `read_through` says that the writer, who is named as
    such, has made it theirs. `in_touch` says it as a happening too, so that what was promised is kept.
    """
    in_list("note-kind", kind, "kind", at)
    said = _text(text, drafted_with, read_through)
    _happened(happened_at, precision, at)
    given = {"kind": kind, "happened_at": happened_at, "precision": precision, "subject": subject}
    first = Note(
        record_id=guard_of(person, subject, by),
        person=person,
        text=said,
        drafted_with=drafted_with.strip(),
        sharing=sharing,
        withheld_why=_withheld(sharing, withheld_why),
        **given,
    )
    _keep(first, by, at)
    for other, each in _others(person, also, by):
        _keep(
            Note(record=other.record, person=other, together=first, text=_their(each, said), **_alone(given)),
            by,
            at,
        )
    drafts.forget(person, by)
    if in_touch:
        saying.say_of(person.pk, by=by, name=IN_TOUCH, happened_at=happened_at)
    return int(first.pk)


def _others(person: Person, also: Sequence[Also], by: Actor) -> list[tuple[Person, Also]]:
    seen = {each.pk: each for each in people_seen([each["person_id"] for each in also], by)}
    for each in also:
        if each["person_id"] not in seen or each["person_id"] == person.pk:
            raise Refused("One of the people is not on a record that is open to you. Open the page again.")
        if each["shows"] not in (WHOLE, MENTION):
            raise Refused("Select what is shown on each of the records.")
    return [(seen[each["person_id"]], each) for each in also]


def _their(each: Also, text: str) -> str:
    """What the note says on somebody else's record."""
    shared = text if each["shows"] == WHOLE else "Took part. What was said is not on this record."
    own = block(each.get("own", ""))
    return f"{shared}\n\n{own}" if own else shared


def _alone(given: dict[str, Any]) -> dict[str, Any]:
    """The work it belongs to is the first person's."""
    return given | {"subject": ""}


def _keep(note: Note, by: Actor, at: datetime) -> None:
    note.written_at, note.written_by_id = at, by.worker
    note.save()
    _word(note, "", by, at)
    record(
        note.record_id,
        f"casework.note.{note.kind}",
        f"{label('note-kind', note.kind)}.",
        happened_at=note.happened_at,
        precision=note.precision,
        subject=f"note:{note.pk}",
    )


@action("casework.correct note", on=Note, may=access.write)
def correct_note(
    note: Note,
    *,
    by: Actor,
    at: datetime,
    why: str,
    kind: str,
    text: str,
    happened_at: datetime,
    precision: str = "time",
) -> None:
    """Put a note right; what it said before stays in its history. Others' records that say the same follow."""
    _may_change(note, by)
    in_list("note-kind", kind, "kind", at)
    said, reason = _text(text, "", True), line(why, "why", "Say what was wrong or missing.")
    _happened(happened_at, precision, at)
    before = note.text
    for each in [note, *(other for other in _together(note) if other.text == before)]:
        each.kind, each.text, each.happened_at, each.precision = kind, said, happened_at, precision
        each.version += 1
        each.save()
        _word(each, reason, by, at)
        named = f"{label('note-kind', kind)} of {formats.day(happened_at)}"
        _say(each, "corrected", f"{named}: the note was put right. {reason}")


@action("casework.share note", on=Note, may=access.write)
def share_note(note: Note, *, by: Actor, at: datetime, sharing: str, withheld_why: str = "") -> None:
    """Mark whether the person may read the note; what is withheld says why (Data Protection Act 2018 sch 2 and 3)."""
    _standing(note)
    note.withheld_why = _withheld(sharing, withheld_why)
    note.sharing = sharing
    note.version += 1
    note.save()
    words = {
        SHARED: "is for the person to read",
        WITHHELD: "is withheld from the person",
        UNDECIDED: "is undecided",
    }
    named = f"{label('note-kind', note.kind)} of {formats.day(note.happened_at)}"
    _say(note, "sharing", f"{named}: the note {words[sharing]}. {note.withheld_why}".strip())


@action("casework.withdraw note", on=Note, may=access.write)
def withdraw_note(note: Note, *, by: Actor, at: datetime, why: str) -> None:
    """Take a note off a record it does not belong on. What it said is no longer shown; that there was one is."""
    _may_change(note, by)
    note.withdrawn_why = line(why, "why", "Say why it does not belong here.")
    note.withdrawn_at, note.withdrawn_by_id = at, by.worker
    note.version += 1
    note.save()
    named = f"{label('note-kind', note.kind)} of {formats.day(note.happened_at)}"
    _say(note, "withdrawn", f"{named}: the note was withdrawn. {note.withdrawn_why}")


def _together(note: Note) -> list[Note]:
    """The notes that were written with this one: putting one right puts right what says the same."""
    first = note.together_id or note.pk
    rows = Note.objects.for_system("what one note says wrongly, those written with it say as well")
    both = rows.filter(together_id=first) | rows.filter(pk=first)
    return list(both.filter(withdrawn_at__isnull=True).exclude(pk=note.pk).order_by("id"))


def _text(text: str, drafted_with: str, read_through: bool) -> str:
    said = block(text)
    if not said:
        raise Refused("Write what happened.", "text")
    if not drafted_with.strip():
        return said
    if not read_through:
        raise Refused(
            f"Read what {drafted_with.strip()} wrote against what happened, put it right, and say that you have.",
            "read_through",
        )
    if band := band_of_suicide_risk(said):
        raise Refused(
            f"“{band}” puts the risk of suicide or self-harm into a band, which says nothing of what will happen. "
            "Say what the person told you, what helps, and the plan.",
            "text",
        )
    return said


def _happened(happened_at: datetime, precision: str, at: datetime) -> None:
    if precision not in PRECISIONS:
        raise Refused("Give the day, and the time if you know it.", "happened_on")
    if happened_at > at:
        raise Refused("This is still to come. For what is planned, make an appointment.", "happened_on")


def _withheld(sharing: str, why: str) -> str:
    if sharing not in (UNDECIDED, SHARED, WITHHELD):
        raise Refused("Select whether the person may read it.", "sharing")
    if sharing != WITHHELD:
        return ""
    return line(
        why,
        "withheld_why",
        "Say why the person may not read it: whom it would harm, or whose words it holds.",
    )


def _may_change(note: Note, by: Actor) -> None:
    _standing(note)
    if note.written_by_id != by.worker_id and not by.plays("supervisor"):
        raise Forbidden(
            "A note is put right by who wrote it, or by a supervisor. Write a note of your own beside it."
        )


def _standing(note: Note) -> None:
    if note.withdrawn_at is not None:
        raise Refused("Somebody has withdrawn this note. Open the page again.")


def _word(note: Note, why: str, by: Actor, at: datetime) -> None:
    Wording.objects.create(
        record_id=note.record_id,
        note=note,
        number=note.version if not why else _next(note),
        kind=note.kind,
        text=note.text,
        happened_at=note.happened_at,
        precision=note.precision,
        why=why,
        worded_at=at,
        worded_by_id=by.worker,
    )


def _next(note: Note) -> int:
    rows = Wording.objects.for_system("counts the wordings of a note that was loaded as the actor may see it")
    return int(rows.filter(note=note).count()) + 1


def _say(note: Note, what: str, sentence: str) -> None:
    record(note.record_id, f"casework.note {what}", sentence, subject=f"note:{note.pk}")
