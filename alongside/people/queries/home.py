"""What waits for those who guard restricted records and review who broke the glass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.queries import access
from alongside.web.door import link

SOON = timedelta(days=14)
# By which part of its address each page is told what to show.
_PARTS = {
    "records.review_glass": "broken_id",
    "records.answer_blind_match": "match_id",
}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: when it is due, what it is, where to do it."""

    due_on: date
    late: bool
    what: str
    about: str
    page: str
    key: int
    record_id: int | None

    @property
    def href(self) -> str:
        """Where to do it."""
        part = _PARTS.get(self.page)
        told: dict[str, Any] = {part: self.key} if part else {}
        return link(self.page, None, **told)


def guarding(actor: Actor) -> Iterator[Waiting]:
    """Glass broken, contacts to answer and restrictions to look at again; nothing for anybody else."""
    today = clock.today()
    if actor.may("review access"):
        for glass in access.glass_to_review(actor.worker_id):
            if not glass.finding and not glass.mine:
                what = f"Review: {glass.worker} broke the glass"
                yield Waiting(
                    glass.review_due_on,
                    glass.late,
                    what,
                    glass.person,
                    "records.review_glass",
                    glass.id,
                    glass.record_id,
                )
    if actor.may("see restricted"):
        for match in access.blind_matches():
            if not match.answered:
                yield Waiting(
                    today,
                    False,
                    f"Contact to answer now: {match.worker} has somebody on the line",
                    match.person,
                    "records.answer_blind_match",
                    match.id,
                    match.record_id,
                )
        for row in access.restricted_records():
            if row.review_on <= today + SOON:
                yield Waiting(
                    row.review_on,
                    row.late,
                    "Review the restriction",
                    row.person,
                    "records.restricted",
                    0,
                    row.record_id,
                )
