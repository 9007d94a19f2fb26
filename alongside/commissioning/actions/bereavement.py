"""What this room does when somebody dies: what was arranged for them ends that day, and comes back if it was an error.

What a carer did unpaid ends, too, on whichever of the two dies. What the days until then cost stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from alongside.commissioning.actions import cards, lines, respite, statements
from alongside.commissioning.actions.lines import DIED
from alongside.commissioning.actions.terms import of as terms_of
from alongside.commissioning.models import EmergencyCard, Line, Stay, UnpaidCare
from alongside.commissioning.rules.ledger import BOOKED
from alongside.people.consequences import consequence
from alongside.people.models import Person
from alongside.people.rules.written import from_text
from alongside.records import clock
from alongside.records.actors import Actor

_WHY = "a death bears on what is arranged for and by this person, whoever may see it"
_NOTE = "the person died"
_WRONG = "The report of a death was wrong."


def _lines_go_on(person: Person, kept: Any, *, by: Actor, at: datetime) -> None:
    rows = Line.objects.for_system(_WHY).order_by("id").alone()
    for key in kept["ended"]:
        row = rows.filter(pk=key, ended_reason=DIED, withdrawn_at__isnull=True).first()
        if row is not None:
            row.ends_on, row.ended_at, row.ended_by_id, row.ended_why, row.ended_reason = (
                None,
                None,
                None,
                "",
                "",
            )
            statements.save(row)
    for key, now in kept["stated_again"]:
        was = rows.get(pk=key)
        current = rows.filter(pk=now, withdrawn_at__isnull=True).first() if now else was
        if current is None or (now and current.ended_reason != DIED):
            continue
        if now:
            statements.withdraw(current, by=by, at=at, why=_WRONG)
        statements.give_back(
            Line, statements.whose(was), by=by, at=at, starts_on=was.starts_on, ends_on=was.ends_on,
            **terms_of(was), origin_id=was.thread, follows_id=was.follows_id,
        )  # fmt: skip


@consequence("death", "end services", undo=_lines_go_on)
def end_lines(person: Person, *, by: Actor, at: datetime) -> Any:
    """What is arranged for them ends on the day of death, and what was to begin later does not begin."""
    last = _day(person, at)
    ended, stated_again = [], []
    mine = Line.objects.for_system(_WHY).filter(person__root_id=person.root_id, withdrawn_at__isnull=True)
    for row in mine.order_by("id").alone():
        if row.ends_on is not None and row.ends_on <= last:
            continue
        if row.starts_on > last:
            statements.withdraw(row, by=by, at=at, why=_NOTE)
            stated_again.append([row.pk, None])
        elif row.ends_on is None:
            lines.stop(row, last, DIED, _NOTE, by=by, at=at)
            ended.append(row.pk)
        else:
            stated_again.append([row.pk, lines.stop(row, last, DIED, _NOTE, by=by, at=at).pk])
    return {"ended": ended, "stated_again": stated_again}


def _care_goes_on(person: Person, kept: Any, *, by: Actor, at: datetime) -> None:
    rows = UnpaidCare.objects.for_system(_WHY).filter(pk__in=kept, ended_why=_NOTE, withdrawn_at__isnull=True)
    for row in rows.order_by("id").alone():
        row.ends_on, row.ended_at, row.ended_by_id, row.ended_why = None, None, None, ""
        statements.save(row)


@consequence("death", "end unpaid care in plans", undo=_care_goes_on)
def end_care(person: Person, *, by: Actor, at: datetime) -> Any:
    """What an unpaid carer did for them, or they for somebody as unpaid carer, ends in the plan."""
    last = _day(person, at)
    standing = UnpaidCare.objects.for_system(_WHY).filter(withdrawn_at__isnull=True, ends_on__isnull=True)
    for_them = standing.filter(person__root_id=person.root_id).order_by("id").alone()
    by_them = standing.filter(carer__root_id=person.root_id).order_by("id").alone()
    done = []
    for row in [*for_them, *by_them]:
        statements.end(row, max(last, row.starts_on), by=by, at=at, why=_NOTE)
        done.append(row.pk)
    return done


def _stays_again(person: Person, kept: Any, *, by: Actor, at: datetime) -> None:
    for stay in Stay.objects.for_system(_WHY).filter(pk__in=kept, reason=DIED).order_by("id").alone():
        stay.state, stay.reason, stay.settled_at, stay.settled_by_id = BOOKED, "", None, None
        stay.version += 1
        stay.save()


@consequence("death", "cancel respite", undo=_stays_again)
def cancel_stays(person: Person, *, by: Actor, at: datetime) -> Any:
    """Respite that is booked for later is cancelled."""
    later = Stay.objects.for_system(_WHY).filter(
        person__root_id=person.root_id, state=BOOKED, starts_on__gt=_day(person, at)
    )
    done = []
    for stay in later.order_by("id").alone():
        stay.reason = DIED
        respite.cancelled(stay, by=by, at=at)
        done.append(stay.pk)
    return done


def _cards_again(person: Person, kept: Any, *, by: Actor, at: datetime) -> None:
    for card in (
        EmergencyCard.objects.for_system(_WHY).filter(pk__in=kept, ended_reason=DIED).order_by("id").alone()
    ):
        card.ended_at, card.ended_by_id, card.ended_reason = None, None, ""
        card.version += 1
        card.save()


@consequence("death", "end emergency cards", undo=_cards_again)
def end_cards(person: Person, *, by: Actor, at: datetime) -> Any:
    """Their emergency card ends, and that of whoever carried one for them."""
    live = EmergencyCard.objects.for_system(_WHY).filter(ended_at__isnull=True)
    theirs: Iterable[EmergencyCard] = live.filter(person__root_id=person.root_id).order_by("id").alone()
    for_them: Iterable[EmergencyCard] = live.filter(cared_for__root_id=person.root_id).order_by("id").alone()
    done = []
    for card in [*theirs, *for_them]:
        cards.end(card, DIED, by=by, at=at)
        done.append(card.pk)
    return done


def _day(person: Person, at: datetime) -> date:
    """The day of death, or the last that it can have been."""
    return min(from_text(person.died).latest(), clock.day_of(at))
