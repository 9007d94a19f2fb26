"""Where a person lives and how to reach them; an address that is confidential is shown only when it is asked for."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import places as actions
from alongside.people.pages.about import about, draw, tab
from alongside.people.pages.asking import End, Withdraw, ask, boxes, said, since, told_by, why
from alongside.people.pages.listing import Deed, Part, about_entry, leading, listing, one
from alongside.people.queries import history as queries
from alongside.people.queries import places as rows
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.people.rules.shown import CONFIDENTIAL, UNSAFE
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Form, Radios, Select, Text, TextArea
from alongside.web.render import render
from alongside.web.tables import Column

SAFETY = (
    ("", "Nothing out of the ordinary"),
    (CONFIDENTIAL, "Confidential: it must not be disclosed"),
    (UNSAFE, "Not safe to write to or call at"),
)
MESSAGES = (("yes", "Yes"), ("no", "No"), ("not asked", "Not asked"))


class AddressForm(Form):
    """An address."""

    purpose = Select("What is the address for?", lambda: choices("address-purpose"))
    lines = TextArea(
        "Address",
        required=False,
        hint="As on an envelope, without the postcode",
        look={"rows": 3, "autocomplete": "off"},
    )
    postcode = Text("Postcode", required=False, look={"width": 10, "autocomplete": "off"})
    uprn = Text(
        "UPRN",
        required=False,
        hint="If you know it: up to 12 digits",
        look={"width": 20, "inputmode": "numeric"},
    )
    safety = Radios("Must the address be kept from somebody?", SAFETY, required=False, initial="")
    safety_why = Text("If so, why?", required=False)
    starts_on = since("From when?", past_only=False)
    told_by = told_by()


class CorrectAddress(AddressForm):
    """An address rightly written, or marked."""

    why = why()


class ReachForm(Form):
    """A number or address."""

    kind = Select("What is it?", lambda: choices("contact-method"))
    value = Text(
        "Number or address",
        hint="In any form, with the country if it is abroad",
        look={"autocomplete": "off"},
    )
    safe_to_leave_message = Radios(
        "Is it safe to leave a message or send a text?", MESSAGES, initial="not asked"
    )
    note = Text("Note", required=False, hint="For example: their daughter answers; mornings only")
    told_by = told_by()


class CorrectReach(Form):
    """The same, put right."""

    value = Text("Number or address", look={"autocomplete": "off"})
    safe_to_leave_message = Radios("Is it safe to leave a message or send a text?", MESSAGES)
    note = Text("Note", required=False)
    why = Text("Why is it changed?", missing="Say why it is changed")


ADDRESS_DEEDS = {
    "end": Deed("No longer right", End, "End this address", actions.end_address),
    "correct": Deed("Put it right or mark it", CorrectAddress, "Save", actions.correct_address),
    "withdraw": Deed("It was never right", Withdraw, "Withdraw", actions.withdraw_address, warning=True),
}
REACH_DEEDS = {
    "correct": Deed("Put it right", CorrectReach, "Save", actions.correct_reach),
    "end": Deed("No longer in use", End, "End this number", actions.end_reach),
}


@about("places/", may=access.see, title="Addresses and numbers")
def places(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Where the person lives and lived, and how to reach them."""
    today = clock.today()
    parts = [
        Part(
            "Numbers and e-mail",
            queries.reaches(person, request.actor, today),
            reach,
            add_reach,
            "Add a number or e-mail address",
            "No number is recorded.",
            "reach_id",
        ),
        Part(
            "Addresses",
            queries.addresses(person, request.actor, today),
            address,
            add_address,
            "Add an address",
            "No address is recorded.",
            "address_id",
        ),
    ]
    return listing(request, person, parts, title="Addresses and numbers")


