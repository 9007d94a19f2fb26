"""Who else put something into a form: added at a section, withdrawn where it was wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from alongside.forms import access
from alongside.forms.actions import contributing as actions
from alongside.forms.pages.sheet import Page, page_of
from alongside.forms.queries import contributions as queries
from alongside.people.pages.about import about
from alongside.people.pages.asking import Withdraw, ask, said
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.web.door import ActorRequest, SeeOther, link, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Date, Form, Select, Text, TextArea, exact_date


class Contribute(Form):
    """What somebody of another profession or organisation put in."""

    section = Select("Which part of the form?", [])
    name = Text("Who?", hint="Their name", look={"autocomplete": "off"})
    role = Text("As what?", hint="Their profession or role, such as community nurse")
    organisation_id = Select("Organisation", [], required=False, empty="Not on the register")
    organisation_name = Text(
        "Name of the organisation", required=False, hint="Where it is not on the register"
    )
    contributed_on = Date("When did they say or write it?", clean=exact_date)
    said = TextArea(
        "What did they contribute?", hint="The person reads this in their copy.", look={"rows": 5}
    )


@about("forms/<int:form_id>/contributions/add/", may=access.fill, title="Who contributed")
def add_contribution(request: ActorRequest, person: Sheet, form_id: int) -> HttpResponse:
    """Say who else put something into a part of the form."""
    found = page_of(form_id, person, request.actor)
    if not found.may_fill:
        return redirect("forms.print_form", person_id=person.id, form_id=form_id)
    began: dict[str, Any] = {"section": request.GET.get("section", ""), "contributed_on": clock.today()}
    form = Contribute.of(request, initial=began)
    form.offer("section", [(each.key, each.title) for each in found.sections if found.is_open(each)])
    form.offer("organisation_id", queries.organisations())
    if form.is_valid():
        actions.add_contribution(form_id, by=request.actor, key=form.key, **said(form))
        return SeeOther(_back(found, form.answers["section"]))
    back = _back(found, began["section"])
    says = "Each part says who put it together: in the form, in the signed copy and in the history."
    return ask(request, person, form, title="Who else contributed", button="Add", back=back, says=says)


@about(
    "forms/<int:form_id>/contributions/<int:contribution_id>/",
    may=access.fill,
    title="Withdraw a contribution",
)
def withdraw_contribution(
    request: ActorRequest, person: Sheet, form_id: int, contribution_id: int
) -> HttpResponse:
    """Take back what somebody did not contribute."""
    found = page_of(form_id, person, request.actor)
    rows = [row for each in queries.contributions(found.filled, request.actor).values() for row in each]
    row = next((each for each in rows if each.id == contribution_id), None)
    if row is None:
        raise Missing
    form = Withdraw.of(request, version=row.version)
    if form.is_valid():
        actions.withdraw_contribution(
            contribution_id, by=request.actor, key=form.key, version=form.version, why=form.answers["why"]
        )
        return SeeOther(_back(found, row.section))
    return ask(
        request,
        person,
        form,
        title="Withdraw a contribution",
        button="Withdraw",
        back=_back(found, row.section),
        aside=[("Who", row.who), ("What", row.said)],
    )


def _back(found: Page, section: str) -> str:
    """The section it was added at; the form where that is not known."""
    if section in {each.key for each in found.sections}:
        return link("forms.section", person_id=found.person.id, form_id=found.filled.id, key=section)
    return link("forms.form", person_id=found.person.id, form_id=found.filled.id)
