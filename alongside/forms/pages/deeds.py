"""What the buttons inside a section do, once what was typed in it is saved. Each answers the place to come back to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from alongside.forms import actions
from alongside.forms.pages.sheet import Page
from alongside.forms.queries import filled as queries
from alongside.forms.queries.known import facts
from alongside.forms.rules.answers import Cell, cell_of
from alongside.records import clock
from alongside.web.door import ActorRequest
from alongside.web.errors import Missing, Refused


def _rest(request: ActorRequest, found: Page, question: str) -> str:
    place = found.filled.definition.places.get(question)
    inner = place.question.questions[0] if place and place.question.questions else None
    if inner is None or not inner.alone:
        raise Missing
    actions.fill_rest(
        found.filled.id, by=request.actor, question=question, inner=inner.key, value=inner.alone[0]
    )
    return question


def _more(_request: ActorRequest, found: Page, question: str) -> str:
    """One more row to write in: the page draws an empty one after those that have answers."""
    if question not in found.filled.definition.places:
        raise Missing
    rows = queries.answers_of(found.filled, _request.actor).rows(question)
    return f"{question}-{max(rows, default=0) + 1}"


def _copy(request: ActorRequest, found: Page, name: str) -> str:
    """Take over what was answered last time."""
    cell, last = _cell(name), queries.previous(found.filled, found.person.record_ids, request.actor)
    before = (
        queries.answers_of(last, request.actor)
        if last and cell[0] in found.filled.definition.places
        else None
    )
    then = before.cell_there(cell, found.filled.definition) if before else None
    kept = before.cells.get(then) if before and then else None
    if kept is None:
        raise Missing
    actions.save_answer(
        found.filled.id, by=request.actor, question=cell[0], place=cell[1], value=_as_typed(kept.value)
    )
    return name


def _as_typed(value: Any) -> Any:
    """Pence as pounds: an answer is kept as it is typed."""
    return f"{value // 100}.{value % 100:02}" if isinstance(value, int) else value


def _confirm(request: ActorRequest, found: Page, question: str) -> str:
    place = found.filled.definition.places.get(question)
    if place is None or place.question.kind != "fact":
        raise Missing
    known = facts([place.question], found.person, request.actor, clock.today())[question]
    actions.save_answer(found.filled.id, by=request.actor, question=question, value=known.value)
    return question


def _correct(request: ActorRequest, found: Page, question: str) -> str:
    code, told_by = (request.POST.get(f"correct.{question}{part}", "") for part in ("", "-by"))
    actions.correct_fact(found.filled.id, by=request.actor, question=question, code=code, told_by=told_by)
    return question


def _settle(request: ActorRequest, found: Page, chosen: str) -> str:
    name, _colon, keep = chosen.rpartition(":")
    question, place = _cell(name)
    number = int(keep) if keep.isdecimal() else 0
    actions.settle(found.filled.id, by=request.actor, question=question, place=place, keep=number)
    return name


def _part(request: ActorRequest, found: Page, belongs_to: str) -> str:
    chosen = request.POST.get("whose", "")
    if not chosen.isdecimal():
        raise Refused("Choose whose part this is.", "whose")
    actions.name_part(found.filled.id, by=request.actor, person_id=int(chosen), belongs_to=belongs_to)
    return ""


def _cell(name: str) -> Cell:
    try:
        return cell_of(name)
    except ValueError:
        raise Missing from None


BUTTONS: Mapping[str, Callable[[ActorRequest, Page, str], str]] = {
    "rest": _rest,
    "more": _more,
    "copy": _copy,
    "confirm": _confirm,
    "correct": _correct,
    "settle": _settle,
    "part": _part,
}
