"""Communication needs and reasonable adjustments in their six steps, and those to be looked at again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import needs as actions
from alongside.people.pages.about import about, draw, tab
from alongside.people.pages.asking import End, Withdraw, ask, coming, said, told_by
from alongside.people.pages.listing import Deed, one, to_review
from alongside.people.queries import reviews as queries
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.people.rules.needs import KINDS, MAY_SHARE, MET, review_day
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Checkboxes, Date, Form, Radios, Select, Text, exact_date

SHARE = [(word, word.capitalize()) for word in MAY_SHARE]


class KindOfNeed(Form):
    """What sort of need it is."""

    kind = Radios("What does the person need?", [(kind.key, kind.title) for kind in KINDS.values()])


class NeedForm(Form):
    """A need that was identified."""

    code = Select("What is needed?", [])
    detail = Text(
        "In more words", required=False, hint="For example: face me when you speak; not before 10am"
    )
    identified_on = Date("When was it found out?", clean=exact_date)
    flagged = Checkboxes(
        "On every page", [("yes", "Show this to everybody who opens the record")], required=False
    )
    may_share = Radios("May others who help the person be told?", SHARE, look={"inline": True})
    review_on = Date("When is it looked at again?", hint="Within a year", clean=coming)
    told_by = told_by()


class Share(Form):
    """Who may be told and who was."""

    may_share = Radios("May others who help the person be told?", SHARE, look={"inline": True})
    shared_with = Text(
        "Who has been told?", required=False, hint="For example: Oak Lodge surgery, the care agency"
    )
    flagged = Checkboxes(
        "On every page", [("yes", "Show this to everybody who opens the record")], required=False
    )


class Meet(Form):
    """Whether the need is met."""

    met = Radios("Is it met?", [(word, word.capitalize()) for word in MET], look={"inline": True})
    met_how = Text("How, or what is missing?", required=False)


class Review(Form):
    """The need was looked at again."""

    review_on = Date("When next?", hint="Within a year", clean=coming)


def _share(person_id: int, *, flagged: list[str], **given: Any) -> None:
    actions.share_need(person_id, flagged=bool(flagged), **given)


DEEDS = {
    "meet": Deed("Is it met?", Meet, "Save", actions.meet_need),
    "share": Deed("Share it", Share, "Save", _share),
    "review": Deed(
        "Review it",
        Review,
        "Still right",
        actions.review_need,
        says="Ask the person. If it has changed, end it and add the new one.",
    ),
    "end": Deed("No longer needed", End, "End this need", actions.end_need),
    "withdraw": Deed("It was never so", Withdraw, "Withdraw", actions.withdraw_need, warning=True),
}


@about("needs/", may=access.see, title="Needs")
def needs(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Every need that holds, with how far each of the six steps has come."""
    rows = queries.needs_of(person, request.actor, clock.today())
    return draw(request, "people/needs.jinja", person, title="Needs and adjustments", rows=rows)


@about("needs/add/", may=access.change, title="Add a need")
def add_need(request: ActorRequest, person: Sheet) -> HttpResponse:
    """What sort of need it is; the next page asks for it in that sort's own words."""
    form = KindOfNeed.of(request)
    if form.is_valid():
        return redirect(record_need, person_id=person.id, kind=form.answers["kind"])
    back = link(needs, person_id=person.id)
    return ask(request, person, form, title="Add a need", button="Continue", back=back)


@about("needs/add/<slug:kind>/", may=access.change, title="Add a need")
def record_need(request: ActorRequest, person: Sheet, kind: str) -> HttpResponse:
    """Record a need of one sort."""
    if kind not in KINDS:
        raise Missing
    asked = KINDS[kind]
    today = clock.today()
    initial = {
        "identified_on": today,
        "flagged": ["yes"],
        "may_share": "not asked",
        "review_on": review_day(today),
    }
    form = NeedForm.of(request, version=person.version, initial=initial)
    form.offer("code", choices(asked.codes))
    form.fields["code"].label = asked.title
    if form.is_valid():
        answers = said(form) | {"flagged": bool(form.answers["flagged"]), "kind": kind}
        actions.record_need(person.id, by=request.actor, key=form.key, version=form.version, **answers)
        return redirect(needs, person_id=person.id)
    back = link(needs, person_id=person.id)
    return ask(
        request, person, form, title=f"Add a need: {asked.title.lower()}", button="Record the need", back=back
    )


@about("needs/<int:need_id>/", may=access.change, title="A need")
def need(request: ActorRequest, person: Sheet, need_id: int) -> HttpResponse:
    """Share a need, say whether it is met, review it, or end it."""
    row = next(
        (each for each in queries.needs_of(person, request.actor, clock.today()) if each.id == need_id), None
    )
    if row is None:
        raise Missing
    initial = {
        "met": row.met,
        "met_how": row.met_how,
        "may_share": row.may_share,
        "shared_with": row.shared_with,
        "flagged": ["yes"] if row.flagged else [],
        "review_on": review_day(clock.today()),
    }
    return one(
        request,
        person,
        DEEDS,
        title=f"{row.title}: {row.value}",
        aside=row.steps,
        back=link(needs, person_id=person.id),
        initial=initial,
        need_id=need_id,
    )


@page("people/needs-to-review/", may=access.see, title="Needs to review")
def needs_to_review(request: ActorRequest) -> HttpResponse:
    """Needs of the reader's people whose review is due within a month, the latest first; and those not met."""
    rows = queries.needs_due(request.actor, clock.today())
    saw(request.actor, "people.needs_to_review", [row.person_id for row in rows], what="list")
    return to_review(request, rows, need, place="need_id", what="Need", state="Is it met?")


tab("Needs", needs, order=40)
navigation.account("Needs to review", needs_to_review, order=40)
