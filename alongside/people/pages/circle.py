"""The people round a person: on record or outside it, with dates, authority and how to reach them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.people import access
from alongside.people.actions import circle as actions
from alongside.people.pages.about import about, draw, tab
from alongside.people.pages.asking import End, Withdraw, ask, boxes, said, since, told_by, why
from alongside.people.pages.listing import Deed, Part, about_entry, columns, one
from alongside.people.queries import around
from alongside.people.queries import circle as rows
from alongside.people.queries import history as queries
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.records import clock
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.errors import Refused
from alongside.web.forms import Checkboxes, Date, Form, Select, Text, exact_date

PLAIN = {"autocomplete": "off", "spellcheck": "false"}
MORE = (("lives_with", "Lives with the person"), ("emergency_contact", "Is an emergency contact"))


def _record_number(text: str) -> int:
    digits = text.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise Refused("Enter the record number, like 1204, or leave it out and write the name")
    return int(digits)


class RelationshipForm(Form):
    """Somebody round the person."""

    kind = Select("What are they to the person?", lambda: choices("relationship"))
    other_id = Text(
        "Their record number, if they are on record",
        required=False,
        hint="From the address of their page, or choose from your people with the same address below",
        clean=_record_number,
        look={"width": 10, "inputmode": "numeric", "autocomplete": "off"},
    )
    other_name = Text(
        "Their name, if they are not on record",
        required=False,
        look={"autocomplete": "off", "spellcheck": "false"},
    )
    contact = Text("How to reach them", required=False, look={"autocomplete": "off"})
    more = Checkboxes("They also", MORE, required=False)
    authority = Text(
        "Authority, for an attorney, deputy, appointee or guardian",
        required=False,
        hint="Which decisions, and the number of the registration or order",
    )
    authority_seen_on = Date("When was the document seen?", required=False, clean=exact_date)
    starts_on = since()
    told_by = told_by()


class CorrectRelationship(Form):
    """The same, put right."""

    kind = Select("What are they to the person?", lambda: choices("relationship"))
    contact = Text("How to reach them", required=False, look={"autocomplete": "off"})
    more = Checkboxes("They also", MORE, required=False)
    authority = Text("Authority, for an attorney, deputy, appointee or guardian", required=False)
    authority_seen_on = Date("When was the document seen?", required=False, clean=exact_date)
    starts_on = since()
    why = why()


class EndRelationship(End):
    """They no longer stand so to the person."""

    why = Text("Why did it end?", required=False)


def _answers(form: Form) -> dict[str, Any]:
    answers = said(form)
    also = answers.pop("more")
    answers |= {name: name in also for name, _label in MORE}
    return answers | {"authority_seen_on": answers["authority_seen_on"] or None}


def _correct(person_id: int, *, more: list[str], authority_seen_on: Any, **given: Any) -> int:
    also = {name: name in more for name, _label in MORE}
    seen = authority_seen_on or None
    return int(actions.correct_relationship(person_id, authority_seen_on=seen, **also, **given))


DEEDS = {
    "end": Deed("It has ended", EndRelationship, "End it", actions.end_relationship),
    "correct": Deed("Put it right", CorrectRelationship, "Save", _correct),
    "withdraw": Deed("It never was", Withdraw, "Withdraw", actions.withdraw_relationship, warning=True),
}


@about("circle/", may=access.see, title="People round them")
def circle(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Who matters to the person: as stated here, and as stated on others' records."""
    today = clock.today()
    history = queries.relationships(person, request.actor, today)
    part = Part("Past", history, relationship, add_relationship, "", "", "relationship_id")
    may_change = access.change(request.actor)
    return draw(
        request,
        "people/circle.jinja",
        person,
        title="People round them",
        circle=around.circle(person, today),
        history=history,
        past=columns(part, person, may_change, past=True),
    )


@about("circle/add/", may=access.change, title="Add somebody")
def add_relationship(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Link somebody on record, or name somebody who is not."""
    initial = {"kind": request.GET.get("kind", ""), "other_id": request.GET.get("other", "")}
    form = RelationshipForm.of(request, version=person.version, initial=initial)
    if form.is_valid():
        answers = _answers(form)
        answers["other_id"] = answers["other_id"] or None
        actions.add_relationship(person.id, by=request.actor, key=form.key, version=form.version, **answers)
        return redirect(circle, person_id=person.id)
    back = link(circle, person_id=person.id)
    near = rows.at_the_same_postcode(person, request.actor)
    hint = _near(near) if near else ""
    return ask(request, person, form, title="Add somebody", button="Add", back=back, says=hint)


def _near(near: list[rows.Neighbour]) -> Markup:
    """Those at the same postcode whom the reader may see, each with the number to write."""
    named = [
        Markup('<a class="govuk-link" href="{}" target="_blank" rel="noopener">{}</a> ({})').format(
            link("people.show", person_id=each.id), each.name, each.id
        )
        for each in near
    ]
    return Markup("On record at the same postcode: ") + Markup(", ").join(named) + "."


@about("circle/<int:relationship_id>/", may=access.change, title="Change who matters")
def relationship(request: ActorRequest, person: Sheet, relationship_id: int) -> HttpResponse:
    """End a relationship, put it right or withdraw it."""
    entry = queries.entry(queries.relationships(person, request.actor, clock.today()), relationship_id)
    return one(
        request,
        person,
        DEEDS,
        title=f"{entry.what}: {entry.said}",
        aside=about_entry(entry),
        back=link(circle, person_id=person.id),
        initial=_initial(person, relationship_id),
        relationship_id=relationship_id,
    )


def _initial(person: Sheet, relationship_id: int) -> dict[str, Any]:
    tie = next(each for each in person.ties if each.id == relationship_id and not each.theirs)
    return {
        "kind": tie.kind,
        "contact": tie.contact,
        "more": [
            name
            for name, is_so in (("lives_with", tie.lives_with), ("emergency_contact", tie.emergency))
            if is_so
        ],
        "authority": tie.authority,
        "authority_seen_on": rows.day_of(tie.seen_on),
        "starts_on": boxes(tie.starts_on),
    }


tab("People round them", circle, order=50)
