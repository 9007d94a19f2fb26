"""Taking a contact at the front door: find or add the person, press once, write while they speak."""

from __future__ import annotations

from django.http import HttpResponse
from markupsafe import Markup

from alongside.pathways import access
from alongside.pathways.actions import taking as actions
from alongside.pathways.pages.beginning import onward
from alongside.people import access as people
from alongside.people.actions import finding
from alongside.people.pages.about import offer
from alongside.people.pages.adding import goes_on
from alongside.people.pages.finding import Contact, born, contact_taken, marks
from alongside.people.queries import doors
from alongside.people.queries import finding as queries
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Form
from alongside.web.render import render
from alongside.web.tables import Column

REASON = "The person, or somebody for them, is in contact"
CONTACT, CONCERN = "contact", "concern"


class Take(Form):
    """One press."""


def columns(purpose: str) -> tuple[Column, ...]:
    """People found, each leading on to what was come for."""
    to, words = _PURPOSES[purpose]

    def onwards(row: queries.FoundRow) -> Markup:
        address = link(to, None, person_id=row.id)
        hidden = Markup('<span class="govuk-visually-hidden"> {}</span>').format(row.name)
        return Markup('<a class="govuk-link" href="{}">{}{}</a>').format(address, words, hidden)

    return (
        Column("name", "Name", header=True),
        Column("known_as", "Known as"),
        Column("", "Born", show=born),
        Column("place", "Postcode begins"),
        Column("", "Note", show=marks),
        Column("", "Go on", show=onwards),
    )


_PURPOSES = {
    CONTACT: ("pathways.take_contact", "Take the contact"),
    CONCERN: ("pathways.raise_concern", "Raise the concern"),
}
_TITLES = {CONTACT: "Take a contact", CONCERN: "Raise a safeguarding concern"}


@page("contacts/take/", may=access.take_contacts, title="Take a contact")
def contact(request: ActorRequest) -> HttpResponse:
    """Who is it about? The one box for everything a caller may say; a restricted person is never listed."""
    return _found(request, CONTACT)


@page("contacts/concern/", may=access.raise_concerns, title="Raise a safeguarding concern")
def concern_about(request: ActorRequest) -> HttpResponse:
    """Who is at risk? The same box."""
    return _found(request, CONCERN)


def _found(request: ActorRequest, purpose: str) -> HttpResponse:
    text = request.GET.get("q", "")
    results = queries.find(text, request.actor)
    form = Contact.of(request)
    if form.is_valid():
        taken = finding.take_contact(by=request.actor, key=form.key, unseen=results.unseen, **form.answers)
        return redirect(contact_taken, contact_id=taken)
    if results.asked:
        saw(request.actor, f"pathways.{purpose}", results.audited, what="search")
    return render(
        request,
        "pathways/contact.jinja",
        title=_TITLES[purpose],
        purpose=purpose,
        text=text,
        results=results,
        may_match=bool(results.unseen),
        form=form,
        columns=columns(purpose),
        add=link("people.add", {"then": purpose}) if people.add(request.actor) else "",
        may_raise=access.raise_concerns(request.actor),
    )


@page("people/<int:person_id>/contact/", may=access.take_contacts, title="Take a contact")
def take_contact(request: ActorRequest, person_id: int) -> HttpResponse:
    """One press: the record opens because they are in contact, the contact begins, and its form is there."""
    row = doors.at_the_door(person_id, request.actor)
    form = Take.of(request)
    if form.is_valid():
        begun = actions.take_contact(row.id, by=request.actor, key=form.key, reason=REASON)
        return onward(row.id, begun)
    saw(request.actor, "pathways.take_contact", [row.id], what="view" if row.is_open else "search")
    return render(
        request, "pathways/take_contact.jinja", title=f"Take a contact about {row.name}", row=row, born=born(row),
        form=form,
    )  # fmt: skip


goes_on(CONTACT, take_contact)
navigation.add("Take a contact", contact, order=5)
offer("Take a contact", take_contact, order=5)
