"""The floor of a list page: the same bytes from raw SQL and Jinja2, with one session look-up and one audit insert."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alongside.records import clock
from tests.bench.lists.history import LIST
from tests.bench.pages.floor import ABOUT, Floor, _places, _plain

OPEN_TO = (
    "EXISTS (SELECT 1 FROM records_grant g WHERE g.holder IN ({holders}) AND g.starts_at <= datetime('now')"
    " AND (g.ends_at IS NULL OR g.ends_at > datetime('now')) AND g.set_aside_by_id IS NULL"
    " AND g.record_id = w.record_id)"
)
ROWS = (
    "SELECT w.id, w.record_id, w.journey_id, w.started_on, w.due_on, w.paused_days, j.version, j.stage, j.priority,"
    " j.priority_reason, j.interim_measures, j.hold_reason, j.hold_until_on, j.owner, p.root_id, p.name"
    " FROM pathways_wait w JOIN pathways_journey j ON j.id = w.journey_id"
    " LEFT JOIN people_person p ON p.record_id = j.person_id"
    " WHERE w.pathway = ? AND w.name = ? AND w.stopped_on IS NULL AND {open}"
    " ORDER BY w.rank, w.started_on, w.id LIMIT 51"
)
FIGURES = (
    "SELECT w.started_on, COUNT(*), SUM(w.due_on < date('now')), SUM(w.given) FROM pathways_wait w"
    " WHERE w.pathway = ? AND w.name = ? AND w.stopped_on IS NULL AND {open} GROUP BY w.started_on"
)
OWED = (
    "SELECT journey_id, owed_to, MIN(due_at) FROM pathways_promise WHERE journey_id IN ({ids}) AND closed_at IS NULL"
    " AND duty GROUP BY journey_id, owed_to"
)
WORKERS = "SELECT id, name FROM records_worker WHERE id IN (1)"


def waiting_list(floor: Floor, page: bytes) -> Callable[[], bytes]:
    """A function that makes the page: every text and address is a value, every row asked for plainly."""
    before, about, after = ABOUT.split(page.decode(), maxsplit=1)
    filled, values = _places(about)
    template = floor.jinja.from_string(_plain(before) + filled + _plain(after))
    open_to = OPEN_TO.format(holders=",".join("?" * len(floor.holders)))
    rows, figures = ROWS.format(open=open_to), FIGURES.format(open=open_to)
    asked: tuple[Any, ...] = (*LIST, *floor.holders)

    def make() -> bytes:
        floor._session()
        found = floor.raw.execute(rows, asked).fetchall()
        floor.raw.execute(figures, asked).fetchall()
        journeys = [row[2] for row in found[:50]]
        floor.raw.execute(OWED.format(ids=",".join("?" * len(journeys))), journeys).fetchall()
        floor.raw.execute(WORKERS).fetchall()
        floor._audit("pathways.waiting_list", None, ",".join(str(row[1]) for row in found[:50]))
        return template.render(v=values).encode()

    return make


def tallies(floor: Floor) -> Callable[[], object]:
    """The figures of every list for one reader, as plainly as they can be asked."""
    granted = floor.granted
    ask = (
        "SELECT w.pathway, w.name, w.started_on, COUNT(*), SUM(w.due_on < ?), SUM(w.given) FROM pathways_wait w"
        f" WHERE w.stopped_on IS NULL AND w.record_id IN ({granted}) GROUP BY w.pathway, w.name, w.started_on"
    )
    asked = (clock.today().isoformat(), *floor.holders)
    return lambda: floor.raw.execute(ask, asked).fetchall()
