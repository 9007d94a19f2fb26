"""Whom the rows of a batch may be about: asked once for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from alongside.integration.rules.deciding import Known, Somebody, Waited
from alongside.integration.rules.rows import Entry
from alongside.people.rules.search_keys import Kind, born_key, day_key
from alongside.people.rules.written import from_text
from alongside.records import asking

# For the system: whom a list is about is not known to whoever brings it in, and no name leaves this room.
_PERSON = (
    "p.root_id, p.born, c.names FROM people_person p JOIN people_search_card c ON c.person_id = p.root_id"
)
_BY_NUMBER = f"SELECT p.nhs_number, {_PERSON} WHERE p.nhs_number IN (%s) AND p.nhs_number <> ''"
_BY_REFERENCE = (
    "SELECT l.reference, p.root_id, l.born, c.names FROM integration_line l"
    " JOIN integration_run r ON r.id = l.run_id JOIN people_person p ON p.record_id = l.person_id"
    " JOIN people_search_card c ON c.person_id = p.root_id"
    " WHERE l.reference IN (%s) AND l.reference <> '' AND r.mapping = %s AND r.taken_back_at IS NULL"
)
_BY_BIRTH = (
    f"SELECT {_PERSON} JOIN people_search_key k ON k.person_id = p.record_id"
    " WHERE k.kind = %s AND k.key IN (%s)"
)
_WAITS = (
    "SELECT p.root_id, j.id, w.started_on, j.ended_at FROM pathways_journey j"
    " JOIN people_person p ON p.record_id = j.person_id JOIN pathways_wait w ON w.journey_id = j.id"
    " WHERE p.root_id IN (%s) AND j.pathway = %s AND w.name = %s"
)


def known(entries: Sequence[Entry], *, mapping: str, pathway: str, wait: str, into: Known) -> set[int]:
    """Tell `into` of everybody who may be meant by one of these rows, and what they wait for; answers who they are."""
    people: set[int] = set()
    for number, root, born, names in _by_number(entries):
        people.add(root)
        into.add(_somebody(root, born, names), number=number)
    for reference, root, born, names in _by_reference(entries, mapping):
        people.add(root)
        into.add(_somebody(root, born, names), reference=reference)
    # Whose number or reference is here needs no likeness.
    for root, born, names in _by_birth([each for each in entries if not into.has(each)]):
        if root not in people:
            into.add(_somebody(root, born, names))
    _waits(people, pathway, wait, into)
    return people


def _somebody(root: int, born: str, names: str) -> Somebody:
    return Somebody(root, born, frozenset(names.split()))


def _by_number(entries: Sequence[Entry]) -> asking.Rows:
    numbers = sorted({each.nhs_number for each in entries if each.nhs_right})
    return asking.rows(_BY_NUMBER, [numbers]) if numbers else []


def _by_reference(entries: Sequence[Entry], mapping: str) -> asking.Rows:
    references = sorted({each.reference for each in entries if each.reference})
    return asking.rows(_BY_REFERENCE, [references, mapping]) if references else []


def _by_birth(entries: Sequence[Entry]) -> asking.Rows:
    """Everybody born on one of the days, or on one with day and month the other way round."""
    births = {from_text(each.born) for each in entries if each.born}
    keys = sorted(born_key(born.year, day_key(born)) for born in births)
    return asking.rows(_BY_BIRTH, [int(Kind.BORN), keys]) if keys else []


def _waits(people: set[int], pathway: str, wait: str, into: Known) -> None:
    if not people:
        return
    for root, journey, started_on, ended_at in asking.rows(_WAITS, [sorted(people), pathway, wait]):
        into.waits(root, Waited(_day(started_on), ended_at is not None, journey))


def _day(stored: Any) -> date:
    """A date as the database gave it back: SQLite keeps it as text."""
    return stored if isinstance(stored, date) else date.fromisoformat(stored)
