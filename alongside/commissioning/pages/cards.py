"""The emergency card of an unpaid carer: issued, renewed, ended, and who has asked for it."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse

from alongside.casework.pages.entries import entry
from alongside.commissioning import access
from alongside.commissioning.actions import cards as actions
from alongside.commissioning.pages.arranged import services
from alongside.commissioning.pages.asking import answers, day, of_list, ready
from alongside.commissioning.queries import cards as queries
from alongside.commissioning.queries import choices
from alongside.people.pages.about import about, offer
from alongside.people.pages.asking import ask
from alongside.people.pages.listing import Deed
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.forms import Form, Select, Text, TextArea

YEARS = timedelta(days=2 * 365)
TOLD = "Whoever rings with the number is told this, and nothing else: no name, no address, nothing of the record."


class Plan(Form):
    """What a card leads to."""

    who = TextArea("Who takes over, and how are they reached?", look={"rows": 3}, hint=TOLD)
    how_long = Text("For how long can they?")
    must_know = TextArea("What must whoever steps in know?", required=False, look={"rows": 4})
    expires_on = day("Valid until")


class Issue(Plan):
    """A first card."""

    cared_for_id = Select("Whom do they care for?", [], required=False, empty="Not said, or no record here")


class End(Form):
    """The card leads nowhere from now on."""

    ended_reason = Select(
        "Why?", lambda: [each for each in of_list("card-end-reason")() if each[0] != actions.RENEWED]
    )


RENEW = Deed("Renew", Plan, "Issue a new card", actions.renew_card, says="The old number leads nowhere then.")
END = Deed("End", End, "End the card", actions.end_card, warning=True)


@about("services/cards/add/", may=access.arrange, title="Issue an emergency card")
def issue_card(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Issue a card to an unpaid carer, beginning from what their assessment says."""
    began = queries.suggested(person, request.actor) | {"expires_on": clock.today() + YEARS}
    cared_for = choices.cared_for(person)
    if len(cared_for) == 1:
        began["cared_for_id"] = cared_for[0][0]
    form = Issue.of(request, version=None, initial=began)
    ready(form, person, request.actor)
    if form.is_valid():
        made = actions.issue_card(person.id, by=request.actor, key=form.key, **answers(form))
        return redirect(card, person_id=person.id, card_id=made)
    back = link(services, person_id=person.id)
    return ask(request, person, form, title="Issue an emergency card", button="Issue the card", back=back)


@about("services/cards/<int:card_id>/", may=access.read, title="Emergency card")
def card(request: ActorRequest, person: Sheet, card_id: int) -> HttpResponse:
    """One card: what it says, what it leads to, and who asked."""
    row = queries.card(card_id, person, request.actor, clock.today())
    facts = [
        ("Number", row.number),
        ("State", row.state),
        ("Valid until", f"{row.expires_on:%-d %B %Y}"),
        ("Who takes over", row.who),
        ("For how long", row.how_long),
        ("Must know", row.must_know),
        ("Cares for", row.cared_for),
        ("Issued", row.issued),
    ]
    began = {
        "who": row.who,
        "how_long": row.how_long,
        "must_know": row.must_know,
        "expires_on": clock.today() + YEARS,
    }
    return entry(
        request,
        person,
        {"renew": RENEW, "end": END} if row.live and access.arrange(request.actor) else {},
        key=row.id,
        version=row.version,
        title="Emergency card",
        aside=[each for each in facts if each[1]],
        back=link(services, person_id=person.id),
        initial=began,
        says=answers,
        template="commissioning/card.jinja",
        lookups=queries.lookups(row.id, request.actor),
    )


offer("Issue an emergency card", issue_card, order=23)
