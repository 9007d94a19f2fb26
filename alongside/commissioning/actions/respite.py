"""Respite: granted for a year, booked, used, and what could not be had, with the reason (R-039, G-09)."""

from __future__ import annotations

from datetime import date, datetime

from alongside.commissioning import access
from alongside.commissioning.actions import statements
from alongside.commissioning.actions.terms import plan as plan_of
from alongside.commissioning.models import Entitlement, Stay
from alongside.commissioning.models.respite import UNITS
from alongside.commissioning.rules.ledger import BOOKED, CANCELLED, UNMET, USED, Ledger, ledger
from alongside.money.written import plain
from alongside.pathways import happenings
from alongside.pathways.actions import saying
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.records.queries.naming import list_label
from alongside.web import formats
from alongside.web.errors import Refused


@action("commissioning.grant respite", on=Person, may=access.arrange)
def grant_respite(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    unit: str,
    amount: int,
    starts_on: date,
    ends_on: date,
    plan: str = "",
    note: str = "",
) -> int:
    """Grant so many hundredths of a night or an hour from one day to another; answers the entitlement's number."""
    if unit not in UNITS:
        raise Refused("Choose nights or hours.", "unit")
    if amount <= 0:
        raise Refused("Enter how much is granted.", "amount")
    made = statements.state(
        Entitlement, person, by=by, at=at, unit=unit, amount=amount, starts_on=starts_on, ends_on=ends_on,
        plan=plan_of(person, plan, by), note=note.strip(),
    )  # fmt: skip
    span = f"{formats.day(starts_on)} to {formats.day(ends_on)}"
    _say(made, "granted", f"Respite granted: {_so_many(made, amount)} from {span}.")
    return int(made.pk)


@action("commissioning.withdraw respite", on=Entitlement, may=access.arrange)
def withdraw_respite(entitlement: Entitlement, *, by: Actor, at: datetime, why: str) -> None:
    """Say that an entitlement was written down wrongly. One from which something was booked is put right otherwise."""
    if _entries(entitlement):
        raise Refused(
            "Something was booked from it already. Grant the difference, or cancel the bookings first."
        )
    statements.withdraw(entitlement, by=by, at=at, why=why)
    _say(entitlement, "withdrawn", f"Respite: the entitlement was withdrawn. {entitlement.withdrawn_why}")


@action("commissioning.book respite", on=Entitlement, may=access.arrange)
def book_respite(
    entitlement: Entitlement,
    *,
    by: Actor,
    at: datetime,
    starts_on: date,
    ends_on: date,
    amount: int,
    provider_id: str = "",
    provider_name: str = "",
    over_why: str = "",
    note: str = "",
) -> int:
    """Book days from the entitlement; answers the stay's number. More than is left needs its reason."""
    _within(entitlement, starts_on, ends_on)
    left = balance(entitlement)
    if not left.takes(amount) and not over_why.strip():
        raise Refused(
            f"Only {_so_many(entitlement, max(left.left, 0))} are left. Say why more is booked.", "over_why"
        )
    giver = statements.provider(provider_id, provider_name)
    if not any(giver.values()):
        raise Refused("Say who gives it.", "provider_id")
    made = _entry(
        entitlement, BOOKED, starts_on, ends_on, amount, by=by, at=at, note=note.strip(),
        over_why="" if left.takes(amount) else over_why.strip(), **giver,
    )  # fmt: skip
    _say(
        entitlement,
        "booked",
        f"Respite booked: {_so_many(entitlement, amount)}, {_span(starts_on, ends_on)}.",
    )
    return int(made.pk)


@action("commissioning.note unmet respite", on=Entitlement, may=access.arrange)
def note_unmet(
    entitlement: Entitlement,
    *,
    by: Actor,
    at: datetime,
    starts_on: date,
    ends_on: date,
    amount: int,
    unmet_because: str,
    note: str = "",
) -> int:
    """Write down respite that could not be had or was left unused, and why: unmet need is counted."""
    _within(entitlement, starts_on, ends_on)
    reason = statements.code("respite-unmet-reason", unmet_because, "unmet_because", at, "Choose why not.")
    made = _entry(
        entitlement, UNMET, starts_on, ends_on, amount, by=by, at=at, reason=reason, note=note.strip()
    )
    why = list_label("respite-unmet-reason", reason)
    _say(
        entitlement,
        "unmet",
        f"Respite not had: {_so_many(entitlement, amount)}, {_span(starts_on, ends_on)}. {why}.",
    )
    carer = Person.objects.for_system(statements.WHY).get(pk=entitlement.person_id)
    saying.everywhere(carer, happenings.RESPITE_UNMET, by=by, at=at)
    return int(made.pk)


