"""Respite as a reader may see it: each entitlement with its ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from alongside.commissioning.models import Entitlement, Stay
from alongside.commissioning.rules.ledger import BOOKED, UNMET, ledger
from alongside.forms.queries import filled as forms
from alongside.money.written import plain
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Missing

A_YEAR = timedelta(days=364)
CARERS, NIGHTS = "carers-assessment", "respite-nights"
STATES = {"booked": "Booked", "used": "Used", "cancelled": "Cancelled", "unmet": "Not had"}


@dataclass(frozen=True)
class StayRow:
    """One entry of a ledger."""

    id: int
    entitlement_id: int
    state: str
    code: str
    starts_on: date
    ends_on: date
    amount: str
    hundredths: int
    provider: str
    why: str
    version: int


@dataclass(frozen=True)
class EntitlementRow:
    """An entitlement with what became of it, all in its own unit."""

    id: int
    unit: str
    starts_on: date
    ends_on: date
    granted: str
    booked: str
    used: str
    unmet: str
    left: str
    over: bool
    in_vain: bool
    note: str
    current: bool
    stays: Sequence[StayRow]
    version: int

    @property
    def year(self) -> str:
        """Its year, as read."""
        return f"{formats.day(self.starts_on)} to {formats.day(self.ends_on)}"


def of_person(person: Sheet, actor: Actor, today: date) -> list[EntitlementRow]:
    """The person's entitlements, the newest first."""
    rows = Entitlement.objects.visible_to(actor).filter(
        person_id__in=person.record_ids, withdrawn_at__isnull=True
    )
    found = list(rows.order_by("-starts_on", "-id"))
    stays: dict[int, list[Stay]] = {}
    entries = Stay.objects.visible_to(actor).filter(entitlement_id__in=[row.pk for row in found])
    for stay in entries.select_related("provider").order_by("starts_on", "id"):
        stays.setdefault(stay.entitlement_id, []).append(stay)
    return [_row(row, stays.get(row.pk, []), today) for row in found]


def entitlement(entitlement_id: int, person: Sheet, actor: Actor, today: date) -> EntitlementRow:
    """One entitlement of the person. Raises Missing."""
    for row in of_person(person, actor, today):
        if row.id == entitlement_id:
            return row
    raise Missing


def stay(stay_id: int, person: Sheet, actor: Actor, today: date) -> tuple[EntitlementRow, StayRow]:
    """One entry with its entitlement. Raises Missing."""
    for row in of_person(person, actor, today):
        for each in row.stays:
            if each.id == stay_id:
                return row, each
    raise Missing


def suggested(person: Sheet, actor: Actor, today: date) -> dict[str, Any]:
    """A year from today; and the nights that the carer's last assessment found, which nobody has to type again."""
    began: dict[str, Any] = {"starts_on": today, "ends_on": today + A_YEAR}
    for each in forms.of_person(person.record_ids, actor):
        if each.form == CARERS and each.state != "discarded":
            given = forms.answers_of(each, actor)
            found = {"amount": given.said(NIGHTS), "unit": "night"} if given.written(NIGHTS) else {}
            return began | found
    return began


def _row(row: Entitlement, stays: Sequence[Stay], today: date) -> EntitlementRow:
    sums = ledger(row.amount, [(each.state, each.amount) for each in stays])
    ends_on = row.ends_on or row.starts_on
    return EntitlementRow(
        id=row.pk,
        unit=row.unit,
        starts_on=row.starts_on,
        ends_on=ends_on,
        granted=so_many(sums.granted, row.unit),
        booked=so_many(sums.booked, row.unit),
        used=so_many(sums.used, row.unit),
        unmet=so_many(sums.unmet, row.unit),
        left=so_many(max(sums.left, 0), row.unit),
        over=sums.left < 0,
        in_vain=sums.unmet > 0,
        note=row.note,
        current=row.starts_on <= today <= ends_on,
        stays=[_stay(each, row.unit) for each in stays],
        version=row.version,
    )


def _stay(stay: Stay, unit: str) -> StayRow:
    reason = label("respite-unmet-reason", stay.reason) if stay.reason else ""
    over = f"More than was left: {stay.over_why}" if stay.over_why else ""
    return StayRow(
        id=stay.pk,
        entitlement_id=stay.entitlement_id,
        state=STATES[stay.state],
        code=stay.state,
        starts_on=stay.starts_on,
        ends_on=stay.ends_on,
        amount=so_many(stay.amount, unit),
        hundredths=stay.amount,
        provider=stay.provider.name if stay.provider else stay.provider_name,
        why=". ".join(part for part in (reason, stay.note, over) if part),
        version=stay.version,
    )


def so_many(amount: int, unit: str) -> str:
    """Hundredths of a night or an hour, in words."""
    return f"{plain(amount)} {unit}{'' if amount == 100 else 's'}"


__all__ = ["BOOKED", "UNMET", "EntitlementRow", "StayRow", "entitlement", "of_person", "so_many", "stay"]
