"""Adding a person, and keeping what is shown of them in step."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from alongside import council
from alongside.people import access
from alongside.people.actions import dated, identity, places
from alongside.people.actions.showing import differing, refresh, reindex, touch
from alongside.people.models import Person
from alongside.records import grants
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.records.models import Record
from alongside.web.errors import Refused

__all__ = ["add_person", "differing", "refresh", "reindex", "touch"]


@action("people.add", may=access.add)
def add_person(
    *,
    by: Actor,
    at: datetime,
    given: str = "",
    family: str = "",
    known_as: str = "",
    born: str = "",
    nhs_number: str = "",
    nhs_status: str = "",
    nhs_absent_reason: str = "",
    lines: str = "",
    postcode: str = "",
    uprn: str = "",
    purpose: str = "home",
    told_by: str = "",
) -> int:
    """Begin a record for somebody new; answers its number.

    `born` is an approximate date as text (rules.written). Without an NHS number the reason is "not asked" unless
    given. The adder and the adder's team see the record from now on. Look for likely matches first.
    """
    if not given.strip() and not family.strip():
        raise Refused("Enter a name. If none is known, write what tells the person apart.", "given")
    person = _begin()
    said: dict[str, Any] = {"by": by, "at": at, "told_by": told_by}
    identity.state_name(person, kind="current", given=given, family=family, **said)
    if known_as.strip():
        identity.state_name(person, kind="known-as", given=known_as, **said)
    if born:
        identity.state_born(person, born=born, **said)
    if nhs_number.strip():
        identity.state_nhs_number(person, number=nhs_number, status=nhs_status, **said)
    else:
        identity.state_no_nhs_number(person, because=nhs_absent_reason or "not-asked", **said)
    if lines.strip() or postcode.strip():
        places.state_address(person, purpose=purpose, lines=lines, postcode=postcode, uprn=uprn, **said)
    refresh(person)
    _let_see(person, by, at)
    record(person.pk, "people.added", f"{by.name} began this record.", told_by=dated.line(told_by, "told_by"))
    return int(person.pk)


def _begin() -> Person:
    """A record and its person, shown by no name until the first is stated."""
    file = Record.objects.create()
    return Person.objects.create(record=file, root_id=file.pk, name="", sort_name="")


def _let_see(person: Person, by: Actor, at: datetime) -> None:
    """The adder sees the record for as long as opening one lasts, the adder's team for as long as it works with it."""
    if by.worker_id is None:
        return
    until = at + timedelta(hours=council.current().access.open_hours)
    grants.give(person.record, by.own, "added by", at=at, until=until)
    for holder in by.holders:
        if holder != by.own:
            grants.give(person.record, holder, "added by", at=at)
