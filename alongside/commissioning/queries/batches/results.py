"""What came back of somebody: the answers of the form that the pathway asks an agency for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from alongside.commissioning.models import BatchItem
from alongside.commissioning.rules import batches as rules
from alongside.forms import library, showing
from alongside.forms.actions.answering import Sent
from alongside.forms.definition import FormDefinition
from alongside.forms.models import FilledForm
from alongside.forms.queries import filled as forms
from alongside.forms.rules.answers import Answers
from alongside.pathways.queries import definitions

SEEN_ON, AGAIN_ON = "reviewed-on", "next-review"
"""The questions of such a form that name the day of the conversation, and that of the next review."""
CHANGE, FROM_WHEN, WORRY = "outcome", "from-when", "worry"
CHANGES = frozenset({"increase", "decrease", "change-setting"})


def subject(item_id: int) -> str:
    """How forms name somebody in a batch."""
    return f"batch item:{item_id}"


def form_of(item: BatchItem) -> str:
    """The form that is asked of the agency: that of the step by which the council accepts it."""
    return str(definitions.of_hash(item.journey.definition).moves[rules.ACCEPT].form)


def definition(item: BatchItem) -> FormDefinition:
    """The form as the agency fills it in: as it was begun, or as it is now."""
    found = _filled(item)
    return found.definition if found else library.current(form_of(item))


def _filled(item: BatchItem) -> forms.Filled | None:
    return forms.filled_of(subject(item.pk), form_of(item))


def open_form(item: BatchItem) -> int | None:
    """The number of the form while it can be written in."""
    found = _filled(item)
    return found.id if found and found.is_open else None


def of_item(item: BatchItem) -> Answers:
    """What the agency has written so far; blank where it has not begun."""
    found = _filled(item)
    if found is not None:
        return forms.answers_of(found)
    form = library.current(form_of(item))
    return Answers(form, {}, library.options_of(form), 0)


def in_words(item: BatchItem) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    """The same in words, section by section."""
    found = _filled(item)
    return showing.lines(found.id) if found else ()


def as_sent(item: BatchItem) -> list[Sent]:
    """The same, to be written into another form of the same kind."""
    answers = of_item(item)
    places = answers.form.places
    return [
        Sent(key, place, _typed(places[key].question.kind, kept.value), kept.absent)
        for (key, place), kept in sorted(answers.cells.items())
        if kept.given
    ]


def _typed(kind: str, value: Any) -> Any:
    """An answer as somebody would type it: money is kept in pence and typed in pounds."""
    if kind == "money" and isinstance(value, int):
        return f"{value // 100}.{value % 100:02}"
    return value


def day(answers: Answers, key: str) -> date | None:
    """The day that answers a question; None where there is no such question or no answer."""
    if key not in answers.form.places:
        return None
    value = answers[key].value
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def seen_on(item: BatchItem) -> date | None:
    """The day of the agency's conversation with the person."""
    return day(of_item(item), SEEN_ON)


def changes_support(answers: Answers) -> bool:
    """Whether support changes by what was found."""
    return CHANGE in answers.form.places and bool(answers.chosen(CHANGE) & CHANGES)


def worries(answers: Answers) -> bool:
    """Whether the agency is worried about abuse or neglect: that waits for no review."""
    return WORRY in answers.form.places and "yes" in answers.chosen(WORRY)


def titles(filled: FilledForm, sections: Iterable[str]) -> frozenset[str]:
    """The titles of these sections of a filled form, as it reads under its own version."""
    wanted, found = set(sections), forms.filled(filled.pk)
    return (
        frozenset(each.title for each in found.definition.sections if each.key in wanted)
        if found
        else frozenset()
    )
