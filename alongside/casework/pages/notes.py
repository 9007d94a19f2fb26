"""Notes: read, looked through, written with a draft kept while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, JsonResponse

from alongside.casework import access
from alongside.casework.actions import drafts
from alongside.casework.actions import notes as actions
from alongside.casework.queries import appointments as diary
from alongside.casework.queries import notes as queries
from alongside.casework.rules.moments import happened, time_of_day
from alongside.people.pages.about import about, draw, offer, tab
from alongside.people.queries.around import name_of
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.records import clock
from alongside.web import formats
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Refused
from alongside.web.forms import (
    PARTS,
    Checkboxes,
    Date,
    Form,
    Radios,
    RawDate,
    Select,
    Text,
    TextArea,
    exact_date,
)
from alongside.web.tables import changed

AT_ONCE = 50
SHARING = (
    ("", "Not decided yet"),
    ("shared", "Yes, they may read it"),
    ("withheld", "No, not this one"),
)
ON_THEIRS = (
    (actions.WHOLE, "The whole note"),
    (actions.MENTION, "Only that they took part"),
)
READ = "I have read it against what happened and put it right: it says what I say"


class NoteForm(Form):
    """A note."""

    kind = Select("What was it?", lambda: choices("note-kind"))
    happened_on = Date("When did it happen?", clean=exact_date)
    happened_time = Text(
        "At what time?",
        required=False,
        hint="If it matters. For example 14:30",
        clean=time_of_day,
        look={"width": 10},
    )
    text = TextArea(
        "What happened?",
        hint="What was seen and said, in whose words, and what comes next. The person may ask to read it.",
        look={"rows": 12},
    )
    about = Select("Which work does it belong to?", [], required=False, empty="To the person alone")
    in_touch = Checkboxes(
        "Keeping in touch",
        [("yes", "They were told how things stand, or told us how they are")],
        required=False,
    )
    sharing = Radios("May the person read it?", SHARING, required=False, look={"inline": True})
    withheld_why = Text("If not: whom would it harm, or whose words does it hold?", required=False)
    drafted_with = Text(
        "Which tool wrote a first draft of it?",
        required=False,
        hint="Leave it blank if you wrote it yourself. For example, the name of a tool that listens and summarises",
    )
    read_through = Checkboxes("If a tool wrote a first draft", [("yes", READ)], required=False)


def others_of(person: Sheet) -> dict[int, str]:
    """The people round the person whose records are open to the reader, by number."""
    return {
        tie.other_id: f"{name_of(tie)}" for tie in person.ties if tie.other_id is not None and tie.other_open
    }


def _with_others(form: Form, others: Mapping[int, str]) -> None:
    """Ask of each of the people round the person what is shown on their record."""
    for key, name in others.items():
        form.fields[f"also_{key}"] = Select(
            f"On the record of {name}", ON_THEIRS, required=False, empty="Not on their record"
        )
        form.fields[f"own_{key}"] = TextArea(
            f"Words for the record of {name} alone", required=False, look={"rows": 2}
        )


@about("notes/", may=access.read, title="Notes", methods=("GET", "HEAD"))
def notes(request: ActorRequest, person: Sheet) -> HttpResponse:
    """The person's notes, the last first, looked through by words and kind."""
    text, kind = request.GET.get("text", "").strip(), request.GET.get("kind", "")
    limit = 10_000 if request.GET.get("all") else AT_ONCE
    rows = queries.notes(person, request.actor, text=text, kind=kind, limit=limit)
    begun = queries.draft(person, request.actor)[2] if access.write(request.actor) else None
    return draw(
        request,
        "casework/notes.jinja",
        person,
        title="Notes",
        rows=rows,
        text=text,
        kind=kind,
        kinds=[("", "Every kind"), *choices("note-kind")],
        more=changed(request.GET, all="1") if len(rows) == AT_ONCE else "",
        begun=begun,
        may_write=access.write(request.actor),
    )


