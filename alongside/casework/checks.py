"""`alongside check`, every night: nothing that was passed on is left with nobody."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.casework.queries import handovers
from alongside.records.check import Count, Fault, Said, check


@check(
    "what was passed on",
    "Open it: accept it, send it back, or finish it; the work that it belongs to is closed.",
    lost=True,
)
def _passed_on() -> Iterator[Said]:
    """No work is closed over something that was asked for it, accepted or not, and is not done."""
    yield Count(
        "things asked of somebody, not yet accepted",
        handovers.unaccepted(),
        "thing asked of somebody, not yet accepted",
    )
    for each in handovers.left_behind():
        said = f"Task {each.task_id}: journey {each.journey_id} ended while it was not done."
        parts = (("person_id", each.person_id), ("task_id", each.task_id))
        yield Fault(said, each.record_id, "casework.task", parts)
