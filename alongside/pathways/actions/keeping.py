"""Keeps what follows from a journey's events in step with them: its row, its waits, its promises, who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from alongside.pathways import library
from alongside.pathways.models import Journey, Promise, Version, Wait
from alongside.pathways.queries import past
from alongside.pathways.rules.calendar import day_of
from alongside.pathways.rules.history import Happened, Owing, State, Waiting
from alongside.records import grants
from alongside.records.acting import record
from alongside.records.models import Grant, Restriction

_WHY = "kept in step with the events of the journey, which the action loaded as the actor may see it"


def keep_version(resolved: library.Resolved, at: datetime) -> None:
    """Keep a definition for ever, the first time that something begins under it."""
    Version.objects.get_or_create(
        hash=resolved.hash, defaults={"key": resolved.pathway.key, "text": resolved.text, "kept_at": at}
    )


def write(
    journey: Journey,
    kind: str,
    sentence: str,
    *,
    at: datetime,
    happened_at: datetime | None = None,
    precision: str = "time",
    before: Iterable[Happened] | None = None,
    **content: Any,
) -> State:
    """Write an event of a journey, and bring everything that follows from its history in step with it.

    `before` are the events so far, where the caller has read them already.
    """
    so_far = past.events(journey.pk) if before is None else list(before)
    said = {name: value for name, value in content.items() if value not in (None, "")}
    happened = happened_at or at
    made = record(
        journey.record_id,
        f"{past.PREFIX}{kind}",
        sentence,
        happened_at=happened,
        precision=precision,
        subject=past.subject(journey.pk),
        **said,
    )
    state = past.of_events([*so_far, Happened(made, kind, happened, said)])
    if state is None:
        raise RuntimeError(f"journey {journey.pk} has no beginning")
    settle(journey, state, at)
    return state


def settle(journey: Journey, state: State, at: datetime) -> None:
    """Store what the fold gave."""
    _row(journey, state)
    journey.version += 1
    journey.save()
    _waits(journey, state)
    _promises(journey, state)
    _grants(journey, at)


def _row(journey: Journey, state: State) -> None:
    held = state.held
    for name in COLUMNS:
        setattr(journey, name, getattr(state, name))
    journey.hold_reason = held.reason if held else ""
    journey.hold_until_on = held.until_on if held else None


COLUMNS = (
    "definition", "stage", "entered_at", "ended_at", "outcome", "owner", "team", "priority", "priority_reason",
    "interim_measures", "amount", "came_by", "referrer", "next_step", "next_on",
)  # fmt: skip


def wait_row(each: Waiting) -> dict[str, Any]:
    """A wait as its columns."""
    return {
        "started_at": each.started_at,
        "started_on": day_of(each.started_at),
        "stopped_at": each.stopped_at,
        "stopped_on": day_of(each.stopped_at) if each.stopped_at else None,
        "how": each.how,
        "due_on": each.due_on,
        "paused_days": each.paused_days,
    }


def promise_row(each: Owing) -> dict[str, Any]:
    """A promise as its columns."""
    names = ("owed_to", "owner", "opened_at", "due_at", "closed_at", "how", "why", "closes", "duty")
    return {name: getattr(each, name) for name in names}


def _waits(journey: Journey, state: State) -> None:
    there = {(row.name, row.event): row for row in Wait.objects.for_system(_WHY).filter(journey=journey)}
    for each in state.waits:
        row = there.pop((each.name, each.event), None)
        store(
            row
            or Wait(
                record_id=journey.record_id,
                journey=journey,
                pathway=journey.pathway,
                name=each.name,
                event=each.event,
            ),
            wait_row(each),
        )
    _forget(Wait, there.values())


def _promises(journey: Journey, state: State) -> None:
    there = {(row.name, row.event): row for row in Promise.objects.for_system(_WHY).filter(journey=journey)}
    for each in state.promises:
        row = there.pop((each.name, each.event), None)
        fresh = row or Promise(
            record_id=journey.record_id,
            person_id=journey.person_id,
            journey=journey,
            pathway=journey.pathway,
            name=each.name,
            event=each.event,
        )
        store(fresh, promise_row(each))
    _forget(Promise, there.values())


def store(row: Any, columns: dict[str, Any]) -> None:
    """Write a derived row where it differs from what it must be."""
    if row.pk is not None and all(getattr(row, name) == value for name, value in columns.items()):
        return
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()


def _forget(table: type[Wait | Promise], rows: Iterable[Wait | Promise]) -> None:
    """A step that was taken back began these: they never were."""
    gone = [row.pk for row in rows]
    if gone:
        table.objects.for_system(_WHY).filter(pk__in=gone).delete()


def holders(journey: Journey) -> set[str]:
    """Who sees the record because of this journey: its owner and its team, until nothing of it is owed any more."""
    open_ = journey.ended_at is None or (
        Promise.objects.for_system(_WHY).filter(journey=journey, closed_at__isnull=True).exists()
    )
    return {journey.owner, journey.team} - {""} if open_ else set()


def _grants(journey: Journey, at: datetime) -> None:
    source = past.subject(journey.pk)
    standing = {
        grant.holder: grant for grant in Grant.objects.standing_at(at).filter(source=source).order_by("id")
    }
    due = holders(journey)
    if due == standing.keys():
        return
    grants.end(
        [grant for holder, grant in standing.items() if holder not in due],
        at=at,
        why="the work ended or changed hands",
    )
    restriction = None
    if journey.record.restricted:
        # Work on a restricted record opens it to nobody new: the grant waits until the restriction is lifted.
        restriction = (
            Restriction.objects.filter(record_id=journey.record_id, ended_at__isnull=True)
            .order_by("id")
            .first()
        )
    for holder in sorted(due - standing.keys()):
        grants.give(
            journey.record,
            holder,
            "allocated" if holder.startswith("worker:") else "work of the team",
            at=at,
            source=source,
            set_aside_by=restriction,
        )
