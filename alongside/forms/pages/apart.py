"""A form on a page of another room, for somebody who may see the form and not the person: it shows what is asked and
what was written in it, and nothing that the person's record says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.http import QueryDict
from markupsafe import Markup

from alongside.forms import asking
from alongside.forms.actions.answering import Sent
from alongside.forms.pages import drawing, sent
from alongside.forms.pages.drawing import Drawing
from alongside.forms.pages.sheet import Page
from alongside.forms.queries import filled as queries
from alongside.forms.rules.answers import Cell, Kept
from alongside.people.queries.sheet import Sheet
from alongside.records.actors import Actor
from alongside.web.errors import Missing, Refused

Sections = list[tuple[str, str, Markup]]


def sections(
    form_id: int, actor: Actor, post: QueryDict | None = None, refused: Refused | None = None
) -> Sections:
    """Each section that is asked: its title, its hint, its questions drawn. What was typed and refused stands in its
    box again. Raises Missing for a form that is not the actor's to see."""
    page = _page(form_id, actor)
    of = Drawing(
        page=page,
        known={},
        before=None,
        before_on="",
        wrong={refused.field: refused.message} if refused else {},
        typed=_typed(page, post) if refused and post is not None else {},
        names=(),
    )
    return [
        (each.title, each.hint, drawing.section(of, each)) for each in page.sections if page.is_open(each)
    ]


def touched(form_id: int, actor: Actor, post: QueryDict) -> list[Sent]:
    """The answers that are not as the page had shown them."""
    page = _page(form_id, actor)
    return list(_touched(page, post))


def _touched(page: Page, post: QueryDict) -> Iterator[Sent]:
    for section in page.sections:
        yield from sent.touched(post, page.filled.definition, section)


def _typed(page: Page, post: QueryDict) -> Mapping[Cell, Kept]:
    return {(each.question, each.place): Kept(each.value, each.absent) for each in _touched(page, post)}


def _page(form_id: int, actor: Actor) -> Page:
    found = queries.filled(form_id, actor)
    if found is None:
        raise Missing
    answers = queries.answers_of(found, actor)
    return Page(
        filled=found,
        person=_nobody(found.person_id),
        answers=answers,
        rivals=queries.rivals(form_id, actor) if found.is_open else {},
        parts={},
        named=frozenset(),
        ask=asking.asker(answers),
        may_fill=found.is_open,
    )


def _nobody(person_id: int) -> Sheet:
    """The person as nothing is known of them."""
    return Sheet(person_id, (), 0, "", "", "", "", "", "", "", "", "", False, {}, ())
