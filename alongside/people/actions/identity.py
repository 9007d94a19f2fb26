"""Who a person is: names, date of birth, NHS number."""

from __future__ import annotations

from datetime import datetime

from alongside import council
from alongside.people import access
from alongside.people.actions import dated
from alongside.people.actions.showing import refresh, touch
from alongside.people.models import Name, Person, Trait
from alongside.people.rules import nhs_number
from alongside.people.rules.shown import BORN, NHS_ABSENT, NHS_NUMBER, NHS_STATUS, full_name
from alongside.people.rules.standing import the_one
from alongside.people.rules.written import from_text
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web.errors import Refused

LONGEST_NAME = 500
_OWN = "the action loaded the person as the actor may see them"


def state_name(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    given: str = "",
    family: str = "",
    pronunciation: str = "",
    starts_on: str = "",
    ends_on: str = "",
    told_by: str = "",
) -> Name:
    """Append a name, for actions that refresh what is shown themselves."""
    given, family = dated.line(given, "given"), dated.line(family, "family")
    in_list("name-kind", kind, "kind", at)
    if not given and not family:
        raise Refused("Enter a name.", "given")
    if len(given) > LONGEST_NAME or len(family) > LONGEST_NAME:
        raise Refused(f"Enter a name of {LONGEST_NAME} characters at most.", "given")
    return dated.append(
        Name,
        person,
        by=by,
        at=at,
        kind=kind,
        given=given,
        family=family,
        pronunciation=dated.line(pronunciation, "pronunciation"),
        starts_on=starts_on,
        ends_on=ends_on,
        told_by=told_by,
    )


def state_born(person: Person, *, by: Actor, at: datetime, born: str, told_by: str = "") -> None:
    """Append a date of birth, for actions that refresh what is shown themselves."""
    dated.past(born, at, "born", "Date of birth")
    dated.date_of(born, "born", required=True)
    dated.append(Trait, person, by=by, at=at, attribute=BORN, code=born, told_by=told_by)


def state_nhs_number(
    person: Person, *, by: Actor, at: datetime, number: str, status: str = "", told_by: str = ""
) -> str:
    """Append an NHS number with its verification status (default: present but not traced)."""
    try:
        digits = nhs_number.parse(number)
    except nhs_number.NotAnNhsNumber as error:
        raise Refused(f"{error}.", "nhs_number") from error
    status = status or "02"
    in_list("nhs-number-status", status, "nhs_status", at)
    dated.append(Trait, person, by=by, at=at, attribute=NHS_NUMBER, code=digits, told_by=told_by)
    dated.append(Trait, person, by=by, at=at, attribute=NHS_STATUS, code=status)
    return digits


def state_no_nhs_number(person: Person, *, by: Actor, at: datetime, because: str, told_by: str = "") -> None:
    """Append the reason why there is no NHS number."""
    in_list("nhs-number-absent-reason", because, "nhs_absent_reason", at)
    dated.append(Trait, person, by=by, at=at, attribute=NHS_ABSENT, code=because, told_by=told_by)


@action("people.add name", on=Person, may=access.change)
def add_name(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    given: str = "",
    family: str = "",
    pronunciation: str = "",
    starts_on: str = "",
    told_by: str = "",
) -> int:
    """Add a name; one that excludes the earlier of its kind (the name used now) takes over on its first day."""
    row = state_name(
        person,
        by=by,
        at=at,
        kind=kind,
        given=given,
        family=family,
        pronunciation=pronunciation,
        starts_on=starts_on,
        told_by=told_by,
    )
    _changed(person)
    record(
        person.pk,
        "people.name added",
        f"{label('name-kind', kind)}: {full_name(row.given, row.family)}.",
        name=row.pk,
        name_kind=kind,
    )
    return int(row.pk)


@action("people.correct name", on=Person, may=access.change)
def correct_name(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    name_id: int,
    why: str,
    given: str = "",
    family: str = "",
    pronunciation: str = "",
    starts_on: str = "",
    told_by: str = "",
) -> int:
    """Put a name right that was written down wrongly; the wrong one stays in the history as withdrawn."""
    wrong = dated.one(Name, person, name_id)
    dated.withdraw(wrong, by=by, at=at, why=why)
    row = state_name(
        person,
        by=by,
        at=at,
        kind=wrong.kind,
        given=given,
        family=family,
        pronunciation=pronunciation,
        starts_on=starts_on,
        ends_on=wrong.ends_on,
        told_by=told_by,
    )
    _changed(person)
    said = f"{label('name-kind', row.kind)} corrected to {full_name(row.given, row.family)}: {dated.line(why, 'why')}"
    record(person.pk, "people.name corrected", said, name=row.pk, withdrawn=wrong.pk)
    return int(row.pk)


