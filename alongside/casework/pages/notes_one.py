"""One note: every wording of it, put right, marked, withdrawn; and the way from it to a safeguarding concern."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from alongside.casework import access
from alongside.casework.actions import notes as actions
from alongside.casework.pages.entries import entry
from alongside.casework.pages.notes import SHARING
from alongside.casework.queries import notes as queries
from alongside.casework.queries.notes import NoteRow
from alongside.casework.rules.moments import happened, time_of_day
from alongside.people.pages.about import about
from alongside.people.pages.asking import said
from alongside.people.pages.listing import Deed
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.door import ActorRequest, link
from alongside.web.forms import Date, Form, Radios, Select, Text, TextArea, exact_date


class Correct(Form):
    """A note put right."""

    kind = Select("What was it?", lambda: choices("note-kind"))
    happened_on = Date("When did it happen?", clean=exact_date)
    happened_time = Text("At what time?", required=False, clean=time_of_day, look={"width": 10})
    text = TextArea("What happened?", look={"rows": 12})
    why = TextArea("What was wrong or missing?", look={"rows": 2})


class Share(Form):
    """Whether the person may read it."""

    sharing = Radios("May the person read it?", SHARING, required=False)
    withheld_why = Text("If not: whom would it harm, or whose words does it hold?", required=False)


class Withdraw(Form):
    """It does not belong here."""

    why = TextArea("Why does it not belong on this record?", look={"rows": 2})


CORRECT = Deed(
    "Put it right",
    Correct,
    "Save the new wording",
    actions.correct_note,
    says="What it says now stays in its history. For what has happened since, write another note.",
)
SHARE = Deed("May the person read it?", Share, "Save", actions.share_note)
WITHDRAW = Deed(
    "Wrong record",
    Withdraw,
    "Take it off this record",
    actions.withdraw_note,
    says="Everybody can see that there was a note and why it went; nobody can read it here any more.",
    warning=True,
)


def deeds_of(row: NoteRow, actor: Actor) -> dict[str, Deed]:
    """What this reader can do about a note as it stands."""
    if row.withdrawn or not access.write(actor):
        return {}
    own = row.writer_id == actor.worker_id or actor.plays("supervisor")
    mine = {"correct": CORRECT, "withdraw": WITHDRAW} if own else {}
    return {"share": SHARE, **mine}


def answers_of(form: Form) -> dict[str, Any]:
    """The answers as the action takes them: day and time as one moment."""
    answers = said(form)
    if "happened_on" in answers:
        day, time = answers.pop("happened_on"), answers.pop("happened_time") or None
        answers["happened_at"], answers["precision"] = happened(day, time, clock.now())
    return answers


@about("notes/<int:note_id>/", may=access.read, title="Note")
def note(request: ActorRequest, person: Sheet, note_id: int) -> HttpResponse:
    """One note, with its history."""
    row = queries.note(note_id, person, request.actor)
    at = formats.local(row.happened_at)
    others, unseen = queries.written_together(row, request.actor)
    return entry(
        request,
        person,
        deeds_of(row, request.actor),
        key=row.id,
        version=row.version,
        title=f"{row.kind}, {row.when}",
        aside=_facts(row),
        back=link("casework.notes", person_id=person.id),
        initial={
            "kind": row.code,
            "happened_on": at.date(),
            "happened_time": f"{at:%H:%M}" if row.precision == "time" else "",
            "text": row.text,
            "sharing": row.sharing_code,
            "withheld_why": row.withheld_why,
        },
        says=answers_of,
        template="casework/note.jinja",
        row=row,
        others=others,
        unseen=unseen,
        wordings=[] if row.withdrawn else queries.wordings(row.id, request.actor),
        concern=f"{link('pathways.raise_concern', person_id=person.id)}?note={row.id}",
    )


def _facts(row: NoteRow) -> list[tuple[str, Any]]:
    drafted = (
        f"First draft by {row.drafted_with}; read through and made their own by {row.written.split(',')[0]}"
    )
    rows = [
        ("Happened", row.when),
        ("Written by", row.written),
        ("Drafted with", drafted if row.drafted_with else ""),
        ("For", row.about),
        ("May they read it?", f"{row.sharing}{f': {row.withheld_why}' if row.withheld_why else ''}"),
        ("Withdrawn by", row.withdrawn),
    ]
    return [each for each in rows if each[1]]
