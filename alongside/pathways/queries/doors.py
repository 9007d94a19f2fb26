"""Every door by which work comes in, with what became of all that came: for the proof that nothing was lost there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from alongside.pathways import language
from alongside.pathways.queries import definitions
from alongside.pathways.rules.history import BEGINNINGS
from alongside.records.asking import rows

_KINDS = [f"pathway.{kind}" for kind in BEGINNINGS]
# A journey is named by its events as “journey:12”.
_ID = "CAST(SUBSTR(e.subject, 9) AS BIGINT)"
_RECEIVED = (
    f"SELECT j.pathway, j.came_by, COUNT(*) FROM records_event e JOIN pathways_journey j ON j.id = {_ID}"  # noqa: S608
    " WHERE e.kind IN (%s) GROUP BY j.pathway, j.came_by ORDER BY j.pathway, j.came_by"
)
_STAND = (
    "SELECT j.pathway, j.came_by, j.definition, CASE WHEN j.ended_at IS NULL THEN 1 ELSE 0 END, j.outcome, COUNT(*)"
    " FROM pathways_journey j GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"
)
_GONE = (
    f"SELECT e.subject, e.record_id FROM records_event e WHERE e.kind IN (%s) AND NOT EXISTS"  # noqa: S608
    f" (SELECT 1 FROM pathways_journey j WHERE j.id = {_ID}) ORDER BY e.id"
)


@dataclass(frozen=True)
class Door:
    """What came in one way: how much, and what became of it. `unsaid` has ended and nothing says how."""

    pathway: str
    came_by: str
    received: int
    open: int
    closed: int
    refused: int
    unsaid: int

    @property
    def accounted(self) -> bool:
        """Whether what came in is what is open, was closed, or was refused with a reason."""
        return self.received == self.open + self.closed + self.refused


def doors() -> list[Door]:
    """Each pathway and each way of coming to it, over the whole database."""
    received = {(pathway, came_by): count for pathway, came_by, count in rows(_RECEIVED, [_KINDS])}
    stand: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for pathway, came_by, definition, is_open, outcome, count in rows(_STAND):
        how = "open" if is_open else _how(definition, outcome)
        stand[pathway, came_by][how] += count
    return [
        Door(
            *key, received.get(key, 0), *(stand[key][how] for how in ("open", "closed", "refused", "unsaid"))
        )
        for key in sorted({*received, *stand})
    ]


def gone() -> Iterator[tuple[int, int | None]]:
    """Journeys whose beginning is in the history and that are not there any more, each with its record."""
    for subject, record_id in rows(_GONE, [_KINDS]):
        yield int(subject.removeprefix("journey:")), record_id


@lru_cache(maxsize=4096)
def _how(definition: str, outcome: str) -> str:
    """Whether an outcome closes the way, or leaves it early with a reason; what a hash stands for never changes."""
    moves = definitions.of_hash(definition).moves
    for key, move in moves.items():
        coded = isinstance(move.reason, dict) and outcome in move.reason
        if language.ANY_OPEN in move.origin and (coded or (outcome == key and move.reason is not None)):
            return "refused"
    return "closed" if outcome else "unsaid"
