"""A person whom a worker added and may therefore see and change: what tests of facts begin with."""

from __future__ import annotations

from alongside.people.actions.person import add_person
from alongside.people.models import Person
from alongside.people.queries.sheet import Sheet, sheet
from alongside.records.actors import Actor


def added(by: Actor, **said: str) -> int:
    """A person added by this worker, called Ada Lovelace unless said otherwise."""
    return int(add_person(by=by, **({"given": "Ada", "family": "Lovelace", "born": "1951-12-10"} | said)))


def shown(person_id: int) -> Person:
    """The row that lists show."""
    found: Person = Person.objects.for_system("test").get(pk=person_id)
    return found


def seen(person_id: int, by: Actor) -> Sheet:
    """The sheet as this worker sees it."""
    found = sheet(person_id, by)
    assert isinstance(found, Sheet)
    return found
