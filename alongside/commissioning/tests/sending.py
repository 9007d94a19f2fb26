"""Small builders for tests of batches: an agency with an agreement and a reviewer, people waiting, a batch sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from alongside.casework.actions import bulk
from alongside.casework.models import BulkOperation
from alongside.commissioning.actions.batches import agency, deciding
from alongside.commissioning.models import Batch, BatchItem
from alongside.commissioning.rules import batches as rules
from alongside.pathways.actions import moving, opening
from alongside.pathways.models import Journey
from alongside.people.actions import organisations
from alongside.people.tests.making import add, again, worker
from alongside.people.tests.partners import agree, member
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor

REVIEWED: dict[str, Any] = {
    "heard": "took-part",
    "needs-changed": "no",
    "contingency-right": "yes",
    "worry": "no",
    "outcome": "no-change",
    "reasons": "You are well looked after, and say so yourself.",
}
"""A review that finds the plan right, but for the day of the conversation."""


@dataclass(frozen=True)
class House:
    """Who takes part: the council's manager and reviewer, the agency with its agreement, and its reviewer."""

    manager: Actor
    reviewer: Actor
    organisation: int
    agreement: int
    lucy: Actor


def house() -> House:
    """A council with an agency that works for it."""
    manager = worker("team-manager", "mental-health", name="Una Manager")
    made, agreement, lucy = an_agency(manager, "Westfield Reviews")
    worker(kind="review", name="Ola Planner")
    return House(
        manager, worker("social-worker", "mental-health", name="Rhys Reviewer"), made, agreement, lucy
    )


def an_agency(owner: Actor, name: str) -> tuple[int, int, Actor]:
    """An agency with an agreement and one reviewer."""
    made = organisations.add_organisation(by=SYSTEM, name=name, kind="staffing-agency")
    agreement = agree(made, owner, title="Reviews of plans", expires_on=clock.today() + timedelta(days=90))
    return made, agreement, again(member(made, "external-reviewer"))


def waiting(count: int, of: House, days: int = 40) -> list[int]:
    """So many people whose review fell due; the numbers of their journeys."""
    return [due(add(given=f"Person{number}", family="Wintergreen"), days, of) for number in range(count)]


def due(person: int, days: int, of: House) -> int:
    """One review that fell due so many days ago, with the manager's own team."""
    fell = clock.now() - timedelta(days=days)
    made = opening.open_journey(
        person, by=SYSTEM, pathway="planned-review", owner=of.manager.holders[1], happened_at=fell
    )
    moving.move(made, by=SYSTEM, move="fall due", happened_at=fell)
    return int(made)


def target(of: House, **said: Any) -> dict[str, Any]:
    """What a batch is sent with."""
    return {
        "token": str(uuid4()),
        "name": "Reviews, June",
        "organisation": of.organisation,
        "agreement": of.agreement,
        "purpose": "Review the plan with the person",
        "pathway": "planned-review",
        "shares": list(rules.SHARES),
        "due_on": (clock.today() + timedelta(days=30)).isoformat(),
    } | said


def send(journeys: Sequence[int], of: House, **said: Any) -> int:
    """Send these; the number of the operation."""
    return int(
        bulk.carry_out(
            by=of.manager,
            reason="Too many wait",
            kind="send-batch",
            chosen=dict.fromkeys(journeys, 0),
            target=target(of, **said),
        )
    )


def sent(journeys: Sequence[int], of: House, **said: Any) -> Batch:
    """Send these; the batch."""
    send(journeys, of, **said)
    found: Batch = Batch.objects.order_by("-pk")[0]
    return found


def batches() -> list[Batch]:
    """Every batch of this agency: the town has one of its own."""
    return list(Batch.objects.filter(organisation__name="Westfield Reviews").order_by("pk"))


def items(batch: Batch) -> list[BatchItem]:
    """Everybody in a batch, in the order in which they were sent."""
    return list(BatchItem.objects.for_system("test").filter(batch=batch).order_by("id"))


def item(key: int) -> BatchItem:
    """One as it stands now."""
    found: BatchItem = BatchItem.objects.for_system("test").get(pk=key)
    return found


def journey(key: int) -> Journey:
    """A journey as it stands now."""
    found: Journey = Journey.objects.for_system("test").get(pk=key)
    return found


def operation(key: int) -> BulkOperation:
    """An operation as it stands now."""
    found: BulkOperation = BulkOperation.objects.get(pk=key)
    return found


def review(key: int, by: Actor, answers: Mapping[str, Any] | None = None) -> None:
    """Write a review of somebody in a batch, today unless said otherwise, and send it back."""
    said = {"reviewed-on": clock.today().isoformat(), **REVIEWED, **(answers or {})}
    agency.write_results(key, by=by, sent=[{"question": name, "value": each} for name, each in said.items()])
    agency.send_back(key, by=by)


def accept(key: int, by: Actor, **said: Any) -> Any:
    """Accept what came back."""
    return deciding.accept(key, by=by, **said)
