"""What happened to a person, in one list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from alongside.people.queries import telling
from alongside.records import asking, clock
from alongside.records.actors import Actor
from alongside.web import formats


class ChronologyRow(NamedTuple):
    """One event. `when` says when it happened, no more sharply than anybody knows; `at` is there only when the time is.

    `recorded_late` is set when it was written down on a later day than it happened. `subject` is the thing it is an
    event of (“journey:12”); `told` is what that thing says of it now.
    """

    id: int
    record_id: int
    kind: str
    sentence: str
    when: str
    at: datetime | None
    on: date
    recorded_at: datetime
    recorded_by: str
    recorded_late: bool
    reason: str
    subject: str
    told: str


def rows(
    person_ids: Sequence[int],
    *,
    actor: Actor,
    newest_first: bool = True,
    sift: telling.Sifted = telling.EVERYTHING,
    text: str = "",
    limit: int = 200,
) -> list[ChronologyRow]:
    """Events of these records that the actor may see, at most `limit` of them.

    `sift` narrows them; `text` is looked for in the sentence, what is told of it and the reason, in small or capital
    letters alike on both databases.
    """
    open_to, asked = asking.open_among("e.record_id", person_ids, actor, clock.now())
    order = "DESC" if newest_first else "ASC"
    # Words are sifted here, so that capitals do not matter on either database; then all events have to be read.
    statement = asking.filled(
        _EVENTS,
        told=telling.column_for(actor),
        sift=f" AND ({sift[0]})" if sift[0] else "",
        open_to=open_to,
        order=order,
        limit="" if text else f"LIMIT {limit + _TWICE_TOLD}",
    )
    found = asking.rows(statement, [list(person_ids), *sift[1], *asked])
    wanted = text.casefold()
    events = (row for row in found if not wanted or wanted in f"{row[3]}\n{row[7]}\n{row[11]}".casefold())
    return [_row(row) for row in islice(_once(events), limit)]


_TWICE_TOLD = 20
"""More than the merges that anybody has seen on one person: each may be left out once."""
_EVENTS = (
    # Moments as text: they are read once for each that there is, not once for each row (see `_times`).
    "SELECT e.id, e.record_id, e.kind, e.sentence, CAST(e.happened_at AS text), e.precision,"
    " CAST(e.recorded_at AS text), e.reason, e.content,"
    " w.name, e.subject, {told} FROM records_event e LEFT JOIN records_worker w ON w.id = e.recorded_by_id"
    " WHERE e.record_id IN (%s){sift} AND {open_to}"
    " ORDER BY e.happened_at {order}, e.id {order} {limit}"
)
_Row = tuple[Any, ...]


def _once(events: Iterable[_Row]) -> Iterator[_Row]:
    """A merge is written on both records; who reads them as one reads of it once."""
    merges: set[tuple[str, int]] = set()
    for row in events:
        kind, content = row[2], row[8]
        merge = _content(content).get("merge", 0) if "merge" in str(content) else 0
        if not merge:
            yield row
        elif (kind, merge) not in merges:
            merges.add((kind, merge))
            yield row


def _content(stored: Any) -> dict[str, Any]:
    """JSON comes as text from SQLite and from PostgreSQL when Django does not look."""
    read: dict[str, Any] = json.loads(stored) if isinstance(stored, str) else stored
    return read


def _row(row: _Row) -> ChronologyRow:
    key, record_id, kind, sentence, happened, precision, recorded, reason, _content, by, subject, told = row
    when, at, on, recorded_at, late = _times(happened, precision, recorded)
    known_at, by = at if precision == "time" else None, by or "Alongside itself"
    return ChronologyRow(
        key,
        record_id or 0,
        kind,
        sentence,
        when,
        known_at,
        on,
        recorded_at,
        by,
        late,
        reason,
        subject,
        told or "",
    )


class _Times(NamedTuple):
    when: str
    at: datetime
    on: date
    recorded_at: datetime
    late: bool


@lru_cache(maxsize=20_000)
def _times(happened: str, precision: str, recorded: str) -> _Times:
    """When something happened and was recorded, in words; the same for ever, so worked out once."""
    at, recorded_at = asking.certain(happened), asking.certain(recorded)
    on = clock.day_of(at)
    return _Times(_WHEN[precision](at), at, on, recorded_at, clock.day_of(recorded_at) > on)


def _month(at: datetime) -> str:
    return f"{clock.day_of(at):%B %Y}"


def _year(at: datetime) -> str:
    return str(clock.day_of(at).year)


_WHEN: dict[str, Callable[[datetime], str]] = {
    "time": formats.moment,
    "day": formats.day,
    "month": _month,
    "year": _year,
}
