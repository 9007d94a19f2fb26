"""Needs that unpaid carers meet: written down as they agree to it, and ended when they no longer can."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.casework.pages.entries import entry
from alongside.commissioning import access
from alongside.commissioning.actions import unpaid as actions
from alongside.commissioning.pages.arranged import services
from alongside.commissioning.pages.asking import amount, answers, day, ready, why
from alongside.commissioning.queries import unpaid as queries
from alongside.people.pages.about import about, offer
from alongside.people.pages.asking import ask
from alongside.people.pages.listing import Deed
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.forms import Form, Radios, Select, Text


class Add(Form):
    """A need that an unpaid carer meets."""

    need = Text("Which need?")
    does = Text("What does the carer do?")
    carer_id = Select("Who?", [], required=False, empty="Somebody without a record here")
    carer_name = Text("Their name", required=False, hint="Where they have no record here")
    hours = amount("About how many hours a week?", required=False)
    agreed = Radios(
        "Does the carer agree to it?", list(queries.AGREED.items()), hint="Nobody’s care is taken for granted",
        look={"small": True},
    )  # fmt: skip
    starts_on = day("Since when?")
    plan = Select("Which plan is it part of?", [], required=False, empty="None")


class End(Form):
    """The carer no longer meets it."""

    ends_on = day("Until which day?")
    why = why()


class Withdraw(Form):
    """This was never so."""

    why = why("What was wrong?")


END = Deed(
    "End", End, "End it", actions.end_unpaid_care, says="Then plan who meets the need from that day on."
)
WITHDRAW = Deed("Withdraw", Withdraw, "Withdraw it", actions.withdraw_unpaid_care, warning=True)


@about("services/unpaid/add/", may=access.arrange, title="A need met by an unpaid carer")
def add_unpaid_care(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Write down what an unpaid carer does."""
    form = Add.of(request, version=None)
    ready(form, person, request.actor)
    if form.is_valid():
        actions.add_unpaid_care(person.id, by=request.actor, key=form.key, **answers(form))
        return redirect(services, person_id=person.id)
    back = link(services, person_id=person.id)
    return ask(request, person, form, title="A need met by an unpaid carer", button="Add it", back=back)


@about("services/unpaid/<int:care_id>/", may=access.read, title="Unpaid care")
def unpaid_care(request: ActorRequest, person: Sheet, care_id: int) -> HttpResponse:
    """One need that an unpaid carer meets."""
    row = queries.care(care_id, person, request.actor, clock.today())
    deeds = {"withdraw": WITHDRAW} if row.ends_on else {"end": END, "withdraw": WITHDRAW}
    facts = [
        ("Carer", row.carer),
        ("What they do", row.does),
        ("How much", row.hours),
        ("Agreed?", row.agreed),
        ("Since", f"{row.starts_on:%-d %B %Y}"),
        ("Until", f"{row.ends_on:%-d %B %Y}" if row.ends_on else ""),
        ("Why it ended", row.why),
    ]
    return entry(
        request,
        person,
        deeds if access.arrange(request.actor) else {},
        key=row.id,
        version=row.version,
        title=row.need,
        aside=[each for each in facts if each[1]],
        back=link(services, person_id=person.id),
        says=answers,
    )


offer("Add what an unpaid carer does", add_unpaid_care, order=22)
