"""Rows that hold from one day to another: state, end, withdraw. Nothing is ever written over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeVar

from alongside import council
from alongside.commissioning.models.statements import Statement
from alongside.people.actions.dated import line
from alongside.people.models import Organisation, Person
from alongside.people.rules.written import from_text
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web.errors import Refused

Row = TypeVar("Row", bound=Statement)
WHY = "rows of the one person whom the action has loaded as its actor sees them"
YEARS_AHEAD = 10


def state(table: type[Row], person: Person, *, by: Actor, at: datetime, **said: Any) -> Row:
    """Write a new row of a person. Raises Refused for days that cannot be."""
    days(person, said["starts_on"], said.get("ends_on"), at)
    return give_back(table, person, by=by, at=at, **said)


def give_back(table: type[Row], person: Person, *, by: Actor, at: datetime, **said: Any) -> Row:
    """Write a row again that stood before, without asking anew whether its days can be."""
    made: Row = table.objects.create(  # type: ignore[assignment]
        person=person, recorded_at=at, recorded_by_id=by.worker_id, **said
    )
    return made


def end(row: Statement, on: date, *, by: Actor, at: datetime, why: str = "", field: str = "ends_on") -> None:
    """Say which day was the last of a row that had no end. The caller saves what else it changed before."""
    if on < row.starts_on:
        raise Refused("This is before it began. Check the day.", field)
    row.ends_on, row.ended_at, row.ended_by_id, row.ended_why = on, at, by.worker_id, why
    save(row)


def withdraw(row: Statement, *, by: Actor, at: datetime, why: str) -> None:
    """Say that a row was never right; it stays in the history with the reason."""
    stands(row)
    row.withdrawn_at, row.withdrawn_by_id = at, by.worker_id
    row.withdrawn_why = line(why, "why", "Say what was wrong.")
    save(row)


def whose(row: Statement) -> Person:
    """The person whom a row is about."""
    found: Person = Person.objects.for_system(WHY).get(pk=row.person_id)
    return found


def save(row: Statement) -> None:
    """Count the change: a form opened before it is stale."""
    row.version += 1
    row.save()


def stands(row: Statement) -> None:
    """Refuse what is to be done to a row that somebody has withdrawn."""
    if row.withdrawn_at is not None:
        raise Refused("Somebody has withdrawn this already. Open the page again to see what stands now.")


def days(person: Person, first: date, last: date | None, at: datetime) -> None:
    """Refuse days that are the wrong way round, far ahead, before the person was born or after they died."""
    today = clock.day_of(at)
    if last is not None and last < first:
        raise Refused("The last day is before the first. Check both.", "ends_on")
    if first.year > today.year + YEARS_AHEAD:
        raise Refused(f"This is more than {YEARS_AHEAD} years away. Check the year.", "starts_on")
    if person.born and first < from_text(person.born).earliest():
        raise Refused("This is before they were born. Check the year.", "starts_on")
    if person.died and (last is None or last > from_text(person.died).latest()):
        raise Refused("This goes on after they died. Check the last day.", "ends_on")


def code(key: str, value: str, field: str, at: datetime, missing: str = "") -> str:
    """A code of a council's list that may be chosen on the day. Raises Refused at the field."""
    if not value and not missing:
        return ""
    if value not in {entry.code for entry in council.current().lists.get(key, on=clock.day_of(at)).entries}:
        raise Refused(missing or "Choose from the list.", field)
    return value


def provider(number: int | str | None, name: str) -> dict[str, Any]:
    """Who gives it: an organisation of the register, or a name where it is on none; not both."""
    said = line(name, "provider_name")
    if not number:
        return {"provider_id": None, "provider_name": said}
    if said:
        raise Refused("Choose the organisation, or write a name: not both.", "provider_name")
    if not Organisation.objects.filter(pk=int(number), ended_on__isnull=True).exists():
        raise Refused("This organisation is not on the register any more.", "provider_id")
    return {"provider_id": int(number), "provider_name": ""}
