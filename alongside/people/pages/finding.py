"""Finding somebody, and taking the contact of somebody who may not be shown."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from alongside.people import access
from alongside.people.actions import finding as actions
from alongside.people.queries import finding as queries
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Form, Text, TextArea
from alongside.web.render import render
from alongside.web.tables import Column

_TAG = Markup('<strong class="govuk-tag govuk-tag--{}">{}</strong>')


class Contact(Form):
    """What somebody wants who may be a restricted person."""

    message = TextArea(
        "What is it about?",
        hint="Write what you would tell the officer: who is in contact, what they need, how urgent it is.",
        missing="Say what it is about, so that the officer can act",
        look={"rows": 4},
    )
    callback = Text("How can they be reached safely?", required=False, hint="As they told you just now")


def marks(row: queries.FoundRow) -> Markup:
    """What must be noticed of a person found."""
    said = [
        _TAG.format(colour, word)
        for colour, word, is_so in (
            ("red", "Alert", row.alert),
            ("grey", "Deceased", row.deceased),
            ("purple", "Restricted", row.restricted),
        )
        if is_so
    ]
    return Markup(" ").join(said)


def born(row: queries.FoundRow) -> str:
    """Date of birth with the age."""
    return f"{row.born} ({row.age})" if row.age else row.born


def columns(request: ActorRequest) -> tuple[Column, ...]:
    """The columns of people found: the name leads to the record, to the question why it is needed, or to who looked."""

    def name(row: queries.FoundRow) -> str | Markup:
        if row.is_open:
            address = link("people.show", person_id=row.id)
        elif access.open_(request.actor):
            address = link("people.open_person", person_id=row.id)
        elif access.see_who_looked(request.actor):
            address = link("people.looked", person_id=row.id)
        else:
            return row.name
        return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, row.name)

    return (
        Column("", "Name", header=True, show=name),
        Column("known_as", "Known as"),
        Column("", "Born", show=born),
        Column("place", "Postcode begins"),
        Column("", "Note", show=marks),
        Column("is_open", "Open to you", show=lambda is_open: "Yes" if is_open else "Not yet"),
    )


@page("people/", may=access.find, title="Find a person")
def find(request: ActorRequest) -> HttpResponse:
    """One box for everything a caller may say; a restricted person is never listed."""
    text = request.GET.get("q", "")
    results = queries.find(text, request.actor)
    form = Contact.of(request)
    if form.is_valid():
        contact = actions.take_contact(by=request.actor, key=form.key, unseen=results.unseen, **form.answers)
        return redirect(contact_taken, contact_id=contact)
    if results.asked:
        saw(request.actor, "people.find", results.audited, what="search")
    return render(
        request,
        "people/find.jinja",
        text=text,
        results=results,
        may_match=bool(results.unseen),
        form=form,
        columns=columns(request),
        may_add=access.add(request.actor),
    )


@page("people/contacts/<int:contact_id>/taken/", may=access.find, title="The officer has been told")
def contact_taken(request: ActorRequest, contact_id: int) -> HttpResponse:
    """What happens now. It reads nothing: whatever number is asked for, it says the same."""
    return render(
        request,
        "people/contact_taken.jinja",
        contact_id=contact_id,
        may_break=access.break_glass(request.actor),
    )


navigation.add("Find a person", find, order=40)
navigation.search_box("Find a person", find)
