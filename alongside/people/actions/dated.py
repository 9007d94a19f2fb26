"""Statements about a person over time: append, end, withdraw. Nothing is ever written over."""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone

from alongside.people.models import Person
from alongside.people.models.dated import Dated
from alongside.people.rules.dates import ApproximateDate
from alongside.people.rules.written import from_text
from alongside.records.actors import Actor
from alongside.web.errors import Refused

Row = TypeVar("Row", bound=Dated)


def append(
    table: type[Row],
    person: Person,
    /,
    *,
    by: Actor,
    at: datetime,
    starts_on: str = "",
    ends_on: str = "",
    told_by: str = "",
    **said: Any,
) -> Row:
    """Write a new statement, true from and until these (approximate) dates. Raises Refused for dates that cannot be."""
    starts, ends = date_of(starts_on, "starts_on"), date_of(ends_on, "ends_on")
    _in_order(starts, ends)
    made: Row = table.objects.create(  # type: ignore[assignment]
        person=person,
        starts_on=starts_on,
        ends_on=ends_on,
        told_by=line(told_by, "told_by"),
        recorded_at=at,
        recorded_by_id=by.worker_id,
        **said,
    )
    return made


def end(row: Dated, *, by: Actor, at: datetime, on: str, why: str = "") -> None:
    """Say that a statement was true until a date and no longer is."""
    _standing(row)
    if row.ends_on:
        raise Refused("This has an end already. If the date is wrong, correct it.", "ends_on")
    _in_order(from_text(row.starts_on), date_of(on, "ends_on", required=True))
    row.ends_on, row.ended_at, row.ended_by_id, row.ended_why = on, at, by.worker_id, why
    row.save(update_fields=["ends_on", "ended_at", "ended_by", "ended_why"])


def withdraw(row: Dated, *, by: Actor, at: datetime, why: str) -> None:
    """Say that a statement was never true; it stays in the history with the reason."""
    _standing(row)
    row.withdrawn_at, row.withdrawn_by_id = at, by.worker_id
    row.withdrawn_why = line(
        why, "why", "Say what was wrong, so that others can tell a mistake from a change."
    )
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])


def one(table: type[Row], person: Person, row_id: int) -> Row:
    """A statement about this person (or about a record merged into theirs) that nobody has withdrawn."""
    rows = table.objects.for_system("the action loaded the person as the actor may see them")
    found: Row | None = rows.filter(pk=row_id, person__root_id=person.root_id).first()  # type: ignore[assignment]
    if found is None:
        raise Refused("That entry is not on this record. Open the person again.")
    return found


def date_of(text: str, field: str, *, required: bool = False) -> ApproximateDate:
    """The date a text stands for. Raises Refused at the field."""
    try:
        read = from_text(text)
    except ValueError as error:
        raise Refused(f"{error}.", field) from error
    if required and not read.known:
        raise Refused("Enter the date, or as much of it as is known.", field)
    return read


def past(text: str, at: datetime, field: str, what: str) -> None:
    """Refuse a date that is still to come."""
    read = date_of(text, field)
    if read.known and dt.date(read.year or 1, read.month or 1, read.day or 1) > today(at):
        raise Refused(f"{what} must be today or in the past: {read} is still to come.", field)


def today(at: datetime) -> dt.date:
    """The London day of the action's moment."""
    return timezone.localdate(at)


def line(text: str, field: str, missing: str = "") -> str:
    """One line without odd spaces; refused when it is needed and blank."""
    tidy = " ".join(text.split())
    if missing and not tidy:
        raise Refused(missing, field)
    return tidy


def block(text: str) -> str:
    """Several lines as typed, without blank ones at the ends or spaces at the ends of lines."""
    return "\n".join(each.strip() for each in text.strip().splitlines())


def _standing(row: Dated) -> None:
    if row.withdrawn_at is not None:
        raise Refused("Somebody has withdrawn this already. Open the page again to see what stands now.")


def _in_order(starts: ApproximateDate, ends: ApproximateDate) -> None:
    if starts.known and ends.known and ends.latest() < starts.earliest():
        raise Refused(f"The end, {ends}, is before the start, {starts}. Check both.", "ends_on")
