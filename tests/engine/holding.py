"""What must hold of all work at every moment, whatever happened: each breach in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q

from alongside.messages.models import Message
from alongside.pathways import checks
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.queries import definitions, past
from alongside.records import check, grants, owners
from alongside.records.models import Entry, Event, Grant, Seal, Submission

_WHY = "the tests of the engine look at everything"


def breaches(now: datetime, people: Sequence[int]) -> Iterator[str]:
    """Everything that does not hold now of the work with these people, and of who sees whom."""
    yield from _journeys(people)
    yield from _rows()
    yield from (said for said in checks._of_persons())
    yield from grants.differences(now)


def _journeys(people: Sequence[int]) -> Iterator[str]:
    present = owners.at_work()
    for journey in Journey.objects.for_system(_WHY).filter(person_id__in=people).order_by("id"):
        said = list(checks.differences(journey))
        if (state := past.state(journey.pk)) is not None and state.opened_at != journey.opened_at:
            said.append("it is not stored when it began")
        said += _homeless(journey, present) if journey.ended_at is None else _unfinished(journey)
        yield from (f"Journey {journey.pk} ({journey.pathway}): {each}" for each in said)


def _homeless(journey: Journey, present: set[str]) -> Iterator[str]:
    """Every open journey has an owner at work, a next step and its day."""
    pathway = definitions.of_hash(journey.definition)
    if journey.owner not in present:
        yield f"{journey.owner} is not at work"
    if not journey.next_step or journey.next_on is None:
        yield "nothing is to happen next"
    if journey.stage not in pathway.stages or pathway.ends(journey.stage):
        yield f"it is open at “{journey.stage}”"


def _unfinished(journey: Journey) -> Iterator[str]:
    """What has ended waits for nothing and is on nobody's list of next steps."""
    if journey.next_step or journey.next_on or journey.hold_reason:
        yield "it has ended and has a next step"
    if Wait.objects.for_system(_WHY).filter(journey=journey, stopped_at__isnull=True).exists():
        yield "it has ended and waits"


def _rows() -> Iterator[str]:
    """No wait stops before it starts, none runs twice at once, nothing is kept before it was promised."""
    waits, promises = Wait.objects.for_system(_WHY), Promise.objects.for_system(_WHY)
    for wait in waits.filter(Q(stopped_at__lt=F("started_at")) | Q(stopped_on__lt=F("started_on"))).order_by(
        "id"
    ):
        yield f"Wait “{wait.name}” stops before it starts."
    running = waits.filter(stopped_at__isnull=True).values("journey", "name").annotate(times=Count("id"))
    for row in running.filter(times__gt=1).order_by("journey", "name"):
        yield f"Wait “{row['name']}” runs {row['times']} times at once."
    for promise in promises.filter(closed_at__lt=F("opened_at")).order_by("id"):
        yield f"Promise “{promise.name}” was closed before it was opened."
    if promises.filter(Q(owner="") | Q(due_at__lt=F("opened_at"))).exists():
        yield "A promise has no owner, or was due before it was made."


def faults() -> Iterator[str]:
    """What `alongside check` finds, apart from what only says that no worker runs beside the test."""
    for each in check.run():
        if not each.ok and each.name not in ("writes from outside", "letters under way"):
            yield f"{each.name}: {each.detail}"


_TABLES: tuple[Any, ...] = (Journey, Wait, Promise, Grant, Event, Message, Submission, Entry, Seal)


def _rows_of(table: Any) -> Any:
    return (
        table.objects.for_system(_WHY) if hasattr(table.objects, "for_system") else table.objects.all()
    ).order_by("pk")


def newest() -> Mapping[Any, int]:
    """The newest row of each table that a deed may write."""
    return {table: _rows_of(table).values_list("pk", flat=True).last() or 0 for table in _TABLES}


def written(since: Mapping[Any, int]) -> list[Any]:
    """All that deeds have written since, so that two moments can be compared."""
    found: list[Any] = []
    for table, newest_then in since.items():
        rows = _rows_of(table).filter(pk__gt=newest_then)
        found.append(list(rows.values_list()) if table in (Journey, Wait, Promise, Grant) else rows.count())
    return found
