"""What happened to a person, in one list."""

from __future__ import annotations

from alongside.people.actions import identity, life
from alongside.people.queries import chronology
from alongside.people.queries.telling import of_kinds
from alongside.people.tests.making import add, opened, worker


def test_happened_and_recorded_are_two_times(db: None) -> None:
    """Users 1.2 no. 3: what happened in February and was told in November says both, no more sharply than known."""
    by = worker()
    person = opened(add(), by)
    life.record_move_away(person, by=by, on="2026-02", to="e08000025", told_by="Their son")
    (row,) = chronology.rows([person], actor=by, sift=of_kinds("people.move"))
    assert (row.when, row.at, row.recorded_by, row.recorded_late) == ("February 2026", None, by.name, True)


def test_newest_first_or_oldest_and_looked_through(db: None) -> None:
    """Turned round, narrowed to a kind, searched in either case of letters, cut at a limit."""
    by = worker()
    person = opened(add(), by)
    for given in ("Élodie", "Grace"):
        identity.add_name(person, by=by, kind="alias", given=given)
    newest = chronology.rows([person], actor=by)
    assert newest == list(reversed(chronology.rows([person], actor=by, newest_first=False)))
    assert {row.kind for row in chronology.rows([person], actor=by, sift=of_kinds("people.name"))} == {
        "people.name added"
    }
    assert chronology.rows([person], actor=by, limit=1) == newest[:1]
    words = newest[0].sentence.split()[-1]
    assert newest[0] in chronology.rows([person], actor=by, text=words.upper())
    assert chronology.rows([person], actor=by, text="no such words") == []


def test_a_stranger_reads_nothing(db: None) -> None:
    """The numbers of records are no key to their history."""
    assert chronology.rows([add()], actor=worker()) == []
