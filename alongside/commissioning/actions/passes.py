"""Leisure passes of unpaid carers: entitled, issued, and what the carer says it did for them (R-038)."""

from __future__ import annotations

from datetime import date, datetime

from alongside.commissioning import access
from alongside.commissioning.actions import statements
from alongside.commissioning.models import LeisurePass
from alongside.people.actions.dated import block, line
from alongside.people.models import Person
from alongside.records import clock
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Refused


@action("commissioning.entitle to leisure pass", on=Person, may=access.arrange)
def entitle_to_pass(person: Person, *, by: Actor, at: datetime, starts_on: date, ends_on: date) -> int:
    """Write down that an unpaid carer may have a pass from one day to another; answers its number in the register."""
    theirs = LeisurePass.objects.for_system(statements.WHY).filter(
        person__root_id=person.root_id, withdrawn_at__isnull=True
    )
    if theirs.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Refused(
            "They have a pass for some of these days. Let this one begin when it is over.", "starts_on"
        )
    made = statements.state(LeisurePass, person, by=by, at=at, starts_on=starts_on, ends_on=ends_on)
    _say(made, "entitled", f"Entitled to a leisure pass until {formats.day(ends_on)}.")
    return int(made.pk)


@action("commissioning.issue leisure pass", on=LeisurePass, may=access.arrange)
def issue_pass(held: LeisurePass, *, by: Actor, at: datetime, issued_on: date, number: str = "") -> None:
    """Say that the pass is in the carer's hands, since which day and with which number on it."""
    statements.stands(held)
    if held.issued_on is not None:
        raise Refused("It was issued already. Open the page again.")
    _by_today(issued_on, "issued_on", at)
    if held.ends_on is not None and issued_on > held.ends_on:
        raise Refused("It was over by then. Check the day.", "issued_on")
    held.issued_on, held.issued_by_id, held.number = issued_on, by.worker_id, line(number, "number")
    statements.save(held)
    _say(held, "issued", "Leisure pass issued.")


@action("commissioning.note what leisure pass did", on=LeisurePass, may=access.arrange)
def note_outcome(
    held: LeisurePass, *, by: Actor, at: datetime, outcome: str, told_on: date, in_their_words: str = ""
) -> None:
    """Write down what the carer says the pass did for them; said again later, what they said last stands."""
    statements.stands(held)
    if held.issued_on is None:
        raise Refused("It was not issued yet.")
    statements.code("leisure-pass-outcome", outcome, "outcome", at, "Choose what it did for them.")
    _by_today(told_on, "told_on", at)
    if told_on < held.issued_on:
        raise Refused("They had no pass yet. Check the day.", "told_on")
    held.outcome, held.told_on, held.in_their_words = outcome, told_on, block(in_their_words)
    statements.save(held)
    _say(held, "outcome told", "The carer said what their leisure pass did for them.")


@action("commissioning.withdraw leisure pass", on=LeisurePass, may=access.arrange)
def withdraw_pass(held: LeisurePass, *, by: Actor, at: datetime, why: str) -> None:
    """Say that this was written down wrongly."""
    statements.withdraw(held, by=by, at=at, why=why)
    _say(held, "withdrawn", f"Leisure pass withdrawn. {held.withdrawn_why}")


def _by_today(day: date, field: str, at: datetime) -> None:
    if day > clock.day_of(at):
        raise Refused("This is still to come. Give the day on which it happened.", field)


def _say(held: LeisurePass, what: str, sentence: str) -> None:
    record(held.person_id, f"commissioning.leisure pass {what}", sentence, subject=f"leisure-pass:{held.pk}")
