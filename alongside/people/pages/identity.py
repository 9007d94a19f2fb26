"""Who a person is: names, date of birth, NHS number."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import identity as actions
from alongside.people.pages.about import about, home, tab
from alongside.people.pages.asking import End, ask, boxes, date_text, said, since, told_by, why
from alongside.people.pages.listing import Deed, Part, about_entry, listing, one
from alongside.people.queries import history as queries
from alongside.people.queries.person import number
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices, label, when
from alongside.records import clock
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.forms import Checkboxes, Date, Form, Radios, Select, Text

PLAIN = {"spellcheck": "false", "autocomplete": "off"}


class NameForm(Form):
    """A name."""

    kind = Select("Kind of name", lambda: choices("name-kind"))
    given = Text("Given names", required=False, max_length=500, look=PLAIN)
    family = Text("Family name", required=False, max_length=500, look=PLAIN)
    pronunciation = Text("How is it said?", required=False, hint="For example: a-KWAH-see")
    starts_on = since()
    told_by = told_by()


class CorrectName(Form):
    """The same name, rightly written."""

    given = Text("Given names", required=False, max_length=500, look=PLAIN)
    family = Text("Family name", required=False, max_length=500, look=PLAIN)
    pronunciation = Text("How is it said?", required=False)
    starts_on = since()
    why = why()


class Born(Form):
    """A date of birth."""

    born = Date(
        "Date of birth", approximate=True, hint="For example, 27 3 1941.", clean=date_text("Date of birth")
    )
    told_by = told_by()
    why = Text("If the date on the record was wrong, why?", required=False)


class Number(Form):
    """An NHS number, or why there is none."""

    known = Radios("Do you know the NHS number?", [("yes", "Yes"), ("no", "No")])
    nhs_number = Text(
        "NHS number",
        required=False,
        hint="10 digits, with or without spaces. For example, 943 476 5919",
        look={"inputmode": "numeric", "width": 20, **PLAIN},
    )
    nhs_status = Select("Has it been verified?", lambda: choices("nhs-number-status"), required=False)
    nhs_absent_reason = Select(
        "If there is none, why?", lambda: choices("nhs-number-absent-reason"), required=False
    )
    told_by = told_by()
    why = Text("If the number on the record was wrong, why?", required=False)
    certain = Checkboxes("The same number on two records", [("yes", "The number is right")], required=False)


DEEDS = {
    "correct": Deed("Put it right", CorrectName, "Save the right name", actions.correct_name),
    "end": Deed("No longer used", End, "End this name", actions.end_name),
}


@about("names/", may=access.see, title="Names")
def names(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Every name the person has and had."""
    history = queries.names(person, request.actor, clock.today())
    part = Part("Names", history, name, add_name, "Add a name", "No name is recorded.", place="name_id")
    return listing(request, person, [part], title="Names")


@about("names/add/", may=access.change, title="Add a name")
def add_name(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Add a name; one used now takes over from the one before."""
    form = NameForm.of(request, version=person.version, initial={"kind": request.GET.get("kind", "")})
    if form.is_valid():
        actions.add_name(person.id, by=request.actor, key=form.key, version=form.version, **said(form))
        return redirect(names, person_id=person.id)
    says = "A new name used now takes the place of the one before from its first day; the one before stays findable."
    back = link(names, person_id=person.id)
    return ask(request, person, form, title="Add a name", button="Add the name", back=back, says=says)


@about("names/<int:name_id>/", may=access.change, title="Change a name")
def name(request: ActorRequest, person: Sheet, name_id: int) -> HttpResponse:
    """Put a name right, or end it."""
    entry = queries.entry(queries.names(person, request.actor, clock.today()), name_id)
    initial = next((_name(row) for row in person.said["name"] if row.id == name_id), {})
    back = link(names, person_id=person.id)
    rows = about_entry(entry)
    return one(
        request, person, DEEDS, title="Change a name", aside=rows, back=back, initial=initial, name_id=name_id
    )


def _name(row: Any) -> dict[str, Any]:
    return {"given": row.b, "family": row.c, "pronunciation": row.d, "starts_on": boxes(row.starts_on)}


@about("born/", may=access.change, title="Date of birth")
def set_born(request: ActorRequest, person: Sheet) -> HttpResponse:
    """State the date of birth, as much of it as is known, or put it right."""
    form = Born.of(request, version=person.version, initial={"born": boxes(person.born)})
    if form.is_valid():
        actions.set_born(person.id, by=request.actor, key=form.key, version=form.version, **said(form))
        return redirect("people.show", person_id=person.id)
    aside = [("Recorded now", when(person.born) or "Not known")]
    return ask(request, person, form, title="Date of birth", button="Save", back=home(person), aside=aside)


@about("nhs-number/", may=access.change, title="NHS number")
def set_nhs_number(request: ActorRequest, person: Sheet) -> HttpResponse:
    """State the NHS number or why there is none. It is never a way to sign in, nor enough to tell people apart."""
    form = Number.of(request, version=person.version, initial=_number(person))
    if form.is_valid():
        _set_number(request, person, form)
        return redirect("people.show", person_id=person.id)
    status = label("nhs-number-status", person.nhs_status) if person.nhs_number else ""
    aside = [("Recorded now", number(person)), ("Status", status)]
    title = "NHS number"
    return ask(
        request, person, form, title=title, button="Save", back=home(person), aside=aside[: 1 + bool(status)]
    )


def _number(person: Sheet) -> dict[str, str]:
    return {
        "known": "yes" if person.nhs_number else "",
        "nhs_number": number(person).removeprefix("NHS ") if person.nhs_number else "",
        "nhs_status": person.nhs_status,
        "nhs_absent_reason": person.nhs_absent_reason,
    }


def _set_number(request: ActorRequest, person: Sheet, form: Form) -> None:
    answers = said(form)
    common = {"by": request.actor, "key": form.key, "version": form.version}
    common |= {name: answers[name] for name in ("told_by", "why")}
    if answers["known"] == "no":
        because = answers["nhs_absent_reason"] or "not-known"
        actions.set_no_nhs_number(person.id, nhs_absent_reason=because, **common)
        return
    actions.set_nhs_number(
        person.id,
        nhs_number=answers["nhs_number"],
        nhs_status=answers["nhs_status"],
        certain=bool(answers["certain"]),
        **common,
    )


tab("Names", names, order=20)
