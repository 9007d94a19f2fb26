"""Needs that unpaid carers meet, as a reader may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.commissioning.models import UnpaidCare
from alongside.money.written import plain
from alongside.people.models import Person
from alongside.people.queries.sheet import Sheet
from alongside.records.actors import Actor
from alongside.web.errors import Missing

AGREED = {"agreed": "Agrees to it", "partly": "Agrees to part of it", "not-asked": "Not asked yet"}
UNNAMED = "An unpaid carer"


@dataclass(frozen=True)
class CareRow:
    """A need that an unpaid carer meets. Whoever may not see the carer's record is not told who it is."""

    id: int
    need: str
    does: str
    carer: str
    hours: str
    agreed: str
    asked: bool
    starts_on: date
    ends_on: date | None
    why: str
    current: bool
    version: int


def of_person(person: Sheet, actor: Actor, today: date) -> list[CareRow]:
    """What unpaid carers do for the person, what stands first."""
    rows = UnpaidCare.objects.visible_to(actor).filter(
        person_id__in=person.record_ids, withdrawn_at__isnull=True
    )
    found = list(rows.order_by("starts_on", "id"))
    names = _names({row.carer_id for row in found if row.carer_id}, actor)
    made = [_row(row, names, today) for row in found]
    return sorted(made, key=lambda row: not row.current)


def care(care_id: int, person: Sheet, actor: Actor, today: date) -> CareRow:
    """One of them. Raises Missing."""
    for row in of_person(person, actor, today):
        if row.id == care_id:
            return row
    raise Missing


def _names(keys: Iterable[int], actor: Actor) -> dict[int, str]:
    wanted = set(keys)
    if not wanted:
        return {}
    return dict(
        Person.objects.visible_to(actor).filter(pk__in=wanted).order_by("pk").values_list("pk", "name")
    )


def _row(row: UnpaidCare, names: dict[int, str], today: date) -> CareRow:
    named = names.get(row.carer_id, UNNAMED) if row.carer_id else row.carer_name
    return CareRow(
        id=row.pk,
        need=row.need,
        does=row.does,
        carer=named,
        hours="" if row.hours is None else f"{plain(row.hours)} hours a week",
        agreed=AGREED[row.agreed],
        asked=row.agreed != "not-asked",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        why=row.ended_why,
        current=row.ends_on is None or row.ends_on >= today,
        version=row.version,
    )
