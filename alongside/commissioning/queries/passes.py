"""Leisure passes as a reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.commissioning.models import LeisurePass
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Missing


@dataclass(frozen=True)
class PassRow:
    """One pass of a carer."""

    id: int
    starts_on: date
    ends_on: date
    number: str
    issued_on: date | None
    outcome: str
    in_their_words: str
    told_on: date | None
    state: str
    recorded: str
    version: int


def of_person(person: Sheet, actor: Actor, today: date) -> list[PassRow]:
    """The passes that the person has or had, the newest first."""
    rows = LeisurePass.objects.visible_to(actor).filter(
        person_id__in=person.record_ids, withdrawn_at__isnull=True
    )
    return [_row(row, today) for row in rows.select_related("recorded_by").order_by("-starts_on", "-id")]


def one(pass_id: int, person: Sheet, actor: Actor, today: date) -> PassRow:
    """One of them. Raises Missing."""
    for row in of_person(person, actor, today):
        if row.id == pass_id:
            return row
    raise Missing


def _row(row: LeisurePass, today: date) -> PassRow:
    ends_on = row.ends_on or row.starts_on
    over = ends_on < today
    state = "Over" if over else "Issued" if row.issued_on else "Entitled, not issued yet"
    return PassRow(
        id=row.pk,
        starts_on=row.starts_on,
        ends_on=ends_on,
        number=row.number,
        issued_on=row.issued_on,
        outcome=label("leisure-pass-outcome", row.outcome) if row.outcome else "",
        in_their_words=row.in_their_words,
        told_on=row.told_on,
        state=state,
        recorded=f"{row.recorded_by.name if row.recorded_by else 'Alongside itself'}, {formats.day(row.recorded_at)}",
        version=row.version,
    )
