"""Who matters to a person: unpaid carers, family, those with authority to act, advocates, nearest relative."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from alongside.people import access
from alongside.people.actions import dated
from alongside.people.actions.identity import in_list, label
from alongside.people.actions.showing import touch
from alongside.people.actions.traits import holds_now, set_trait
from alongside.people.models import Person, Relationship
from alongside.people.rules.circle import AUTHORITY, UNPAID_CARERS
from alongside.records.acting import action, record
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Refused


@action("people.add relationship", on=Person, may=access.change)
def add_relationship(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    other_id: int | None = None,
    other_name: str = "",
    contact: str = "",
    authority: str = "",
    authority_seen_on: date | None = None,
    lives_with: bool = False,
    emergency_contact: bool = False,
    starts_on: str = "",
    told_by: str = "",
) -> int:
    """Say that somebody on record (`other_id`) or a named outsider is this to the person.

    An unpaid carer also makes “has an unpaid carer” true, so that nobody records it twice.
    """
    in_list("relationship", kind, "kind", at)
    other = _other(person, other_id, by, at)
    name = (
        "" if other else dated.line(other_name, "other_name", "Enter the name, or find the person on record.")
    )
    _not_twice(person, kind, other, name)
    if authority_seen_on and authority_seen_on > dated.today(at):
        raise Refused("The date the document was seen must be today or in the past.", "authority_seen_on")
    row = dated.append(
        Relationship,
        person,
        by=by,
        at=at,
        kind=kind,
        other=other,
        other_name=name,
        contact=dated.line(contact, "contact"),
        authority=dated.line(authority, "authority") if kind in AUTHORITY else "",
        authority_seen_on=authority_seen_on if kind in AUTHORITY else None,
        lives_with=lives_with,
        emergency_contact=emergency_contact,
        starts_on=starts_on,
        told_by=told_by,
    )
    touch(person)
    _note(row, "added", "recorded")
    if kind in UNPAID_CARERS and not holds_now(person, "has-unpaid-carer", "yes", at):
        since = starts_on if dated.date_of(starts_on, "starts_on").latest() <= dated.today(at) else ""
        set_trait(
            person.pk,
            by=by,
            attribute="has-unpaid-carer",
            code="yes",
            starts_on=since or dated.today(at).isoformat(),
        )
    return int(row.pk)


@action("people.correct relationship", on=Person, may=access.change)
def correct_relationship(
    person: Person, *, by: Actor, at: datetime, relationship_id: int, why: str, **said: Any
) -> int:
    """Put a relationship right (the fields of `add_relationship`; who the other is stays as it was)."""
    wrong = _own(person, relationship_id)
    dated.withdraw(wrong, by=by, at=at, why=why)
    if wrong.other_id is not None:
        said |= {"other_id": wrong.other_id}
    return int(add_relationship(person.pk, by=by, **{"other_name": wrong.other_name, **said}))


@action("people.end relationship", on=Person, may=access.change)
def end_relationship(
    person: Person, *, by: Actor, at: datetime, relationship_id: int, ends_on: str, why: str = ""
) -> None:
    """Say until when somebody stood so to the person. The end of unpaid care asks for a look at what follows."""
    row = _own(person, relationship_id)
    dated.end(row, by=by, at=at, on=ends_on, why=dated.line(why, "why"))
    touch(person)
    _note(row, "ended", "ended")


@action("people.withdraw relationship", on=Person, may=access.change)
def withdraw_relationship(person: Person, *, by: Actor, at: datetime, relationship_id: int, why: str) -> None:
    """Take back a relationship that never was."""
    row = _own(person, relationship_id)
    dated.withdraw(row, by=by, at=at, why=why)
    touch(person)
    _note(row, "withdrawn", "withdrawn")


def _own(person: Person, relationship_id: int) -> Relationship:
    return dated.one(Relationship, person, relationship_id)


def _other(person: Person, other_id: int | None, by: Actor, at: datetime) -> Person | None:
    """The other person as the actor may see them: nobody is linked to somebody they cannot open."""
    if other_id is None:
        return None
    rows = Person.objects.for_system("set-up") if by is SYSTEM else Person.objects.visible_to(by, at)
    other: Person | None = rows.filter(pk=other_id).first()
    if other is None:
        raise Refused("Open the other person's record first, or write the name instead.", "other_id")
    if other.root_id == person.root_id:
        raise Refused("That is the same person.", "other_id")
    return other


def _not_twice(person: Person, kind: str, other: Person | None, name: str) -> None:
    rows = Relationship.objects.for_system("the action loaded the person as the actor may see them").filter(
        person__root_id=person.root_id, kind=kind, withdrawn_at__isnull=True, ends_on=""
    )
    same = rows.filter(other=other) if other else rows.filter(other__isnull=True, other_name=name)
    if same.exists():
        raise Refused("That is on the record already. Open it to change it.", "kind")


def _note(row: Relationship, verb: str, said: str) -> None:
    """The events on both records. Neither names somebody on record: who reads it may not be allowed to see them."""
    kind = label("relationship", row.kind)
    who = f": {row.other_name}" if row.other_name else ""
    record(row.person_id, f"people.relationship {verb}", f"{kind}{who}, {said}.", relationship=row.pk)
    if row.other_id is not None:
        sentence = f"{kind} of another person on record: {said}."
        record(row.other_id, f"people.relationship {verb}", sentence, relationship=row.pk)
