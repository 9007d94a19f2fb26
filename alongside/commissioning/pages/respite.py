"""Respite: an entitlement, its ledger, and each booking."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.casework.pages.entries import entry
from alongside.commissioning import access
from alongside.commissioning.actions import respite as actions
from alongside.commissioning.pages.arranged import services
from alongside.commissioning.pages.asking import amount, answers, day, note, of_list, ready, why
from alongside.commissioning.queries import respite as queries
from alongside.commissioning.queries.respite import EntitlementRow, StayRow
from alongside.money.written import plain
from alongside.people.pages.about import about, offer
from alongside.people.pages.asking import ask
from alongside.people.pages.listing import Deed
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.forms import Form, Radios, Select, Text

UNITS = [("night", "Nights"), ("hour", "Hours")]


class Grant(Form):
    """An entitlement."""

    amount = amount("How much is granted?")
    unit = Radios("Of what?", UNITS, look={"inline": True, "small": True})
    starts_on = day("First day of the year")
    ends_on = day("Last day of the year")
    plan = Select("Which plan is it part of?", [], required=False, empty="None: granted without a plan")
    note = note()


class Book(Form):
    """A booking."""

    starts_on = day("First day")
    ends_on = day("Last day")
    amount = amount("How much of the entitlement does it take?")
    provider_id = Select("Provider", [], required=False, empty="Not on the register")
    provider_name = Text(
        "Name of whoever gives it", required=False, hint="Where they are not on the register"
    )
    over_why = Text("If it is more than is left: why?", required=False)
    note = note()


class Unmet(Form):
    """What could not be had."""

    starts_on = day("First day wanted")
    ends_on = day("Last day wanted")
    amount = amount("How much was wanted?")
    unmet_because = Select("Why could it not be had, or was it not used?", of_list("respite-unmet-reason"))
    note = note()


class Used(Form):
    """A booking that was used."""

    amount = amount("How much of it was used?")
    note = note("How was it?")


class Cancel(Form):
    """A booking that will not be used."""

    unmet_because = Select("Why?", of_list("respite-unmet-reason"))
    note = note()


class Withdraw(Form):
    """An entitlement that was written down wrongly."""

    why = why("What was wrong?")


BOOK = Deed("Book", Book, "Book it", actions.book_respite)
UNMET = Deed("Not had", Unmet, "Record that it was not had", actions.note_unmet,
             says="What was asked for in vain is counted: the market is asked for what is missing.")  # fmt: skip
WITHDRAW = Deed("Withdraw", Withdraw, "Withdraw it", actions.withdraw_respite, warning=True)
USED = Deed("Used", Used, "Record that it was used", actions.use_stay)
CANCEL = Deed("Cancel", Cancel, "Cancel the booking", actions.cancel_stay, warning=True)


@about("services/respite/add/", may=access.arrange, title="Grant respite")
def grant_respite(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Grant nights or hours for a year."""
    form = Grant.of(request, version=None, initial=queries.suggested(person, request.actor, clock.today()))
    ready(form, person, request.actor)
    if form.is_valid():
        actions.grant_respite(person.id, by=request.actor, key=form.key, **answers(form))
        return redirect(services, person_id=person.id)
    back = link(services, person_id=person.id)
    return ask(request, person, form, title="Grant respite", button="Grant it", back=back)


@about("services/respite/<int:entitlement_id>/", may=access.read, title="Respite")
def entitlement(request: ActorRequest, person: Sheet, entitlement_id: int) -> HttpResponse:
    """One entitlement with its ledger."""
    row = queries.entitlement(entitlement_id, person, request.actor, clock.today())
    deeds = {"book": BOOK, "unmet": UNMET} | ({} if row.stays else {"withdraw": WITHDRAW})
    return entry(
        request,
        person,
        deeds if access.arrange(request.actor) else {},
        key=row.id,
        version=row.version,
        title=f"Respite, {row.year}",
        aside=_facts(row),
        back=link(services, person_id=person.id),
        ready=lambda form: ready(form, person, request.actor),
        says=answers,
        template="commissioning/entitlement.jinja",
        row=row,
    )


@about("services/respite/stays/<int:stay_id>/", may=access.read, title="Booking")
def stay(request: ActorRequest, person: Sheet, stay_id: int) -> HttpResponse:
    """One entry of a ledger."""
    of, row = queries.stay(stay_id, person, request.actor, clock.today())
    open_ = row.code == queries.BOOKED and access.arrange(request.actor)
    deeds = {"used": USED, "cancel": CANCEL} if row.starts_on <= clock.today() else {"cancel": CANCEL}
    return entry(
        request,
        person,
        deeds if open_ else {},
        key=row.id,
        version=row.version,
        title=f"Respite: {row.amount}",
        aside=_of_stay(row),
        back=link(entitlement, person_id=person.id, entitlement_id=of.id),
        initial={"amount": plain(row.hundredths)},
        says=answers,
    )


def _facts(row: EntitlementRow) -> list[tuple[str, str]]:
    rows = [
        ("Granted", row.granted),
        ("Used", row.used),
        ("Booked", row.booked),
        ("Left", f"{row.left}{' (more was booked than granted)' if row.over else ''}"),
        ("Wanted and not had", row.unmet),
        ("Note", row.note),
    ]
    return [each for each in rows if each[1]]


def _of_stay(row: StayRow) -> list[tuple[str, str]]:
    rows = [
        ("State", row.state),
        ("Days", f"{row.starts_on:%-d %B %Y} to {row.ends_on:%-d %B %Y}"),
        ("Given by", row.provider),
        ("Why", row.why),
    ]
    return [each for each in rows if each[1]]


offer("Grant respite", grant_respite, order=21)
