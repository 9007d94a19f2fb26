"""Reading a form through before it is finished, finishing it, printing it, setting it aside, opening it again."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.forms import access, actions, showing, subjects
from alongside.forms.pages.filling import form, section
from alongside.forms.pages.sheet import Page, page_of
from alongside.forms.rules.answers import name_of
from alongside.people.pages.about import about, draw
from alongside.people.queries.sheet import Sheet
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, SeeOther, link, redirect
from alongside.web.forms import Form, TextArea


class Complete(Form):
    """The form is finished."""


class Discard(Form):
    """The form is set aside."""

    why = TextArea("Why is it set aside?", missing="Say why this form is set aside", look={"rows": 2})


class Reopen(Form):
    """The form is opened again."""

    why = TextArea("Why is it opened again?", missing="Say why this form is opened again", look={"rows": 2})


@about("forms/<int:form_id>/review/", may=access.see, title="Check the answers")
def review(request: ActorRequest, person: Sheet, form_id: int) -> HttpResponse:
    """Everything that was answered, and what law or safety still needs, before it is finished."""
    found = page_of(form_id, person, request.actor)
    if not found.filled.is_open:
        return redirect(print_form, person_id=person.id, form_id=form_id)
    done, aside = (
        Complete.of(request, version=found.filled.version),
        Discard.of(request, version=found.filled.version),
    )
    for asked, act in ((done, actions.complete), (aside, actions.discard)):
        if asked.is_valid():
            act(form_id, by=request.actor, key=asked.key, version=asked.version, **asked.answers)
            onward = subjects.onward(person.id, found.filled.subject)
            return SeeOther(onward or link(print_form, person_id=person.id, form_id=form_id))

    def place(key: str, anchor: str) -> str:
        return f"{link(section, person_id=person.id, form_id=form_id, key=key)}#{anchor}"

    owed = [
        (each.sentence, place(each.section.key, name_of((each.question.key, each.place))))
        for each in found.owed()
    ]
    places = found.filled.definition.places
    apart = [
        (places[cell[0]].question.ask, place(places[cell[0]].section.key, name_of(cell)))
        for cell in found.rivals
    ]
    return draw(
        request,
        "forms/review.jinja",
        person,
        title="Check the answers",
        found=found,
        told=_told(request, found),
        owed=owed,
        apart=apart,
        done=done,
        aside=aside,
        back=link(form, person_id=person.id, form_id=form_id),
    )


@about("forms/<int:form_id>/print/", may=access.see, title="Form")
def print_form(request: ActorRequest, person: Sheet, form_id: int) -> HttpResponse:
    """The form to read and to print, as far as it is written; a finished one can be opened again from here."""
    found = page_of(form_id, person, request.actor)
    again = Reopen.of(request, version=found.filled.version)
    if again.is_valid():
        actions.reopen(form_id, by=request.actor, key=again.key, version=again.version, **again.answers)
        return redirect(form, person_id=person.id, form_id=form_id)
    return draw(
        request,
        "forms/print.jinja",
        person,
        title=found.filled.title,
        found=found,
        told=_told(request, found),
        again=again,
        may_reopen=access.fill(request.actor) and not found.filled.is_open,
        back=link("forms.forms", person_id=person.id),
        onward=subjects.onward(person.id, found.filled.subject),
    )


def _told(request: ActorRequest, found: Page) -> list[tuple[str, list[tuple[str, str]]]]:
    """The form in words, and a note in the audit of whose confidential parts were shown."""
    if found.parts:
        saw(request.actor, print_form.name, list(found.parts.values()))
    return [(title, list(lines)) for title, lines in showing.lines(found.filled.id, request.actor)]
