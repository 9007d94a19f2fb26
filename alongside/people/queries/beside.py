"""What the rooms above know of a person, for the person's page: every piece of it in one statement.

    beside.piece(
        "owed",
        "SELECT 'owed', p.id, p.name, p.owed_to, CAST(p.due_at AS text), '', '', '' FROM pathways_promise p"
        " WHERE p.person_id IN {people} AND p.closed_at IS NULL AND p.record_id IN {seen}",
    )

A piece is a SELECT of eight columns: its name, a number, six texts. `{people}` are the records of the person (several
where they were merged), `{seen}` those of them, and of the records beside them, on which the reader holds a grant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from alongside.people.queries.sheet import Sheet
from alongside.records import asking, clock
from alongside.records.actors import Actor


class Row(NamedTuple):
    """One row of a piece; what `a` to `f` hold, the piece says."""

    what: str
    id: int
    a: str
    b: str
    c: str
    d: str
    e: str
    f: str


Rows = Mapping[str, Sequence[Row]]
May = Callable[[Actor], bool]


@dataclass(frozen=True)
class _Piece:
    select: str
    may: May


_pieces: dict[str, _Piece] = {}
_records: list[str] = []
RECORD = "record"
"""The piece whose numbers are records beside the person's own, such as that of a safeguarding concern: who may see
such a record reads its events in the person's chronology."""

# The few records of a person are named wherever they are asked for: faster than asking a subquery each time.
PEOPLE, SEEN = "(%s)", "(SELECT id FROM seen)"


def piece(what: str, select: str, *, may: May = lambda _actor: True) -> None:
    """Register a piece for readers who `may`.

    Raises TypeError when the name is taken, or when the piece forgets whom it is about or who may see it.
    """
    if what in _pieces:
        raise TypeError(f"Two pieces of the person’s page are named “{what}”.")
    if "{people}" not in select or "{seen}" not in select:
        raise TypeError(f"“{what}” must ask for the person’s records ({{people}}) and for what is {{seen}}.")
    _pieces[what] = _Piece(select, may)
    _statement.cache_clear()


def records(select: str) -> None:
    """Register where records beside the person's own are found: a SELECT of their numbers, of `{people}`."""
    _records.append(select)
    _statement.cache_clear()


def rows(person: Sheet, actor: Actor) -> Rows:
    """Everything the rooms above show of the person to this reader, by piece, in the order each piece gives."""
    wanted = tuple(what for what, each in _pieces.items() if each.may(actor))
    found: dict[str, list[Row]] = {}
    if not wanted:
        return found
    at, (statement, times) = clock.now(), _statement(wanted)
    for row in asking.rows(statement, [list(actor.holders), at, at, *[list(person.record_ids)] * times]):
        found.setdefault(row[0], []).append(Row(*row))
    return found


@lru_cache(maxsize=50)
def _statement(wanted: tuple[str, ...]) -> tuple[str, int]:
    """The pieces one below the other, and how often the person's records are named in them.

    Each piece is in its own brackets, so that it can have an order and an end.
    """
    near = " OR g.record_id IN ".join([PEOPLE, *(f"({each.format(people=PEOPLE)})" for each in _records)])
    parts = []
    for number, what in enumerate(wanted):
        select = _pieces[what].select.format(people=PEOPLE, seen=SEEN)
        parts.append(f"SELECT * FROM ({select}) AS piece{number}")  # noqa: S608 a piece is a room's own text
    statement = f"WITH seen(id) AS ({asking.GRANTED} AND (g.record_id IN {near})) {' UNION ALL '.join(parts)}"
    return statement, statement.count("%s") - asking.GRANTED.count("%s")
