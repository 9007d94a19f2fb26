"""What a browser sent of a form: one answer by itself, or the answers of a section that somebody touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict

from alongside.forms import library
from alongside.forms.actions.answering import Sent
from alongside.forms.definition import FormDefinition, Question, Section
from alongside.forms.definition.shapes import ROWS
from alongside.forms.rules import values
from alongside.forms.rules.answers import Cell, cell_of, mark_of, name_of

LAST = 1_000_000
"""The turn of a whole section: after everything its tab has sent by itself."""
UNKNOWN = "~"
"""Before the code of a radio that says why there is no answer."""


def one(post: QueryDict, form: FormDefinition) -> Sent | None:
    """The one answer that was sent; None for one that the form does not ask."""
    try:
        cell = cell_of(post.get("cell", ""))
    except ValueError:
        return None
    place = form.places.get(cell[0])
    return None if place is None else _sent(post, place.question, cell, _number(post.get("turn", "")))


def touched(post: QueryDict, form: FormDefinition, section: Section) -> Iterator[Sent]:
    """The answers of a section that are not as the page had shown them."""
    for question in section.questions:
        inner = question.questions if question.kind in ROWS else (question,)
        for each in inner:
            if each.kind == "fact":
                continue
            for cell in _cells(post, each, question):
                sent = _sent(post, each, cell, LAST)
                if not _as_shown(post, form, each, sent):
                    yield sent


def _cells(post: QueryDict, question: Question, top: Question) -> list[Cell]:
    """The places at which the page asked this question: each has its mark."""
    if top.kind not in ROWS:
        return [(question.key, 0)] if f"v:{question.key}" in post else []
    marked = (name.removeprefix("v:") for name in post if name.startswith(f"v:{question.key}."))
    return sorted(cell_of(name) for name in marked)


def _sent(post: QueryDict, question: Question, cell: Cell, turn: int) -> Sent:
    name = name_of(cell)
    base, _dot, _said = post.get(f"v:{name}", "0").partition(".")
    absent, value = post.get(f"u:{name}", ""), _value(post, question, name)
    if isinstance(value, str) and value.startswith(UNKNOWN):
        absent, value = value.removeprefix(UNKNOWN), None
    return Sent(cell[0], cell[1], value, absent, _number(base), post.get("_editor", "")[:40], turn)


def _value(post: QueryDict, question: Question, name: str) -> Any:
    if question.kind in ("choices", "tags"):
        return post.getlist(name)
    if question.kind == "date":
        return [post.get(f"{name}-{part}", "") for part in ("day", "month", "year")]
    return post.get(name, "")


def _as_shown(post: QueryDict, form: FormDefinition, question: Question, sent: Sent) -> bool:
    """Whether the answer is the one that the page had shown: then another's later one must not be argued with."""
    shown = post.get(f"v:{name_of((sent.question, sent.place))}", "")
    try:
        value = None if sent.absent else values.read(question, sent.value, library.options_of(form)(question))
    except values.NotAnAnswer:
        return False
    return mark_of(sent.base or 0, value, sent.absent) == shown


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
