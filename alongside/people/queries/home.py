"""What waits for a worker, and whom they opened last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from alongside.people.models import Agreement, Alert, Need
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Grant
from alongside.records.queries import access
from alongside.records.queries.naming import record_names
from alongside.web.door import link

SOON = timedelta(days=14)
AT_MOST = 50
# By which part of its address each page is told what to show.
_PARTS = {
    "records.review_glass": "broken_id",
    "records.answer_blind_match": "match_id",
    "people.show": "person_id",
    "people.organisation": "organisation_id",
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


@dataclass(frozen=True)
class Opened:
    """A record this worker came to see lately."""

    record_id: int
    name: str
    basis: str
    since: date

    @property
    def href(self) -> str:
        """The person's page."""
        return link("people.show", person_id=self.record_id)


def waiting_for(actor: Actor) -> list[Waiting]:
    """Everything that waits for this worker, the most overdue first."""
    today = clock.today()
    found = [*_guarding(actor), *_alerts(actor, today), *_needs(actor, today), *_agreements(actor, today)]
    return sorted(found, key=lambda row: (row.due_on, row.what, row.about))[:AT_MOST]


def _guarding(actor: Actor) -> Iterator[Waiting]:
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


def _alerts(actor: Actor, today: date) -> Iterator[Waiting]:
    due = Alert.objects.held_by(actor).filter(ended_at__isnull=True, review_on__lte=today + SOON)
    mine = due.filter(owner__in=actor.holders).order_by("review_on", "id")[:AT_MOST]
    for record_id, name, text, on in mine.values_list("person_id", "person__name", "text", "review_on"):
        yield Waiting(
            on,
            on < today,
            f"Look at the alert again: {text}",
            name,
            "people.show",
            record_id,
            record_id,
        )


def _needs(actor: Actor, today: date) -> Iterator[Waiting]:
    due = Need.objects.held_by(actor).filter(
        withdrawn_at__isnull=True, ends_on="", review_on__lte=today + SOON
    )
    for record_id, name, on in due.order_by("review_on", "id")[:AT_MOST].values_list(
        "person_id", "person__name", "review_on"
    ):
        yield Waiting(
            on,
            on < today,
            "Ask whether communication needs are met",
            name,
            "people.show",
            record_id,
            record_id,
        )


def _agreements(actor: Actor, today: date) -> Iterator[Waiting]:
    due = Agreement.objects.filter(
        owner_id=actor.worker_id, ended_on__isnull=True, expires_on__lte=today + 2 * SOON
    )
    for agreement in due.select_related("organisation").order_by("expires_on", "id"):
        yield Waiting(
            agreement.expires_on,
            agreement.expires_on < today,
            f"Agreement ends: {agreement.title}",
            agreement.organisation.name,
            "people.organisation",
            agreement.organisation_id,
            None,
        )


def opened_last(actor: Actor) -> list[Opened]:
    """The last ten records that became open to this worker and still are."""
    grants = Grant.objects.open_at(clock.now()).filter(holder=actor.own).order_by("-starts_at", "-id")[:40]
    newest: dict[int, Grant] = {}
    for grant in grants:
        newest.setdefault(grant.record_id, grant)
    first = dict(list(newest.items())[:10])
    names = record_names(first)
    return [
        Opened(key, names[key], grant.basis, clock.day_of(grant.starts_at)) for key, grant in first.items()
    ]
