"""Service lines as sums need them: what stands, or what stood by what was known at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import Q

from alongside.commissioning.models import Line, Suspension
from alongside.commissioning.rules.reckoning import Line as Sum
from alongside.commissioning.rules.reckoning import Pause
from alongside.money.rates import Rate

_WHY = "what a person's services cost, for the action that has loaded the person"


def charged(root_id: int | None, first: date, last: date) -> list[Sum]:
    """The person's lines with any day between two, as they stand; for actions, which have checked who asks."""
    rows = Line.objects.for_system(_WHY).filter(
        person__root_id=root_id, withdrawn_at__isnull=True, starts_on__lte=last
    )
    lines = list(rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first)).order_by("starts_on", "id"))
    return sums(lines, pauses(Suspension.objects.for_system(_WHY), lines))


def pauses(rows: Any, lines: Sequence[Line], as_known: datetime | None = None) -> dict[int, list[Suspension]]:
    """The suspensions of these lines among `rows`, by the number of the line."""
    found: dict[int, list[Suspension]] = {}
    mine = known(rows.filter(line_id__in={line.thread for line in lines}), as_known)
    for row in mine.order_by("starts_on", "id"):
        found.setdefault(row.line_id, []).append(row)
    return found


def sums(
    lines: Iterable[Line], paused: dict[int, list[Suspension]], as_known: datetime | None = None
) -> list[Sum]:
    """These lines for `rules.reckoning`, under the number each keeps through its corrections."""
    return [
        Sum(
            line.thread,
            line.component,
            line.starts_on,
            last_day(line, as_known),
            Rate(line.pence, line.each, Fraction(line.units or 0, 100)),
            tuple(
                Pause(each.starts_on, last_day(each, as_known), each.paid)
                for each in paused.get(line.thread, ())
            ),
            line.service_type,
        )
        for line in lines
    ]


def known(rows: Any, as_known: datetime | None) -> Any:
    """What nobody has withdrawn; or what stood by what was recorded at a moment."""
    if as_known is None:
        return rows.filter(withdrawn_at__isnull=True)
    return rows.filter(recorded_at__lte=as_known).filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=as_known)
    )


def last_day(row: Line | Suspension, as_known: datetime | None) -> date | None:
    """The last day of a row: before its end was recorded nobody knew of it."""
    if as_known is not None and row.ended_at is not None and row.ended_at > as_known:
        return None
    return row.ends_on
