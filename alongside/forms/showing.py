"""A filled form in words, in order: for print, letters and the chronology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from alongside.forms import asking
from alongside.forms.definition import Section
from alongside.forms.definition.shapes import PERSON, ROWS, Question
from alongside.forms.queries import filled as queries
from alongside.forms.queries.contributions import ContributionRow, contributions
from alongside.forms.rules.answers import Answers
from alongside.forms.rules.conditions import Ask, asked
from alongside.records.actors import SYSTEM, Actor

Line = tuple[str, str]


def lines(filled_id: int, actor: Actor = SYSTEM) -> Sequence[tuple[str, Sequence[Line]]]:
    """Each section's title with its answered questions and what was answered.

    Without an actor only what is kept on the form's own record, so that no letter tells what belongs to another.
    """
    found = queries.filled(filled_id, actor)
    if found is None:
        raise LookupError(f"There is no filled form {filled_id}.")
    answers = queries.answers_of(found, actor)
    mine = {PERSON, *(queries.parts(filled_id, actor) if actor is not SYSTEM else ())}
    ask = asking.asker(answers, found.person_id)
    sections = [each for each in found.definition.sections if each.belongs_to in mine and asked(each, ask)]
    beside = contributions(found, actor)
    told = [
        (each.title, [*_section(each, answers, ask), *_contributed(beside.get(each.key, ()))])
        for each in sections
    ]
    return [(title, said) for title, said in told if said]


def _section(section: Section, answers: Answers, ask: Ask) -> Iterator[Line]:
    for question in section.questions:
        if not asked(question, ask):
            continue
        if question.kind in ROWS:
            yield from _rows(question, answers)
        elif said := answers.said(question.key):
            yield question.ask, said


def _rows(question: Question, answers: Answers) -> Iterator[Line]:
    names = list(question.options.values())
    for number, place in enumerate(answers.rows(question.key), 1):
        said = [(inner, answers.said(inner.key, place)) for inner in question.questions]
        told = [
            words if n == 0 else f"{inner.ask}: {words}" for n, (inner, words) in enumerate(said) if words
        ]
        if told:
            title = names[place - 1] if question.kind == "outcomes" else f"{question.ask} ({number})"
            yield title, "\n".join(told)


def _contributed(rows: Iterable[ContributionRow]) -> Iterator[Line]:
    """What others put in, each with their name, role and organisation."""
    return ((f"Contributed by {row.who}", row.said) for row in rows)
