"""Questions as GOV.UK mark-up, joined here: sixty of them by macros would cost ten times as much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from alongside.forms import library
from alongside.forms.definition import Question, Section
from alongside.forms.pages.boxes import DRAW, Asked
from alongside.forms.pages.sheet import Page
from alongside.forms.pages.standing import beside, put_right, rivals
from alongside.forms.queries.known import KnownFact
from alongside.forms.rules.answers import BLANK, Answers, Cell, Kept, name_of
from alongside.forms.rules.conditions import asked
from alongside.forms.rules.values import Options
from alongside.web.tables import safe

CHOOSING = ("choice", "choices", "tags")


@dataclass(frozen=True)
class Drawing:
    """A section as it is drawn: the page, what the record says, what was answered last time, what is wrong."""

    page: Page
    known: Mapping[str, KnownFact]
    before: Answers | None
    before_on: str
    wrong: Mapping[str, str]
    typed: Mapping[Cell, Kept]
    names: Sequence[str]

    def kept(self, cell: Cell) -> Kept:
        """What stands in the boxes: what was typed and refused, or what is saved."""
        return self.typed.get(cell) or self.page.answers.cells.get(cell, BLANK)

    def options(self, question: Question, kept: Kept) -> Options:
        """What is offered."""
        form = self.page.filled.definition
        chosen = kept.value if isinstance(kept.value, list) else [str(kept.value)]
        return library.offered(form, question, chosen)


def section(of: Drawing, section: Section) -> Markup:
    """Every question of a section; those that are not asked now are there and hidden, for scripts to show."""
    return Markup("".join(_questions(of, section)))  # noqa: S704 every text is escaped where it is put in


def _questions(of: Drawing, section: Section) -> Iterator[str]:
    for question in section.questions:
        if question.kind == "outcomes":
            yield _outcomes(of, question)
        elif question.kind == "group":
            yield _group(of, question)
        elif question.kind == "fact":
            yield _fact(of, question)
        else:
            yield _question(of, question, (question.key, 0))


def _question(of: Drawing, question: Question, cell: Cell, around: str = "") -> str:
    """One question with its boxes, its mark, what was said last time and who wrote at the same time."""
    name, kept = name_of(cell), of.kept(cell)
    form, saved = of.page.filled.definition, of.page.answers.cells.get(cell, BLANK)
    decides = " data-decides" if cell[0] in form.deciding else ""
    hidden = "" if asked(question, of.page.ask) else " hidden"
    wrong = of.wrong.get(name, "")
    error = (
        f'<p class="govuk-error-message" id="{name}-error"><span class="govuk-visually-hidden">Error:</span> '
        f"{safe(wrong)}</p>"
        if wrong
        else ""
    )
    said = [f"{name}-hint"] if question.hint else []
    said += [f"{name}-error"] if wrong else []
    described = f' aria-describedby="{" ".join(said)}"' if said else ""
    offered = of.options(question, kept) if question.kind in CHOOSING else {}
    boxes = DRAW[question.kind](
        Asked(question, name, kept, described, around, error=error, offered=offered, names=of.names)
    )
    failing = " govuk-form-group--error" if wrong else ""
    return (
        f'<div class="govuk-form-group app-q{failing}" data-cell="{name}"{decides}{hidden}>'
        f"{boxes}{beside(of.page, question)}"
        f'<input type="hidden" name="v:{name}" value="{saved.mark}">'
        f"{_last_time(of, cell)}{rivals(of.page, cell)}</div>\n"
    )


def _last_time(of: Drawing, cell: Cell) -> str:
    """What was answered when this form was last completed."""
    then = of.before.cell_there(cell, of.page.filled.definition) if of.before else None
    said, name = of.before.said(*then) if of.before and then else "", name_of(cell)
    if of.before is None or then is None or not said or said == of.page.answers.said(*cell):
        return ""
    copy = (
        f' <button class="app-link-button" name="copy" value="{name}">Copy<span class="govuk-visually-hidden">'
        " what was said last time</span></button>"
        if of.before.written(*then) and of.page.may_fill
        else ""
    )
    when = f'<span class="app-quiet">Last time ({of.before_on}):</span>'
    return f'<p class="app-q__before">{when} “{safe(said)}”{copy}</p>'


def _fact(of: Drawing, question: Question) -> str:
    """A fact of the person's record: what it says, whether that is right still, and the way to put it right."""
    known, name = of.known.get(question.key, KnownFact("", "", "")), question.key
    kept = of.page.answers.cells.get((name, 0), BLANK)
    hidden = "" if asked(question, of.page.ask) else " hidden"
    words = "<br>".join(safe(line) for line in known.words.splitlines()) or "Not recorded"
    state = (
        '<span class="app-q__right">Said to be right</span>'
        if kept.given and kept.value == known.value
        else ""
    )
    still = (
        f'<button class="govuk-button govuk-button--secondary" name="confirm" value="{name}">Still right'
        f'<span class="govuk-visually-hidden">: {safe(question.ask)}</span></button>'
        if known.value and not state
        else ""
    )
    source = f'<p class="app-quiet">{safe(known.source)}</p>' if known.source else ""
    return (
        f'<div class="app-q app-q--fact" id="{name}"{hidden}><p class="govuk-label app-q__ask">{safe(question.ask)}</p>'
        f'<p class="app-q__known">{words}</p>{source}'
        f'<div class="app-q__deeds">{state}{still}{_correct(of, question, known)}</div></div>\n'
    )


