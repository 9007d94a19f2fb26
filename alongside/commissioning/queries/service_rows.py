"""The rows of the national return's module Service, from the lines: what a return writes into its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from alongside import council
from alongside.commissioning.models import Line
from alongside.commissioning.queries.threads import known, last_day
from alongside.commissioning.rules.returns import in_period
from alongside.people.rules.written import from_text
from alongside.records.actors import SYSTEM, Actor

_WHY = "the national return holds everybody's services, named by nobody who writes it"


@dataclass(frozen=True)
class ServiceRow:
    """One service in the words of Client Level Data Release 2. `person_id` is the record that the person has now;
    `reference` stays the same through corrections. Costs in pence, units in hundredths a week."""

    person_id: int
    reference: str
    starts_on: date
    ends_on: date | None
    outcome: str
    service_type: str
    component: str
    mechanism: str
    location: str
    unit_cost: int | None
    frequency: str
    units: int | None


def service_rows(
    begins: date, ends: date, *, actor: Actor = SYSTEM, as_known: datetime | None = None
) -> Iterator[ServiceRow]:
    """Every service that belongs to a period, by what was recorded by `as_known` (default: now).

    The same call with the same `as_known` gives the same rows in the same order, whatever was recorded since.
    """
    rows: Any = Line.objects.for_system(_WHY) if actor is SYSTEM else Line.objects.visible_to(actor)
    rows = known(rows, as_known).filter(starts_on__lte=ends)
    if as_known is None:
        rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=begins))
    for line in rows.select_related("person", "provider").order_by("starts_on", "id").iterator(2_000):
        row = _row(line, begins, ends, as_known)
        if row is not None:
            yield row


def _row(line: Line, begins: date, ends: date, as_known: datetime | None) -> ServiceRow | None:
    died_on = from_text(line.person.died).latest() if line.person.died else None
    last = last_day(line, as_known)
    span = in_period(line.starts_on, last, died_on, begins=begins, ends=ends)
    if span is None:
        return None
    reason = line.ended_reason if last is not None else ""
    if span[1] != last:
        reason = "died"
    return ServiceRow(
        person_id=line.person.root_id or line.person_id,
        reference=f"S{line.thread}",
        starts_on=span[0],
        ends_on=span[1],
        outcome=_cld("line-end-reason", reason),
        service_type=_cld("service-type", line.service_type),
        component=_cld("service-component", line.component),
        mechanism=_cld("delivery-mechanism", line.mechanism),
        location=line.location,
        unit_cost=line.pence or None,
        frequency=_cld("cost-frequency", line.each) if line.pence else "",
        units=line.units,
    )


def _cld(key: str, code: str) -> str:
    """How the return spells a code; blank for blank and for a code that is not returned."""
    listed = council.current().lists.get(key)
    return (listed.entry(code).cld or "") if code in listed else ""
