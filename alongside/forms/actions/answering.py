"""Writing answers. What two people write at the same time is kept, both, until somebody chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.forms import access, library
from alongside.forms.definition import FormDefinition
from alongside.forms.definition.shapes import PERSON, Place
from alongside.forms.models import COMPLETE, OPEN, Answer, FilledForm, FormVersion, Part, Rival
from alongside.forms.rules import values
from alongside.forms.rules.answers import BLANK, Cell, mark_of, name_of
from alongside.records.acting import action
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Missing, Refused

_LOADED = "the action loaded the form as the actor may see it"

State = dict[str, Any]
"""What became of an answer, as plain JSON: version, saved_at, mark; contested and by where somebody else wrote, too."""


@dataclass(frozen=True)
class Sent:
    """One answer as it was sent. `base` is the version it was written over: None for whatever is there now, 0 for
    nothing. `editor` and `turn` tell one browser tab's texts apart from another's and from its own earlier ones."""

    question: str
    place: int = 0
    value: Any = None
    absent: str = ""
    base: int | None = None
    editor: str = ""
    turn: int = 0


@dataclass(frozen=True)
class Writing:
    """Where and by whom answers are written."""

    filled: FilledForm
    form: FormDefinition
    by: Actor
    at: datetime


@action("forms.save answer", on=FilledForm, may=access.fill)
def save_answer(
    filled: FilledForm,
    *,
    by: Actor,
    at: datetime,
    question: str,
    place: int = 0,
    value: Any = None,
    absent: str = "",
    base: int | None = None,
    editor: str = "",
    turn: int = 0,
) -> State:
    """Keep one answer as it was typed (see `rules.values.read`); blank clears it.

    Answers {"version", "saved_at", "mark"}; with "contested" and "by" when somebody else had changed it since `base`:
    then theirs stands, and this one is kept beside it. Raises Refused, with the question as its field.
    """
    return _keep(_writing(filled, by, at), Sent(question, place, value, absent, base, editor, turn))


@action("forms.save answers", on=FilledForm, may=access.fill)
def save_answers(
    filled: FilledForm, *, by: Actor, at: datetime, sent: Iterable[Mapping[str, Any] | Sent]
) -> dict[str, State]:
    """Keep several answers at once, all or none; what became of each by its name."""
    writing = _writing(filled, by, at)
    every = [each if isinstance(each, Sent) else Sent(**each) for each in sent]
    return {name_of((each.question, each.place)): _keep(writing, each) for each in every}


@action("forms.fill rest", on=FilledForm, may=access.fill)
def fill_rest(filled: FilledForm, *, by: Actor, at: datetime, question: str, inner: str, value: str) -> int:
    """Give every outcome that has no answer yet the same one, such as “no difficulty”; how many there were."""
    writing = _writing(filled, by, at)
    place = _place(writing.form, question)
    if place.question.kind != "outcomes" or inner not in {each.key for each in place.question.questions}:
        raise Refused("Only outcomes can be answered all at once.", question)
    rows = Answer.objects.for_system(_LOADED).filter(filled=filled, question=inner).order_by("place")
    there = {row.place for row in rows if row.value is not None or row.absent}
    every = range(1, len(place.question.options) + 1)
    rest = [number for number in every if number not in there]
    for number in rest:
        _keep(writing, Sent(inner, number, value))
    return len(rest)


@action("forms.settle", on=FilledForm, may=access.fill)
def settle(
    filled: FilledForm, *, by: Actor, at: datetime, question: str, place: int = 0, keep: int = 0
) -> State:
    """Choose between texts written at the same time: `keep` is the number of a rival, 0 for the one that stands."""
    writing = _writing(filled, by, at)
    cell = (question, place)
    _may_write(writing, _place(writing.form, question))
    row = _answer(writing, cell)
    if row is None:
        raise Refused("There is nothing to choose between.", name_of(cell))
    rivals = list(_rivals(row))
    chosen = next((each for each in rivals if each.pk == keep), None)
    if keep and chosen is None:
        raise Refused("Somebody has chosen already. Look at the answer as it stands now.", name_of(cell))
    for each in rivals:
        each.settled_at, each.settled_by_id = at, by.worker_id
        each.save(update_fields=["settled_at", "settled_by"])
    if chosen is not None:
        _write(writing, row, Sent(question, place), chosen.value, chosen.absent)
    return _state(row)


def _writing(filled: FilledForm, by: Actor, at: datetime) -> Writing:
    if filled.state != OPEN:
        word = "completed" if filled.state == COMPLETE else "set aside"
        raise Refused(f"This form was {word}. Open it again to change an answer.")
    digest = FormVersion.objects.values_list("hash", flat=True).get(pk=filled.form_version_id)
    return Writing(filled, library.of_hash(digest), by, at)


def _place(form: FormDefinition, question: str) -> Place:
    place = form.places.get(question)
    if place is None:
        raise Refused(f"This form has no question “{question}”.", question)
    return place


def _keep(writing: Writing, sent: Sent) -> State:
    place = _place(writing.form, sent.question)
    cell = (sent.question, sent.place)
    _refuse_row(place, sent.place)
    record_id = _may_write(writing, place)
    options = library.options_of(writing.form)(place.question)
    try:
        absent = values.absent(place.question, sent.absent)
        value = None if absent else values.read(place.question, sent.value, options)
    except values.NotAnAnswer as wrong:
        raise Refused(f"{wrong}.", name_of(cell)) from wrong
    row = _answer(writing, cell)
    if row is None:
        return _first(writing, sent, record_id, value, absent)
    own = bool(sent.editor) and row.editor == sent.editor
    if own and sent.turn <= row.turn:
        return _state(row)
    if (row.value, row.absent) == (value, absent):
        return _same(writing, row, sent)
    if sent.base is None or sent.base == row.version or own:
        _write(writing, row, sent, value, absent)
        return _state(row)
    return _beside(writing, row, sent, value, absent)


def _refuse_row(place: Place, number: int) -> None:
    most = 0 if place.row_of is None else 200
    if place.row_of is not None and place.row_of.kind == "outcomes":
        most = len(place.row_of.options)
    if not (0 if place.row_of is None else 1) <= number <= most:
        raise Refused("There is no such row.", place.question.key)


def _may_write(writing: Writing, place: Place) -> int:
    """The record that an answer is kept on; Missing where it is not the actor's to see."""
    if place.section.belongs_to == PERSON:
        return int(writing.filled.record_id)
    rows = Part.objects.for_system(_LOADED).filter(filled=writing.filled, belongs_to=place.section.belongs_to)
    part = rows.first()
    if part is None:
        raise Refused(f"Say first who the {place.section.belongs_to} is.", place.question.key)
    if writing.by is not SYSTEM and not Part.objects.visible_to(writing.by).filter(pk=part.pk).exists():
        raise Missing
    return int(part.record_id)