@about("addresses/add/", may=access.change, title="Add an address")
def add_address(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Add an address; a new home takes over from the one before."""
    form = AddressForm.of(
        request, version=person.version, initial={"purpose": request.GET.get("purpose", "")}
    )
    if form.is_valid():
        actions.add_address(person.id, by=request.actor, key=form.key, version=form.version, **said(form))
        return redirect(places, person_id=person.id)
    says = "A new home takes over from the one before on its first day. Letters and a stay elsewhere stand beside it."
    back = link(places, person_id=person.id)
    return ask(request, person, form, title="Add an address", button="Add the address", back=back, says=says)


@about("addresses/<int:address_id>/", may=access.change, title="Change an address")
def address(request: ActorRequest, person: Sheet, address_id: int) -> HttpResponse:
    """End an address, put it right, mark it, or withdraw it. A confidential one is written down as shown."""
    row = rows.address(person, address_id, request.actor)
    entry = queries.entry(queries.addresses(person, request.actor, clock.today()), address_id)
    secret = row.safety == CONFIDENTIAL
    correcting = request.GET.get("do") == "correct"
    if secret and correcting and request.method != "POST":
        saw(request.actor, "people.reveal_address", person.record_ids, why="to put it right")
    return one(
        request,
        person,
        ADDRESS_DEEDS,
        title="Change an address",
        aside=about_entry(entry),
        back=link(places, person_id=person.id),
        initial=_address(row) if correcting else None,
        address_id=address_id,
    )


def _address(row: rows.AddressRow) -> dict[str, Any]:
    return {
        "purpose": row.purpose,
        "lines": row.lines,
        "postcode": row.postcode,
        "uprn": row.uprn,
        "safety": row.safety,
        "safety_why": row.safety_why,
        "starts_on": boxes(row.starts_on),
        "told_by": row.told_by,
    }


@about("addresses/<int:address_id>/show/", may=access.see, title="Confidential address")
def reveal_address(request: ActorRequest, person: Sheet, address_id: int) -> HttpResponse:
    """Show one confidential address. That it was shown is written down as a view of its own."""
    row = rows.address(person, address_id, request.actor)
    return draw(request, "people/reveal.jinja", person, title="Confidential address", row=row)


@about("reach/add/", may=access.change, title="Add a number or e-mail address")
def add_reach(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Add a way to reach the person."""
    form = ReachForm.of(request, version=person.version)
    if form.is_valid():
        actions.add_reach(person.id, by=request.actor, key=form.key, version=form.version, **said(form))
        return redirect(places, person_id=person.id)
    back = link(places, person_id=person.id)
    return ask(request, person, form, title="Add a number or e-mail address", button="Add", back=back)


@about("reach/<int:reach_id>/", may=access.change, title="Change a number or e-mail address")
def reach(request: ActorRequest, person: Sheet, reach_id: int) -> HttpResponse:
    """Put a number right, say whether a message is safe, or end it."""
    entry = queries.entry(queries.reaches(person, request.actor, clock.today()), reach_id)
    row = next(each for each in person.said["reach"] if each.id == reach_id)
    return one(
        request,
        person,
        REACH_DEEDS,
        title="Change a number or e-mail address",
        aside=about_entry(entry),
        back=link(places, person_id=person.id),
        initial={"value": row.b, "safe_to_leave_message": row.c, "note": row.d},
        reach_id=reach_id,
    )


UNPLACED = (
    Column("", "Person", show=lambda row: leading(row.person, places, row.person_id), header=True),
    Column("purpose", "Purpose"),
    Column("said", "Address"),
    Column("recorded", "Recorded"),
)


@page("people/addresses-without-ward/", may=access.change, title="Addresses without a ward")
def unplaced(request: ActorRequest) -> HttpResponse:
    """Addresses of the reader's people that the council's postcode directory does not hold."""
    found = rows.unplaced(request.actor)
    form = Form.of(request)
    if form.is_valid():
        actions.place_addresses(by=request.actor, key=form.key, address_ids=[row.id for row in found])
        return redirect(unplaced)
    saw(request.actor, "people.unplaced", [row.person_id for row in found], what="list")
    return render(request, "people/unplaced.jinja", rows=found, columns=UNPLACED, form=form)


tab("Addresses and numbers", places, order=30)
navigation.account("Addresses without a ward", unplaced, order=60)
