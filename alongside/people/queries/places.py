"""Single addresses, confidential ones too, for pages that write down what they show; and those without a ward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.people.models import Address
from alongside.people.queries.history import HIDDEN, written_address
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label, on_lines
from alongside.people.rules.shown import CONFIDENTIAL
from alongside.records.actors import Actor
from alongside.web.errors import Missing
from alongside.web.formats import day

AT_MOST = 500


@dataclass(frozen=True)
class AddressRow:
    """One address in full."""

    id: int
    purpose: str
    purpose_label: str
    lines: str
    on_lines: Sequence[str]
    postcode: str
    uprn: str
    safety: str
    safety_why: str
    starts_on: str
    told_by: str


def address(of: Sheet, address_id: int, actor: Actor) -> AddressRow:
    """An address of this person that nobody has withdrawn. Raises Missing."""
    rows = Address.objects.visible_to(actor).filter(person_id__in=of.record_ids, withdrawn_at__isnull=True)
    row = rows.filter(pk=address_id).first()
    if row is None:
        raise Missing
    return AddressRow(
        row.pk,
        row.purpose,
        label("address-purpose", row.purpose),
        row.lines,
        on_lines(row.lines),
        row.postcode,
        row.uprn,
        row.safety,
        row.safety_why,
        row.starts_on,
        row.told_by,
    )


@dataclass(frozen=True)
class UnplacedRow:
    """An address that lies in no ward of the council as far as its directory knows."""

    id: int
    person_id: int
    person: str
    purpose: str
    said: str
    recorded: str


def unplaced(actor: Actor) -> list[UnplacedRow]:
    """Standing addresses of people the actor can see whose postcode the directory does not hold, oldest first."""
    rows = Address.objects.held_by(actor).filter(
        ward="", withdrawn_at__isnull=True, ends_on="", person__died="", person__merged_into__isnull=True
    )
    found = (
        rows.exclude(purpose="no-fixed-abode")
        .select_related("person", "recorded_by")
        .order_by("id")[:AT_MOST]
    )
    return [
        UnplacedRow(
            row.pk,
            row.person_id,
            row.person.name,
            label("address-purpose", row.purpose),
            HIDDEN if row.safety == CONFIDENTIAL else written_address(row.lines, row.postcode),
            f"{row.recorded_by.name if row.recorded_by else 'Alongside itself'}, {day(row.recorded_at)}",
        )
        for row in found
    ]
