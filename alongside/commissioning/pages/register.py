"""The register of emergency cards: a number is answered with its plan, and every asking is kept (R-037)."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.commissioning import access
from alongside.commissioning.actions import cards as actions
from alongside.commissioning.queries import cards as queries
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, page, redirect
from alongside.web.forms import Form, Text
from alongside.web.render import render


class LookUp(Form):
    """A number that somebody rings with."""

    number = Text("Number on the card", hint="Nine digits", look={"width": 20, "inputmode": "numeric"})
    caller = Text(
        "Who rings, and from where?", hint="For example: paramedic, London Ambulance, call sign N421"
    )


@page("emergency-cards/", may=access.look_up, title="Emergency cards")
def emergency_cards(request: ActorRequest) -> HttpResponse:
    """Ask for a plan by the number on a card."""
    form = LookUp.of(request)
    if form.is_valid():
        asked = actions.look_up_card(by=request.actor, key=form.key, **form.answers)
        return redirect(emergency_card, lookup_id=asked)
    return render(request, "commissioning/look_up.jinja", form=form)


@page("emergency-cards/<int:lookup_id>/", may=access.look_up, title="Emergency plan", methods=("GET", "HEAD"))
def emergency_card(request: ActorRequest, lookup_id: int) -> HttpResponse:
    """The plan that a number stands for, to whoever asked for it, for half an hour."""
    answer = queries.answer(lookup_id, request.actor, clock.now())
    holder = queries.holder_of(lookup_id)
    if holder is not None:
        saw(request.actor, "commissioning.emergency_card", [holder])
    return render(request, "commissioning/answer.jinja", answer=answer)


navigation.account("Emergency cards", emergency_cards, order=40)
