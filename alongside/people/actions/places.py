"""Where a person lives and how to reach them."""

from __future__ import annotations

from datetime import datetime

from alongside import council
from alongside.people import access
from alongside.people.actions import dated
from alongside.people.actions.identity import in_list, label
from alongside.people.actions.showing import refresh, touch
from alongside.people.models import Address, Person, Reach
from alongside.people.rules.shown import CONFIDENTIAL, UNSAFE
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web.errors import Refused

MESSAGES = ("yes", "no", "not asked")
"""Whether a message may be left. “Not asked” is never taken for a yes."""


def state_address(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    purpose: str,
    lines: str,
    postcode: str = "",
    uprn: str = "",
    safety: str = "",
    safety_why: str = "",
    starts_on: str = "",
    ends_on: str = "",
    told_by: str = "",
) -> Address:
    """Append an address, for actions that refresh what is shown themselves. Ward and small area follow from the
    postcode where the council's directory holds it; an address it does not hold is listed, never refused."""
    in_list("address-purpose", purpose, "purpose", at)
    tidy = _tidy(postcode)
    written = dated.block(lines)
    if not written and not tidy and purpose != "no-fixed-abode":
        raise Refused(
            "Enter the address as you would write it on an envelope, or at least a postcode.", "lines"
        )
    if safety and safety not in {CONFIDENTIAL, UNSAFE}:
        raise Refused("Select how the address must be kept.", "safety")
    why = dated.line(safety_why, "safety_why", "Say why, so that everybody keeps to it." if safety else "")
    place = council.current().place(tidy)
    return dated.append(
        Address,
        person,
        by=by,
        at=at,
        purpose=purpose,
        lines=written,
        postcode=tidy,
        uprn=_uprn(uprn),
        safety=safety,
        safety_why=why,
        ward=place.ward if place else "",
        lsoa=place.lsoa if place else "",
        starts_on=starts_on,
        ends_on=ends_on,
        told_by=told_by,
    )


@action("people.add address", on=Person, may=access.change)
def add_address(person: Person, *, by: Actor, at: datetime, **said: str) -> int:
    """Add an address (the fields of `state_address`); a new home takes over from the earlier one on its first day."""
    row = state_address(person, by=by, at=at, **said)
    _changed(person)
    _note(person, row, "added", "recorded")
    return int(row.pk)


@action("people.correct address", on=Person, may=access.change)
def correct_address(
    person: Person, *, by: Actor, at: datetime, address_id: int, why: str, **said: str
) -> int:
    """Put an address right, or mark it confidential or unsafe; the row that was wrong is kept as withdrawn."""
    wrong = dated.one(Address, person, address_id)
    dated.withdraw(wrong, by=by, at=at, why=why)
    row = state_address(person, by=by, at=at, **{"ends_on": wrong.ends_on, **said})
    _changed(person)
    _note(person, row, "corrected", "corrected")
    return int(row.pk)


@action("people.end address", on=Person, may=access.change)
def end_address(person: Person, *, by: Actor, at: datetime, address_id: int, ends_on: str) -> None:
    """Say until when an address was right."""
    row = dated.one(Address, person, address_id)
    dated.end(row, by=by, at=at, on=ends_on)
    _changed(person)
    _note(person, row, "ended", "no longer holds")


@action("people.withdraw address", on=Person, may=access.change)
def withdraw_address(person: Person, *, by: Actor, at: datetime, address_id: int, why: str) -> None:
    """Take back an address that was never this person's."""
    row = dated.one(Address, person, address_id)
    dated.withdraw(row, by=by, at=at, why=why)
    _changed(person)
    _note(person, row, "withdrawn", "withdrawn")


@action("people.place addresses", may=access.change)
def place_addresses(*, by: Actor, at: datetime, address_ids: list[int]) -> int:
    """Look these addresses up again, after the council's directory has learnt new postcodes; answers how many lie
    in a ward now. Ward and small area follow from the postcode: no statement about the person changes."""
    rows = (
        Address.objects.visible_to(by, at) if by.worker_id else Address.objects.for_system("a new directory")
    )
    placed = 0
    for row in rows.filter(pk__in=address_ids, ward="").order_by("pk").select_related("person"):
        place = council.current().place(row.postcode)
        if place is not None:
            row.ward, row.lsoa = place.ward, place.lsoa
            row.save(update_fields=["ward", "lsoa"])
            refresh(row.person)
            placed += 1
    return placed


@action("people.add reach", on=Person, may=access.change)
def add_reach(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    value: str,
    safe_to_leave_message: str = "not asked",
    note: str = "",
    starts_on: str = "",
    told_by: str = "",
) -> int:
    """Add a telephone number, e-mail address or other way to reach the person, in whatever form it was given."""
    in_list("contact-method", kind, "kind", at)
    value = dated.line(value, "value", "Enter the number or address.")
    if safe_to_leave_message not in MESSAGES:
        raise Refused("Select whether a message may be left.", "safe_to_leave_message")
    row = dated.append(
        Reach,
        person,
        by=by,
        at=at,
        kind=kind,
        value=value,
        safe_to_leave_message=safe_to_leave_message,
        note=dated.line(note, "note"),
        starts_on=starts_on,
        told_by=told_by,
    )
    touch(person)
    said = f"{label('contact-method', kind)} recorded; safe to leave a message: {safe_to_leave_message}."
    record(person.pk, "people.reach added", said, reach=row.pk)
    return int(row.pk)


@action("people.correct reach", on=Person, may=access.change)
def correct_reach(person: Person, *, by: Actor, at: datetime, reach_id: int, why: str, **said: str) -> int:
    """Put a number right, or say otherwise whether a message may be left there."""
    wrong = dated.one(Reach, person, reach_id)
    dated.withdraw(wrong, by=by, at=at, why=why)
    return int(add_reach(person.pk, by=by, **{"kind": wrong.kind, **said}))


@action("people.end reach", on=Person, may=access.change)
def end_reach(person: Person, *, by: Actor, at: datetime, reach_id: int, ends_on: str) -> None:
    """Say from when a number no longer reaches the person."""
    row = dated.one(Reach, person, reach_id)
    dated.end(row, by=by, at=at, on=ends_on)
    touch(person)
    record(
        person.pk,
        "people.reach ended",
        f"{label('contact-method', row.kind)} no longer in use.",
        reach=row.pk,
    )


def _changed(person: Person) -> None:
    refresh(person)
    touch(person)


def _note(person: Person, row: Address, verb: str, said: str) -> None:
    """The event of an address. It never holds the address itself, which may become confidential later."""
    purpose = label("address-purpose", row.purpose)
    mark = {CONFIDENTIAL: " (confidential)", UNSAFE: " (not safe to write to)"}.get(row.safety, "")
    record(person.pk, f"people.address {verb}", f"Address, {purpose.lower()}{mark}: {said}.", address=row.pk)


def _tidy(postcode: str) -> str:
    """The postcode in its usual form; one that has not the shape of one is kept as it was typed, in capitals."""
    typed = " ".join(postcode.split()).upper()
    return council.tidy_postcode(typed) or typed


def _uprn(text: str) -> str:
    """Unique Property Reference Number: up to twelve digits (Ordnance Survey), kept without leading noughts."""
    typed = "".join(text.split())
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 12):
        raise Refused("A UPRN has up to 12 digits and nothing else. Leave it out if it is not known.", "uprn")
    return typed.lstrip("0")
