"""What stands beside a question: what is worked out of the answers, what others wrote, how a fact is put right."""

from __future__ import annotations

from alongside.forms.definition import Question
from alongside.forms.pages.sheet import Page
from alongside.forms.prefilled import BLOCKS
from alongside.forms.rules.answers import Answers, Cell, Kept, name_of
from alongside.forms.rules.values import UNKNOWNS, Options, in_words
from alongside.forms.workings import workings
from alongside.web import formats
from alongside.web.door import link
from alongside.web.tables import safe


def beside(page: Page, question: Question) -> str:
    """What follows from the answers so far, each step in a sentence."""
    if not question.beside:
        return ""
    *steps, result = worked_out(page.answers, question)
    listed = "".join(f"<li>{safe(step)}</li>" for step in steps)
    return (
        f'<div class="app-q__beside" data-beside="{question.key}">'
        '<p class="app-quiet">What follows from the answers so far</p>'
        f"<ol>{listed}</ol><p><strong>{safe(result)}</strong></p></div>"
    )


def worked_out(answers: Answers, question: Question) -> list[str]:
    """The sentences that stand beside a question; the last says what follows."""
    return workings[question.beside](answers)


def rivals(page: Page, cell: Cell) -> str:
    """Two texts written at the same time, each to be chosen."""
    others = page.rivals.get(cell, ())
    if not others:
        return ""
    kept, name = page.answers.cells[cell], name_of(cell)
    texts = [(kept.saved_by, kept.saved_at, _words(page, cell, kept), 0)]
    texts += [
        (each.by, each.at, _words(page, cell, Kept(each.value, each.absent)), each.id) for each in others
    ]
    sides = "".join(
        f'<div class="app-clash__side"><p class="app-quiet">{safe(by)}, {formats.moment(at)}</p>'
        f'<div class="app-clash__theirs">{safe(words) or "<em>Left blank</em>"}</div>'
        f'<button class="govuk-button govuk-button--secondary" name="settle" value="{name}:{key}">Keep this text'
        f'<span class="govuk-visually-hidden"> of {safe(by)}</span></button></div>'
        for by, at, words, key in texts
    )
    return (
        '<div class="app-q__rivals" role="group" aria-label="Two texts"><p><strong>Two people wrote here at the same '
        "time.</strong> Both texts are kept until somebody chooses.</p>"
        f'<div class="app-clash">{sides}</div></div>'
    )


def _words(page: Page, cell: Cell, kept: Kept) -> str:
    question = page.filled.definition.places[cell[0]].question
    said = in_words(question, kept.value, page.answers.options_of(question))
    return said or UNKNOWNS.get(kept.absent, "")


def put_right(page: Page, question: Question, offered: Options) -> str:
    """A fact of one value is put right here; what is told in several statements on its own page."""
    if not page.may_fill:
        return ""
    about = f'<span class="govuk-visually-hidden">: {safe(question.ask)}</span>'
    if question.fact in BLOCKS:
        href = link(BLOCKS[question.fact], person_id=page.person.id)
        return f'<a class="govuk-link" href="{safe(href)}">Put it right{about}</a>'
    name = f"correct.{question.key}"
    options = "".join(
        f'<option value="{safe(code)}">{safe(words)}</option>' for code, words in offered.items()
    )
    return (
        f'<details class="app-q__correct"><summary>Correct the fact{about}</summary>'
        f'<label class="govuk-label" for="{name}">What is right?</label>'
        f'<select class="govuk-select" id="{name}" name="{name}"><option value="">Choose</option>{options}</select>'
        f'<label class="govuk-label" for="{name}-by">Who told you?</label>'
        f'<input class="govuk-input" id="{name}-by" name="{name}-by" autocomplete="off">'
        f'<button class="govuk-button govuk-button--secondary" name="correct" value="{question.key}">'
        "Save on the record</button></details>"
    )