def _answer(writing: Writing, cell: Cell) -> Answer | None:
    rows = Answer.objects.for_system(_LOADED)
    found: Answer | None = rows.filter(filled=writing.filled, question=cell[0], place=cell[1]).first()
    return found


def _first(writing: Writing, sent: Sent, record_id: int, value: Any, absent: str) -> State:
    if value is None and not absent:
        return {"version": 0, "saved_at": writing.at.isoformat(), "mark": BLANK.mark}
    made = Answer.objects.create(
        filled=writing.filled,
        record_id=record_id,
        question=sent.question,
        place=sent.place,
        value=value,
        absent=absent,
        saved_at=writing.at,
        saved_by_id=writing.by.worker_id,
        editor=sent.editor,
        turn=sent.turn,
    )
    return _state(made)


def _write(writing: Writing, row: Answer, sent: Sent, value: Any, absent: str) -> None:
    row.value, row.absent, row.version = value, absent, row.version + 1
    row.saved_at, row.saved_by_id = writing.at, writing.by.worker_id
    row.editor, row.turn = sent.editor, sent.turn
    row.save(update_fields=["value", "absent", "version", "saved_at", "saved_by", "editor", "turn"])


def _same(writing: Writing, row: Answer, sent: Sent) -> State:
    """What stands is what was sent: what this editor had written beside it is no longer in question."""
    for each in _rivals(row):
        if sent.editor and each.editor == sent.editor:
            each.settled_at, each.settled_by_id = writing.at, writing.by.worker_id
            each.save(update_fields=["settled_at", "settled_by"])
    return _state(row)


def _beside(writing: Writing, row: Answer, sent: Sent, value: Any, absent: str) -> State:
    """Keep what was written over an answer that has changed since; the same editor's next text takes its place."""
    said = {"value": value, "absent": absent, "saved_at": writing.at, "turn": sent.turn}
    mine = [
        each
        for each in _rivals(row)
        if each.editor == sent.editor and each.saved_by_id == writing.by.worker_id
    ]
    if mine and (sent.editor or (mine[-1].value, mine[-1].absent) == (value, absent)):
        for name, each in said.items():
            setattr(mine[-1], name, each)
        mine[-1].save(update_fields=list(said))
    else:
        Rival.objects.create(
            answer=row, record_id=row.record_id, saved_by_id=writing.by.worker_id, editor=sent.editor, **said
        )
    who = row.saved_by
    return _state(row) | {"contested": True, "by": who.name if who else "Alongside itself"}


def _rivals(row: Answer) -> Iterable[Rival]:
    rows: Iterable[Rival] = (
        Rival.objects.for_system(_LOADED).filter(answer=row, settled_at__isnull=True).order_by("id")
    )
    return rows


def _state(row: Answer) -> State:
    mark = mark_of(row.version, row.value, row.absent)
    return {"version": row.version, "saved_at": row.saved_at.isoformat(), "mark": mark}
