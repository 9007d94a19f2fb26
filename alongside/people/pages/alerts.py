"""Alerts: raised, looked at again by their owner, ended with a reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import alerts as actions
from alongside.people.pages.about import about, draw, tab
from alongside.people.pages.asking import ask, coming, said
from alongside.people.pages.listing import Deed, one, to_review
from alongside.people.queries import reviews as queries
from alongside.people.queries.owners import owner_choices
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.people.rules.needs import review_day
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Date, Form, Radios, Select, TextArea

TOLD = (("yes", "Yes"), ("not yet", "Not yet"), ("not safe to tell", "No: it would not be safe"))
TEXT_HINT = "What there is and what to do. For example: large dog in the hall, ring before visiting"


class AlertForm(Form):
    """An alert."""

    kind = Select("Kind of alert", lambda: choices("alert-kind"))
    text = TextArea("What must everybody know first?", hint=TEXT_HINT, max_length=500, look={"rows": 2})
    owner = Select("Who looks at it again?", [])
    review_on = Date("When is it looked at again?", hint="Within a year", clean=coming)
    person_told = Radios("Does the person know of the alert?", TOLD)


class Review(Form):
    """An alert looked at again."""

    text = TextArea("What must everybody know first?", max_length=500, look={"rows": 2})
    owner = Select("Who looks at it again?", [])
    review_on = Date("When is it looked at again?", hint="Within a year", clean=coming)
    person_told = Radios("Does the person know of the alert?", TOLD)


class EndAlert(Form):
    """The end of an alert."""

    why = TextArea(
        "Why is it no longer needed?", missing="Say why the alert is no longer needed", look={"rows": 2}
    )


DEEDS = {
    "review": Deed("Look at it again", Review, "Save and set the next review", actions.review_alert),
    "end": Deed("No longer needed", EndAlert, "End this alert", actions.end_alert, warning=True),
}


def _owners(request: ActorRequest, form: Form) -> None:
    if "owner" in form.fields:
        form.offer("owner", owner_choices(first=reversed(request.actor.holders)))


@about("alerts/", may=access.see, title="Alerts")
def alerts(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Alerts that stand, and those that were ended and why."""
    standing, ended = queries.alerts_of(person, request.actor, clock.today())
    return draw(request, "people/alerts.jinja", person, title="Alerts", standing=standing, ended=ended)


@about("alerts/add/", may=access.change, title="Raise an alert")
def raise_alert(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Put up an alert that everybody sees who opens or finds the record."""
    form = AlertForm.of(request, version=person.version, initial={"review_on": review_day(clock.today())})
    _owners(request, form)
    if form.is_valid():
        actions.raise_alert(person.id, by=request.actor, key=form.key, version=form.version, **said(form))
        return redirect(alerts, person_id=person.id)
    says = "Write it as if the person read it: they may ask to. Facts and what to do, no judgement."
    back = link(alerts, person_id=person.id)
    return ask(request, person, form, title="Raise an alert", button="Raise the alert", back=back, says=says)


@about("alerts/<int:alert_id>/", may=access.change, title="Alert")
def alert(request: ActorRequest, person: Sheet, alert_id: int) -> HttpResponse:
    """Look at an alert again, or end it."""
    standing, _ = queries.alerts_of(person, request.actor, clock.today())
    row = next((each for each in standing if each.id == alert_id), None)
    if row is None:
        raise Missing
    initial: dict[str, Any] = {"text": row.text, "owner": row.holder, "person_told": row.told}
    initial["review_on"] = review_day(clock.today())
    return one(
        request,
        person,
        DEEDS,
        title=f"{row.kind} alert",
        aside=row.facts,
        back=link(alerts, person_id=person.id),
        initial=initial,
        ready=lambda form: _owners(request, form),
        alert_id=alert_id,
    )


@page("people/alerts-to-review/", may=access.see, title="Alerts to review")
def alerts_to_review(request: ActorRequest) -> HttpResponse:
    """Alerts of the reader's people whose review is due within a month, the latest first."""
    rows = queries.alerts_due(request.actor, clock.today())
    saw(request.actor, "people.alerts_to_review", [row.person_id for row in rows], what="list")
    return to_review(request, rows, alert, place="alert_id", what="Alert", state="Owner")


tab("Alerts", alerts, order=15)
navigation.account("Alerts to review", alerts_to_review, order=41)
