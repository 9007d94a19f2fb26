"""The ways in which a worker, or their team, look at a waiting list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from alongside.pathways.queries.narrowing import Chosen
from alongside.records import asking
from alongside.records.actors import Actor


@dataclass(frozen=True)
class View:
    """A saved view: its name, what it narrows a list to, and whose it is (blank: the reader's own)."""

    id: int
    name: str
    query: str
    by: str
    shared: bool


def of_list(actor: Actor, pathway: str, wait: str) -> Sequence[View]:
    """The reader's own views of a list, and those that members of their teams have shared, by name."""
    teams = [holder for holder in actor.holders if holder.startswith("team:")]
    return [
        View(key, name, query, "" if worker == actor.worker_id else by, bool(shared))
        for key, name, query, shared, worker, by in asking.rows(
            _VIEWS, [pathway, wait, actor.worker_id, teams]
        )
    ]


_VIEWS = (
    "SELECT v.id, v.name, v.query, v.shared_with, v.worker_id, w.name FROM pathways_savedview v"
    " JOIN records_worker w ON w.id = v.worker_id WHERE v.pathway = %s AND v.wait = %s AND v.removed_at IS NULL"
    " AND (v.worker_id = %s OR v.shared_with IN (%s)) ORDER BY v.name, v.id"
)


NAMES = frozenset(Chosen.__annotations__)


def kept(query: str) -> dict[str, str]:
    """What of an address a view keeps: what it narrows the list to, and no day or page."""
    return {name: value for name, value in parse_qsl(query) if name in NAMES and value}
