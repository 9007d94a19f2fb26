"""Respite as a reader may see it: each entitlement with its ledger, and the year's figures over everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from alongside.commissioning.models import Entitlement, Stay
from alongside.commissioning.rules.ledger import BOOKED, UNMET, USED, Ledger, ledger
from alongside.money.written import plain
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Missing

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


def year_figures(begins: date, ends: date, actor: Actor, unit: str = "night") -> tuple[Ledger, int]:
    """Granted, booked, used and unmet of entitlements that began in a period, and of how many nothing was used (G-09).

    Of the records that the actor may see: an entitlement without use is a carer without a break.
    """
    mine = Entitlement.objects.visible_to(actor).filter(
        withdrawn_at__isnull=True, unit=unit, starts_on__gte=begins, starts_on__lte=ends
    )
    granted = dict(mine.order_by("id").values_list("pk", "amount"))
    stays = Stay.objects.visible_to(actor).filter(entitlement_id__in=list(granted))
    sums = stays.order_by("entitlement_id", "state").values_list("entitlement_id", "state")
    by_both = list(sums.annotate(sum=Sum("amount")).order_by("entitlement_id", "state"))
    used = {key for key, state, amount in by_both if state == USED and amount}
    added = ledger(sum(granted.values()), [(state, amount) for _key, state, amount in by_both])
    return added, len(granted.keys() - used)


def _row(row: Entitlement, stays: Sequence[Stay], today: date) -> EntitlementRow:
    sums = ledger(row.amount, [(each.state, each.amount) for each in stays])
    ends_on = row.ends_on or row.starts_on
    return EntitlementRow(
        id=row.pk,
        unit=row.unit,
        starts_on=row.starts_on,
        ends_on=ends_on,
        granted=_so_many(sums.granted, row.unit),
        booked=_so_many(sums.booked, row.unit),
        used=_so_many(sums.used, row.unit),
        unmet=_so_many(sums.unmet, row.unit),
        left=_so_many(max(sums.left, 0), row.unit),
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
        amount=_so_many(stay.amount, unit),
        hundredths=stay.amount,
        provider=stay.provider.name if stay.provider else stay.provider_name,
        why=". ".join(part for part in (reason, stay.note, over) if part),
        version=stay.version,
    )


def _so_many(amount: int, unit: str) -> str:
    return f"{plain(amount)} {unit}{'' if amount == 100 else 's'}"


__all__ = ["BOOKED", "UNMET", "EntitlementRow", "StayRow", "entitlement", "of_person", "stay", "year_figures"]