@action("people.end name", on=Person, may=access.change)
def end_name(person: Person, *, by: Actor, at: datetime, name_id: int, ends_on: str) -> None:
    """Say that a name is no longer used; the last name that shows who the person is cannot end."""
    row = dated.one(Name, person, name_id)
    others = Name.objects.for_system(_OWN).filter(person__root_id=person.root_id, withdrawn_at__isnull=True)
    if not others.exclude(pk=row.pk).exclude(kind="known-as").filter(ends_on="").exists():
        raise Refused("This is the only name on the record. Add the new one first.", "ends_on")
    dated.end(row, by=by, at=at, on=ends_on)
    _changed(person)
    record(person.pk, "people.name ended", f"No longer uses {full_name(row.given, row.family)}.", name=row.pk)


@action("people.set born", on=Person, may=access.change)
def set_born(person: Person, *, by: Actor, at: datetime, born: str, told_by: str = "", why: str = "") -> None:
    """State or correct the date of birth. One that contradicts the former needs a reason."""
    former = _standing_trait(person, BORN, at)
    if former is not None:
        if former.code == born:
            raise Refused("That is the date of birth on the record already.", "born")
        refined = from_text(former.code).compatible(dated.date_of(born, "born"))
        dated.withdraw(former, by=by, at=at, why=why or ("Known more exactly now." if refined else ""))
    state_born(person, by=by, at=at, born=born, told_by=told_by)
    _changed(person)
    record(person.pk, "people.born set", f"Date of birth: {from_text(born)}.", born=born)


@action("people.set nhs number", on=Person, may=access.change)
def set_nhs_number(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    nhs_number: str,
    nhs_status: str = "",
    told_by: str = "",
    why: str = "",
    certain: bool = False,
) -> None:
    """State, correct or verify the NHS number. A number that another record has is warned of once (`certain`)."""
    former = _standing_trait(person, NHS_NUMBER, at)
    digits = state_nhs_number(person, by=by, at=at, number=nhs_number, status=nhs_status, told_by=told_by)
    if former is not None and former.code != digits:
        dated.withdraw(former, by=by, at=at, why=why)
    if not certain and held_elsewhere(person, digits):
        raise Refused(
            "Another record has this NHS number. Check both numbers against a letter or card. "
            "If it is right, tick “the number is right” and save again; the records may be one person's.",
            "nhs_number",
        )
    _changed(person)
    record(person.pk, "people.nhs number set", "NHS number recorded.", status=nhs_status or "02")


@action("people.set no nhs number", on=Person, may=access.change)
def set_no_nhs_number(
    person: Person, *, by: Actor, at: datetime, nhs_absent_reason: str, told_by: str = "", why: str = ""
) -> None:
    """Say why there is no NHS number; a number that stood was a mistake and needs a reason."""
    former = _standing_trait(person, NHS_NUMBER, at)
    if former is not None:
        dated.withdraw(former, by=by, at=at, why=why)
    state_no_nhs_number(person, by=by, at=at, because=nhs_absent_reason, told_by=told_by)
    _changed(person)
    said = f"No NHS number: {label('nhs-number-absent-reason', nhs_absent_reason).lower()}."
    record(person.pk, "people.nhs number absent", said, because=nhs_absent_reason)


def held_elsewhere(person: Person, digits: str) -> bool:
    """Whether another record, not one merged with this, has the number; nothing is said about whose."""
    others = Person.objects.for_system("to warn of a number that two records have, naming nobody")
    return others.filter(nhs_number=digits).exclude(root_id=person.root_id).exists()


def in_list(key: str, code: str, field: str, at: datetime) -> None:
    """Refuse a code that the council's list does not offer today."""
    offered = council.current().lists.get(key, on=dated.today(at))
    if code not in offered:
        raise Refused(f"Select from the list “{offered.title}”.", field)


def _standing_trait(person: Person, attribute: str, at: datetime) -> Trait | None:
    rows = Trait.objects.for_system(_OWN).filter(person__root_id=person.root_id, attribute=attribute)
    return the_one(list(rows.order_by("pk")), dated.today(at))


def _changed(person: Person) -> None:
    refresh(person)
    touch(person)


def label(key: str, code: str) -> str:
    """The council's words for a code of a list."""
    return council.current().lists.label(key, code)
