"""Small builders for tests of this room."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from alongside.commissioning.actions import lines
from alongside.commissioning.models import Line
from alongside.commissioning.queries import lines as queries
from alongside.commissioning.queries.lines import LineRow, Services
from alongside.people.tests.stating import seen
from alongside.records import clock, grants
from alongside.records.actors import Actor
from alongside.records.models import Record

HOME_CARE: dict[str, Any] = {
    "service_type": "long-community",
    "component": "home-support",
    "mechanism": "managed-budget",
    "provider_name": "Helping Hands",
    "units": 1_050,
    "unit": "hour",
    "pence": 2_150,
    "each": "hour",
}
"""Ten and a half hours a week at £21.50: £225.75."""


def days_ago(number: int) -> date:
    """A day before today; a negative number is still to come."""
    return clock.today() - timedelta(days=number)


def line(person_id: int, by: Actor, ago: int = 70, **said: Any) -> int:
    """Home care that began so many days ago; the number of its row."""
    given = {"starts_on": days_ago(ago), **HOME_CARE, **said}
    return int(lines.add_line(person_id, by=by, key="", **given))


def row(key: int) -> Line:
    """A row as it stands."""
    found: Line = Line.objects.for_system("test").get(pk=key)
    return found


def standing(person_id: int) -> list[Line]:
    """The rows that nobody has withdrawn, by their days."""
    rows = Line.objects.for_system("test").filter(person_id=person_id, withdrawn_at__isnull=True)
    return list(rows.order_by("starts_on", "id"))


def lent(person_id: int, who: Actor) -> None:
    """Let somebody see the record whose role opens none."""
    grants.give(Record.objects.get(pk=person_id), who.own, "allocated", at=clock.now())


def shown(person_id: int, by: Actor) -> Services:
    """What the page of services shows."""
    return queries.services(seen(person_id, by), by, clock.today())


def shown_line(person_id: int, by: Actor) -> LineRow:
    """The one line that is shown now."""
    (found,) = shown(person_id, by).now
    return found