@about("notes/add/", may=access.write, title="Write a note")
def write_note(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Write a note; what was begun earlier, here or on another device, is there again."""
    kept, tool, saved_at = queries.draft(person, request.actor)
    others = others_of(person)
    form = NoteForm.of(request, initial=_initial(request, person, kept, tool))
    form.offer("about", queries.work_choices(person, request.actor))
    _with_others(form, others)
    if form.is_valid():
        actions.write_note(person.id, by=request.actor, key=form.key, **_said(form, others, tool))
        return redirect(notes, person_id=person.id)
    return draw(
        request,
        "casework/write_note.jinja",
        person,
        title="Write a note",
        form=form,
        others=others,
        tool=tool,
        saved=f"Draft saved {formats.moment(saved_at)}" if saved_at else "",
        back=link(notes, person_id=person.id),
    )


def _initial(request: ActorRequest, person: Sheet, kept: Mapping[str, str], tool: str) -> dict[str, Any]:
    """What was kept; else today, and what the appointment says that one came from."""
    initial: dict[str, Any] = {
        "happened_on": clock.today(),
        "about": request.GET.get("about", ""),
        "sharing": "",
    }
    came_from = request.GET.get("appointment", "")
    if came_from.isdecimal():
        row = diary.appointment(int(came_from), person, request.actor, clock.now())
        starts = formats.local(row.starts_at)
        initial |= {"happened_on": starts.date(), "happened_time": f"{starts:%H:%M}"}
    initial |= {name: value for name, value in kept.items() if name != "happened_on"}
    if "happened_on" in kept:
        initial["happened_on"] = RawDate(*kept["happened_on"].split("/"))
    return initial | ({"drafted_with": tool} if tool else {})


def _said(form: Form, others: Mapping[int, str], tool: str) -> dict[str, Any]:
    """The answers as the action takes them."""
    told = form.answers
    at, precision = happened(told["happened_on"], told["happened_time"] or None, clock.now())
    also = [
        {"person_id": key, "shows": told[f"also_{key}"], "own": told[f"own_{key}"]}
        for key in others
        if told[f"also_{key}"]
    ]
    lost = next((key for key in others if told[f"own_{key}"] and not told[f"also_{key}"]), None)
    if lost is not None:
        raise Refused(
            "Select whether the whole note goes onto this record, or only that they took part.",
            f"also_{lost}",
        )
    return {
        "kind": told["kind"],
        "text": told["text"],
        "happened_at": at,
        "precision": precision,
        "subject": told["about"],
        "sharing": told["sharing"],
        "withheld_why": told["withheld_why"],
        "also": also,
        # What the machine wrote stays marked, whatever the box says now.
        "drafted_with": tool or told["drafted_with"],
        "read_through": bool(told["read_through"]),
        "in_touch": bool(told["in_touch"]),
    }


@page("people/<int:person_id>/notes/draft/", may=access.write, title="Save a draft", methods=("POST",))
def save_draft(request: ActorRequest, person_id: int) -> HttpResponse:
    """What is written so far, as a script sends it while somebody types: when it was kept, as JSON."""
    post = request.POST
    answers = {name: post.get(name, "") for name in post if not name.startswith("_")}
    answers["happened_on"] = "/".join(post.get(f"happened_on-{part}", "").replace("/", "") for part in PARTS)
    turn = post.get("turn", "")
    try:
        drafts.save_draft(
            person_id,
            by=request.actor,
            answers=answers,
            tab=post.get("tab", ""),
            turn=int(turn) if turn.isdecimal() else 0,
        )
    except Refused as refused:
        # A script cannot read a page: it is told in its own language.
        return JsonResponse({"message": refused.message}, status=422)
    return JsonResponse({"clock": formats.local(clock.now()).strftime("%H:%M")})


@about("notes/draft/drop/", may=access.write, title="Throw the draft away")
def drop_draft(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Throw away what was begun."""
    form = Form.of(request)
    if form.is_valid():
        drafts.drop_draft(person.id, by=request.actor, key=form.key)
        return redirect(notes, person_id=person.id)
    return draw(
        request,
        "people/ask.jinja",
        person,
        title="Throw the draft away",
        form=form,
        button="Throw it away",
        back=link(write_note, person_id=person.id),
        says="What you have begun to write about this person is gone then.",
        aside=(),
    )


tab("Notes", notes, order=13)
offer("Write a note", write_note, order=11)
