"""Who may be meant when somebody is added to a person's circle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.people.models import Person
from alongside.people.queries.sheet import Sheet
from alongside.people.rules.shown import HOMES
from alongside.people.rules.standing import the_one
from alongside.records import clock
from alongside.records.actors import Actor

AT_MOST = 12


@dataclass(frozen=True)
class Neighbour:
    """Somebody on record at the same postcode."""

    id: int
    name: str


def at_the_same_postcode(of: Sheet, actor: Actor) -> list[Neighbour]:
    """Others whom the actor can see and who live at the person's postcode; nobody when that is confidential."""
    here = the_one([row for row in of.said.get("address", ()) if row.a in HOMES], clock.today())
    if here is None or not here.c:
        return []
    rows = Person.objects.held_by(actor).filter(postcode=here.c, merged_into__isnull=True)
    found = rows.exclude(pk__in=of.record_ids).order_by("sort_name", "pk").values_list("pk", "name")[:AT_MOST]
    return [Neighbour(*row) for row in found]


def day_of(text: str | None) -> date | None:
    """The day that a statement in SQL gives as text."""
    return date.fromisoformat(text) if text else None
