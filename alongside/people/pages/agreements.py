"""Agreements and privacy notices: the register, and what can be done with one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import organisations as actions
from alongside.people.pages.organisations import End, organisation, see_organisations, state_tag
from alongside.people.queries import organisations as queries
from alongside.people.rules.agreements import KINDS
from alongside.records import clock
from alongside.records.access import signed_in
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Date, Form, Radios, Select, Text, TextArea, exact_date
from alongside.web.render import render
from alongside.web.tables import Column

COLUMNS = (
    Column("title", "Title", link="href", header=True),
    Column("organisation", "With"),
    Column("kind", "Kind"),
    Column("edition", "Edition", kind="number"),
    Column(
        "", "Looked after by", show=lambda row: f"{row.owner} (has left)" if row.owner_left else row.owner
    ),
    Column("review_on", "Review", kind="date"),
    Column("expires_on", "Last day", kind="date"),
    Column("state", "State", show=state_tag),
)
PLAIN = tuple(replace(column, link="") for column in COLUMNS)
_REVIEW = "Leave blank if it is looked at again only when it is renewed"


class Make(Form):
    """A new agreement."""

    kind = Radios("What is it?", KINDS.items())
    title = Text("Title")
    purpose = TextArea("What is shared, and what for?", look={"rows": 3})
    owner_id = Select(
        "Who looks after it?", queries.workers_to_choose, hint="Whom people ring when it has run out"
    )
    signed_by = Text(
        "Signed by", hint="Name and office on both sides, with the Caldicott Guardian’s approval"
    )
    starts_on = Date("First day", clean=exact_date)
    expires_on = Date("Last day", clean=exact_date, hint="Access lent by it ends at midnight after this day")
    review_on = Date("Review on", clean=exact_date, required=False, hint=_REVIEW)


class Renew(Form):
    """An agreement signed again."""

    signed_by = Text("Signed by")
    expires_on = Date("New last day", clean=exact_date)
    review_on = Date("Review on", clean=exact_date, required=False, hint=_REVIEW)


class Review(Form):
    """An agreement looked at again."""

    reason = TextArea("What did the review find?", missing="Say what the review found", look={"rows": 3})
    review_on = Date("Next review on", clean=exact_date)


class HandOn(Form):
    """Another owner."""

    owner_id = Select("Who looks after it now?", queries.workers_to_choose)


@page("protocols/", may=signed_in, title="Register of agreements and privacy notices")
def protocols(request: ActorRequest) -> HttpResponse:
    """What is shared with whom and under which agreement, for everybody who works here; due soonest first."""
    rows = queries.agreements()
    return render(
        request,
        "people/protocols.jinja",
        rows=[row for row in rows if not row.over],
        over=[row for row in rows if row.over],
        columns=COLUMNS if see_organisations(request.actor) else PLAIN,
    )


@page(
    "organisations/<int:organisation_id>/agreements/add/",
    may=access.keep_organisations,
    title="Add an agreement",
)
def make_agreement(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """Enter a signed agreement."""
    row = queries.organisation(organisation_id)
    form = Make.of(request, initial={"starts_on": clock.today()})
    if form.is_valid():
        answers = form.answers | {"owner_id": int(form.answers["owner_id"])}
        actions.make_agreement(organisation_id, by=request.actor, key=form.key, **answers)
        return redirect(organisation, organisation_id=organisation_id)
    back = link(organisation, organisation_id=organisation_id)
    title = f"Add an agreement with {row.name}"
    return render(request, "web/form.jinja", title=title, form=form, button="Add agreement", back=back)


@page("agreements/<int:agreement_id>/renew/", may=access.keep_organisations, title="Renew an agreement")
def renew_agreement(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """An agreement was signed again and runs on."""
    row = queries.agreement(agreement_id)
    known = {"signed_by": row.signed_by, "expires_on": _a_year_after(row.expires_on)}
    form = Renew.of(request, initial=known, version=row.version)
    if form.is_valid():
        _do(actions.renew_agreement, request, form, row)
        return redirect(organisation, organisation_id=row.organisation_id)
    return _asked(request, form, row, f"Renew “{row.title}”", "Renew")


def _a_year_after(day: date) -> date:
    """The same day a year later: 28 February for a leap day."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


@page("agreements/<int:agreement_id>/review/", may=access.keep_organisations, title="Review an agreement")
def review_agreement(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """An agreement was looked at again and stands."""
    row = queries.agreement(agreement_id)
    form = Review.of(request, version=row.version)
    if form.is_valid():
        _do(actions.review_agreement, request, form, row)
        return redirect(organisation, organisation_id=row.organisation_id)
    return _asked(request, form, row, f"Review “{row.title}”", "Record review")


@page("agreements/<int:agreement_id>/end/", may=access.keep_organisations, title="End an agreement early")
def end_agreement(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """End an agreement before it expires."""
    row = queries.agreement(agreement_id)
    form = End.of(request, initial={"ended_on": clock.today()}, version=row.version)
    if form.is_valid():
        _do(actions.end_agreement, request, form, row)
        return redirect(organisation, organisation_id=row.organisation_id)
    return _asked(request, form, row, f"End “{row.title}” early", "End agreement")


@page("agreements/<int:agreement_id>/hand-on/", may=access.keep_organisations, title="Hand on an agreement")
def hand_on_agreement(request: ActorRequest, agreement_id: int) -> HttpResponse:
    """Somebody else looks after an agreement."""
    row = queries.agreement(agreement_id)
    form = HandOn.of(request, version=row.version)
    if form.is_valid():
        form.answers["owner_id"] = int(form.answers["owner_id"])
        _do(actions.hand_on_agreement, request, form, row)
        return redirect(organisation, organisation_id=row.organisation_id)
    return _asked(request, form, row, f"Hand on “{row.title}”", "Hand on")


def _do(action: Any, request: ActorRequest, form: Form, row: queries.AgreementRow) -> None:
    action(row.id, by=request.actor, key=form.key, version=form.version, **form.answers)


def _asked(
    request: ActorRequest, form: Form, row: queries.AgreementRow, title: str, button: str
) -> HttpResponse:
    back = link(organisation, organisation_id=row.organisation_id)
    return render(request, "web/form.jinja", title=title, form=form, button=button, back=back)


navigation.account("Agreements and notices", protocols, order=30)