@action("commissioning.use respite", on=Stay, may=access.arrange)
def use_stay(stay: Stay, *, by: Actor, at: datetime, amount: int, note: str = "") -> None:
    """Say that a booking was used, and how much of it: what was not counts as left again."""
    _booked(stay)
    if stay.starts_on > clock.day_of(at):
        raise Refused("This is still to come.")
    if not 0 < amount <= stay.amount:
        raise Refused(
            "Enter how much was used, no more than was booked. If nothing was, cancel it.", "amount"
        )
    stay.note = note.strip() or stay.note
    stay.amount = amount
    _settle(stay, USED, by=by, at=at)
    _say(
        _of(stay),
        "used",
        f"Respite used: {_so_many(_of(stay), amount)}, {_span(stay.starts_on, stay.ends_on)}.",
    )


@action("commissioning.cancel respite", on=Stay, may=access.arrange)
def cancel_stay(stay: Stay, *, by: Actor, at: datetime, unmet_because: str, note: str = "") -> None:
    """Cancel a booking, saying why."""
    _booked(stay)
    stay.reason = statements.code(
        "respite-unmet-reason", unmet_because, "unmet_because", at, "Choose why it is cancelled."
    )
    stay.note = note.strip() or stay.note
    cancelled(stay, by=by, at=at)


def cancelled(stay: Stay, *, by: Actor, at: datetime) -> None:
    """Cancel a booking for the reason it holds, within the action under way."""
    _settle(stay, CANCELLED, by=by, at=at)
    why = list_label("respite-unmet-reason", stay.reason)
    _say(_of(stay), "cancelled", f"Respite cancelled, {_span(stay.starts_on, stay.ends_on)}: {why}.")


def balance(entitlement: Entitlement) -> Ledger:
    """What was granted, booked, used and left."""
    return ledger(entitlement.amount, [(each.state, each.amount) for each in _entries(entitlement)])


def _entries(entitlement: Entitlement) -> list[Stay]:
    rows = Stay.objects.for_system(statements.WHY)
    return list(rows.filter(entitlement_id=entitlement.pk).order_by("id"))


def _entry(
    entitlement: Entitlement,
    state: str,
    first: date,
    last: date,
    amount: int,
    *,
    by: Actor,
    at: datetime,
    **more: object,
) -> Stay:
    if amount <= 0:
        raise Refused("Enter how much.", "amount")
    made: Stay = Stay.objects.create(
        person_id=entitlement.person_id,
        entitlement=entitlement,
        state=state,
        starts_on=first,
        ends_on=last,
        amount=amount,
        recorded_at=at,
        recorded_by_id=by.worker_id,
        **more,
    )
    return made


def _within(entitlement: Entitlement, first: date, last: date) -> None:
    statements.stands(entitlement)
    if last < first:
        raise Refused("The last day is before the first. Check both.", "ends_on")
    if first < entitlement.starts_on or (entitlement.ends_on and last > entitlement.ends_on):
        raise Refused("These days are not in the entitlement’s year.", "starts_on")


def _booked(stay: Stay) -> None:
    if stay.state != BOOKED:
        raise Refused("What became of this is recorded already. Open the page again.")


def _settle(stay: Stay, state: str, *, by: Actor, at: datetime) -> None:
    stay.state, stay.settled_at, stay.settled_by_id = state, at, by.worker_id
    stay.version += 1
    stay.save()


def _of(stay: Stay) -> Entitlement:
    found: Entitlement = Entitlement.objects.for_system(statements.WHY).get(pk=stay.entitlement_id)
    return found


def _so_many(entitlement: Entitlement, amount: int) -> str:
    return f"{plain(amount)} {entitlement.unit}{'' if amount == 100 else 's'}"


def _span(first: date, last: date) -> str:
    return formats.day(first) if first == last else f"{formats.day(first)} to {formats.day(last)}"


def _say(entitlement: Entitlement, what: str, sentence: str) -> None:
    record(
        entitlement.person_id,
        f"commissioning.respite {what}",
        sentence,
        subject=f"entitlement:{entitlement.pk}",
    )
