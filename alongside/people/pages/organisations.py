"""Organisations and who belongs to them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside import council
from alongside.people import access
from alongside.people.actions import organisations as actions
from alongside.people.queries import organisations as queries
from alongside.records import clock
from alongside.records.access import keep_workers
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Date, Form, Select, Text, TextArea, exact_date
from alongside.web.render import render
from alongside.web.tables import Column

COLOURS = {
    "In date": "green",
    "Member": "green",
    "Ends soon": "yellow",
    "Review soon": "yellow",
    "Review late": "orange",
    "No agreement in date": "red",
    "Suspended": "red",
    "Expired": "red",
}
_TAG = Markup('<strong class="govuk-tag govuk-tag--{}">{}</strong>')


def state_tag(state: str) -> Markup:
    """A state as a tag; what is over or needs nothing is grey."""
    return _TAG.format(COLOURS.get(state, "grey"), state)


COLUMNS = (
    Column("name", "Organisation", link="href", header=True),
    Column("kind", "Kind"),
    Column("members", "People who sign in", kind="number"),
    Column("lends", "Agreement", show=state_tag),
    Column("until", "Last day", kind="date"),
)
GIVES = "Nobody from it sees anything here until there is an agreement with it and somebody is made a member."


def see_organisations(actor: Any) -> bool:
    """Whoever keeps organisations, keeps workers or reviews access."""
    return any(actor.may(each) for each in ("keep organisations", "keep workers", "review access"))


def _kinds() -> list[tuple[str, str]]:
    kinds = council.current().lists.get("organisation-kind", on=clock.today())
    return [(each.code, each.label) for each in kinds.entries]


def _roles() -> list[tuple[str, str]]:
    return [(role.key, role.title) for role in council.current().roles]


class About(Form):
    """What is known of an organisation."""

    name = Text("Name", missing="Enter the name of the organisation")
    kind = Select("What kind of organisation is it?", _kinds)
    code = Text(
        "Code",
        required=False,
        hint="For example its ODS code, CQC location or local authority code",
        look={"width": 20},
    )
    contact = TextArea("Whom to reach there", required=False, look={"rows": 3})


class End(Form):
    """The end of an organisation or an agreement."""

    ended_on = Date(
        "From which day?", clean=exact_date, hint="On that day nothing is open to its people any more"
    )
    reason = TextArea("Why?", missing="Say why", look={"rows": 3})


class Join(Form):
    """A worker joins an organisation."""

    worker_id = Select(
        "Worker", queries.workers_to_choose, hint="Not in the list? Add them under Workers first"
    )
    role = Select("Role", _roles)
    until_on = Date("Last day", clean=exact_date, required=False, hint="Leave blank if it is not known")


@page("organisations/", may=see_organisations, title="Organisations")
def organisations(request: ActorRequest) -> HttpResponse:
    """Every organisation with what its agreements lend it."""
    return render(
        request,
        "people/organisations.jinja",
        columns=COLUMNS,
        rows=queries.organisations(),
        may_keep=access.keep_organisations(request.actor),
        form=Form.of(request),
    )


@page("organisations/anew/", may=access.keep_organisations, title="Work out access anew", methods=("POST",))
def lend_anew(request: ActorRequest) -> HttpResponse:
    """Write onto every post what the agreements lend, after somebody changed it from outside."""
    form = Form.of(request)
    actions.lend_anew(by=request.actor, key=form.key)
    return redirect(organisations)


@page("organisations/add/", may=access.keep_organisations, title="Add an organisation")
def add_organisation(request: ActorRequest) -> HttpResponse:
    """Enter an organisation into the register."""
    form = About.of(request)
    if form.is_valid():
        made = actions.add_organisation(by=request.actor, key=form.key, **form.answers)
        return redirect(organisation, organisation_id=made)
    return render(
        request, "web/form.jinja", form=form, button="Add organisation", says=GIVES, back=link(organisations)
    )


@page("organisations/<int:organisation_id>/", may=see_organisations, title="Organisation")
def organisation(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """One organisation: its agreements and its people."""
    row = queries.organisation(organisation_id)
    return render(
        request,
        "people/organisation.jinja",
        title=row.name,
        row=row,
        may_keep=access.keep_organisations(request.actor),
        may_join=keep_workers(request.actor),
        state_tag=state_tag,
        form=Form.of(request),
    )


@page(
    "organisations/<int:organisation_id>/change/",
    may=access.keep_organisations,
    title="Change an organisation",
)
def change_organisation(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """Correct what is known of an organisation."""
    row = queries.organisation(organisation_id)
    known = {"name": row.name, "kind": row.kind, "code": row.code, "contact": row.contact}
    form = About.of(request, initial=known, version=row.version)
    if form.is_valid():
        actions.change_organisation(
            organisation_id, by=request.actor, key=form.key, version=form.version, **form.answers
        )
        return redirect(organisation, organisation_id=organisation_id)
    back = link(organisation, organisation_id=organisation_id)
    return render(request, "web/form.jinja", title=f"Change {row.name}", form=form, button="Save", back=back)


@page("organisations/<int:organisation_id>/end/", may=access.keep_organisations, title="End an organisation")
def end_organisation(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """An organisation no longer works with the council."""
    row = queries.organisation(organisation_id)
    form = End.of(request, initial={"ended_on": clock.today()}, version=row.version)
    if form.is_valid():
        actions.end_organisation(
            organisation_id, by=request.actor, key=form.key, version=form.version, **form.answers
        )
        return redirect(organisation, organisation_id=organisation_id)
    return render(
        request,
        "web/form.jinja",
        title=f"{row.name} no longer works with us",
        form=form,
        button="End access",
        back=link(organisation, organisation_id=organisation_id),
    )


@page(
    "organisations/<int:organisation_id>/back/",
    may=access.keep_organisations,
    title="Take an ending back",
    methods=("POST",),
)
def reopen_organisation(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """The ending was a mistake, or the organisation is back."""
    form = Form.of(request)
    actions.reopen_organisation(organisation_id, by=request.actor, key=form.key)
    return redirect(organisation, organisation_id=organisation_id)


@page("organisations/<int:organisation_id>/members/add/", may=keep_workers, title="Add a member")
def add_membership(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """A worker acts for an organisation from now on."""
    row = queries.organisation(organisation_id)
    form = Join.of(request)
    if form.is_valid():
        answers = form.answers | {"worker_id": int(form.answers["worker_id"])}
        actions.add_membership(organisation_id, by=request.actor, key=form.key, **answers)
        return redirect(organisation, organisation_id=organisation_id)
    return render(
        request,
        "people/add_membership.jinja",
        title=f"Add a member of {row.name}",
        form=form,
        lends=row.until is not None or not row.needs_agreement,
        back=link(organisation, organisation_id=organisation_id),
    )


@page("memberships/<int:membership_id>/end/", may=keep_workers, title="End a membership", methods=("POST",))
def end_membership(request: ActorRequest, membership_id: int) -> HttpResponse:
    """A worker no longer acts for an organisation."""
    form = Form.of(request)
    organisation_id = queries.organisation_of(membership_id)
    actions.end_membership(membership_id, by=request.actor, key=form.key)
    return redirect(organisation, organisation_id=organisation_id)


navigation.add("Organisations", organisations, order=70)
