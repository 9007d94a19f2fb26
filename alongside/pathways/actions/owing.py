"""Promises that belong to a person rather than to a journey (`promises/*.yaml`): opened and kept by happenings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from alongside.pathways import happenings, library
from alongside.pathways.actions import keeping
from alongside.pathways.language import Owed, length
from alongside.pathways.models import Promise
from alongside.pathways.queries import owed, teams
from alongside.pathways.rules import history
from alongside.people.models import Person
from alongside.records.acting import record
from alongside.records.actors import Actor
from alongside.web.errors import Refused

_WHY = "promises of the person, whom the action loaded as the actor may see them"


def heard(
    person: Person,
    name: str,
    *,
    by: Actor,
    at: datetime,
    happened_at: datetime | None = None,
    sentence: str = "",
) -> int:
    """Write the happening of a person if any promise of theirs listens for it; how many were opened or closed."""
    terms = [
        each
        for each in library.current().owed.values()
        if name in {*each.opens, *each.kept_by, *each.excused_by}
    ]
    open_ = _open(person)
    closing = [row for row in open_ if any(_closes(each, row, name) for each in terms)]
    opening = [
        each for each in terms if name in each.opens and each.promise not in {row.pathway for row in open_}
    ]
    if not closing and not opening:
        return 0
    happened = happened_at or at
    record(
        person.pk,
        f"{owed.PREFIX}said",
        sentence or happenings.known()[name].sentence,
        happened_at=happened,
        subject=owed.subject(person.pk),
        name=name,
        opens={each.promise: _terms(each, person, happened) for each in opening},
    )
    settle(person)
    return len(closing) + len(opening)


def settle(person: Person) -> None:
    """Store what the events of this person's promises come to."""
    there = {
        (row.pathway, row.event): row
        for row in Promise.objects.for_system(_WHY).filter(person=person, journey__isnull=True)
    }
    for (key, event), each in owed.of_person(person.pk).items():
        fresh = Promise(record_id=person.pk, person=person, pathway=key, name=each.name, event=event)
        keeping.store(there.get((key, event)) or fresh, keeping.promise_row(each))


def _tell(promise: Promise, kind: str, words: str, **content: Any) -> None:
    """Write into their history what became of a promise of a person, and store what follows."""
    person = _person(promise)
    record(
        person.pk,
        f"{owed.PREFIX}{kind}",
        words,
        subject=owed.subject(person.pk),
        promise=promise.pathway,
        event=promise.event,
        **content,
    )
    settle(person)


def _closes(terms: Owed, row: Promise, name: str) -> bool:
    return terms.promise == row.pathway and name in {*terms.kept_by, *terms.excused_by}


def _open(person: Person) -> list[Promise]:
    rows = Promise.objects.for_system(_WHY).filter(person__root_id=person.root_id, journey__isnull=True)
    return list(rows.filter(closed_at__isnull=True).order_by("id"))


def _terms(terms: Owed, person: Person, happened: datetime) -> dict[str, Any]:
    """What the promise says now, written into the event: a later change of the file does not change it."""
    limit = length(terms.within, None)
    if limit is None:
        raise Refused(f"The promise “{terms.promise}” has no length of time.")
    return {
        "title": terms.title,
        "owed_to": terms.owed_to,
        "owner": f"team:{teams.serving(terms.team, person.ward).key}",
        "due_at": library.calendar().due(happened, limit).isoformat(),
        "kept_by": list(terms.kept_by),
        "excused_by": list(terms.excused_by),
        "closes": ", ".join(terms.closes),
    }


def close(promise: Promise, how: str, *, by: Actor, at: datetime, why: str) -> None:
    """Close a promise of a person by hand."""
    if promise.person_id is None or how not in (history.KEPT, history.EXCUSED):
        raise Refused("This promise cannot be closed so.")
    _tell(promise, "closed", f"{promise.name}: {how}. {why}", how=how, why=why)


def pass_on(promises: Iterable[Promise], owner: str, *, at: datetime) -> None:
    """Put promises of persons into other hands."""
    for promise in promises:
        if promise.person_id is None:
            continue
        _tell(promise, "given", f"{promise.name}: passed on.", owner=owner)


def pursue(promise: Promise, *, step: str, on: date) -> None:
    """Say what is done next about a promise of a person."""
    _tell(promise, "pursued", f"{promise.name}: next {step} by {on:%-d %B %Y}.", step=step, on=on.isoformat())


def _person(promise: Promise) -> Person:
    return Person.objects.for_system(_WHY).get(pk=promise.person_id)
