"""Needs that unpaid carers meet, as they agree to."""

from __future__ import annotations

from datetime import date, datetime

from alongside.commissioning import access
from alongside.commissioning.actions import statements
from alongside.commissioning.actions.terms import plan as plan_of
from alongside.commissioning.models import UnpaidCare
from alongside.commissioning.models.unpaid import AGREED, NOT_ASKED, PARTLY
from alongside.people.actions.dated import line
from alongside.people.models import Person
from alongside.records.acting import action, record
from alongside.records.actors import SYSTEM, Actor
from alongside.web import formats
from alongside.web.errors import Refused

ANSWERS = (AGREED, PARTLY, NOT_ASKED)


@action("commissioning.add unpaid care", on=Person, may=access.arrange)
def add_unpaid_care(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    need: str,
    does: str,
    starts_on: date,
    agreed: str,
    carer_id: str = "",
    carer_name: str = "",
    hours: int | None = None,
    plan: str = "",
    ends_on: date | None = None,
) -> int:
    """Write down a need that an unpaid carer meets; answers its number. `hours` in hundredths a week."""
    if agreed not in ANSWERS:
        raise Refused("Say whether the carer agrees to it.", "agreed")
    made = statements.state(
        UnpaidCare,
        person,
        by=by,
        at=at,
        starts_on=starts_on,
        ends_on=ends_on or None,
        need=line(need, "need", "Say which need it is."),
        does=line(does, "does", "Say what the carer does."),
        agreed=agreed,
        hours=hours,
        plan=plan_of(person, plan, by),
        **_carer(person, carer_id, carer_name, by),
    )
    _say(made, "added", f"Met by an unpaid carer from {formats.day(starts_on)}: {made.need}.")
    return int(made.pk)


@action("commissioning.end unpaid care", on=UnpaidCare, may=access.arrange)
def end_unpaid_care(care: UnpaidCare, *, by: Actor, at: datetime, ends_on: date, why: str) -> None:
    """Say until which day the carer meets it, and why no longer: whoever plans sees what nobody meets now."""
    statements.stands(care)
    if care.ends_on is not None:
        raise Refused(
            "This has an end already. Withdraw it and write it down anew if the day is wrong.", "ends_on"
        )
    reason = line(why, "why", "Say why.")
    statements.end(care, ends_on, by=by, at=at, why=reason)
    _say(care, "ended", f"Met by an unpaid carer until {formats.day(ends_on)}: {care.need}. {reason}")


@action("commissioning.withdraw unpaid care", on=UnpaidCare, may=access.arrange)
def withdraw_unpaid_care(care: UnpaidCare, *, by: Actor, at: datetime, why: str) -> None:
    """Say that this was never so."""
    statements.withdraw(care, by=by, at=at, why=why)
    _say(care, "withdrawn", f"Not met by an unpaid carer after all: {care.need}. {care.withdrawn_why}")


def _carer(person: Person, number: str, name: str, by: Actor) -> dict[str, object]:
    said = line(name, "carer_name")
    if not number:
        if not said:
            raise Refused("Say who the carer is.", "carer_id")
        return {"carer_id": None, "carer_name": said}
    mine = Person.objects.for_system(statements.WHY) if by is SYSTEM else Person.objects.visible_to(by)
    if not number.isdigit() or not mine.filter(pk=int(number)).exclude(root_id=person.root_id).exists():
        raise Refused("Choose from the list, or write the name.", "carer_id")
    return {"carer_id": int(number), "carer_name": said}


def _say(care: UnpaidCare, what: str, sentence: str) -> None:
    # The history names no carer: their record may be one that not everybody sees.
    record(care.person_id, f"commissioning.unpaid care {what}", sentence, subject=f"unpaid-care:{care.pk}")