def _correct(of: Drawing, question: Question, known: KnownFact) -> str:
    return put_right(of.page, question, library.offered(of.page.filled.definition, question, [known.value]))


def _outcomes(of: Drawing, question: Question) -> str:
    """A row for each outcome, folded once there is no difficulty; what was said in the person's own words beside it."""
    first, *others = question.questions
    tagged = _tagged(of, question)
    rows = []
    for place, (code, title) in enumerate(question.options.items(), 1):
        more = "".join(_question(of, each, (each.key, place), title) for each in others)
        words = "".join(f"<blockquote>“{safe(each)}”</blockquote>" for each in tagged.get(code, ()))
        said = of.page.answers.cells.get((first.key, place), BLANK).value
        fine = said is not None and set(said) <= set(first.alone)
        opened = "" if said is None or fine else " open"
        rows.append(
            f'<section class="app-outcome" id="{question.key}-{code}">'
            f'<h2 class="govuk-heading-s">{safe(title)}</h2>{words}'
            f"{_question(of, first, (first.key, place), title)}"
            f"<details{opened}><summary>What shows it, and what it touches"
            f'<span class="govuk-visually-hidden"> ({safe(title)})</span></summary>{more}</details></section>\n'
        )
    rest = ""
    if of.page.may_fill and first.alone:
        words = library.options_of(of.page.filled.definition)(first)[first.alone[0]]
        rest = (
            f'<button class="govuk-button govuk-button--secondary" name="rest" value="{question.key}">'
            f"{safe(words)} with the rest</button>"
        )
    return f"{''.join(rows)}{rest}"


def _tagged(of: Drawing, question: Question) -> Mapping[str, list[str]]:
    """What was written in groups and tagged to each of these outcomes."""
    answers, found = of.page.answers, dict[str, list[str]]()
    for place in of.page.filled.definition.places.values():
        if place.question.kind != "tags" or place.question.of != question.key or place.row_of is None:
            continue
        texts = [each.key for each in place.row_of.questions if each.kind in ("words", "line")]
        for row in answers.rows(place.row_of.key):
            for code in answers.chosen(place.question.key, row):
                found.setdefault(code, []).extend(said for key in texts if (said := answers.said(key, row)))
    return found


def _group(of: Drawing, question: Question) -> str:
    """The rows there are, and one more to write in."""
    rows = of.page.answers.rows(question.key)
    places = [*rows, max(rows, default=0) + 1] if of.page.may_fill else rows
    drawn = "".join(
        f'<fieldset class="govuk-fieldset app-row" id="{question.key}-{place}"><legend class="govuk-fieldset__legend">'
        f"{safe(question.ask)} {number}</legend>"
        + "".join(
            _question(of, each, (each.key, place), f"{question.ask} {number}") for each in question.questions
        )
        + "</fieldset>\n"
        for number, place in enumerate(places, 1)
    )
    button = '<button class="govuk-button govuk-button--secondary" name="more"'
    add = f'{button} value="{question.key}">Add another</button>'
    hidden = "" if asked(question, of.page.ask) else " hidden"
    return f'<div class="app-rows"{hidden}>{drawn}{add if of.page.may_fill else ""}</div>'
