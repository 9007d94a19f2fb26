"""Keeps what follows from a journey's events in step with them: its row, its waits, its promises, who may see it."""

from __future__ import annotations

from collections.abc import Sequence, Set
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
    before: Sequence[Happened] | None = None,
    **content: Any,
) -> State:
    """Write an event of a journey, and bring everything that follows from its history in step with it.

    `before` are the events so far, where the caller has read them already.
    """
    so_far = past.events(journey.pk) if before is None else before
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
    settle(journey, past.of_events(so_far), state, at)
    return state


def settle(journey: Journey, was: State | None, now: State, at: datetime) -> None:
    """Store what changed between two folds; `was` is what is stored."""
    changed = [name for name, value in columns_of(now).items() if getattr(journey, name) != value]
    for name in changed:
        setattr(journey, name, columns_of(now)[name])
    journey.version += 1
    journey.save(update_fields=[*changed, "version"])
    _waits(journey, was.waits if was else [], now.waits)
    _promises(journey, was.promises if was else [], now.promises)
    if was is None or holders(was) != holders(now):
        _grants(journey, holders(now), at)


def rebuild(journey: Journey, *, at: datetime) -> None:
    """Fold the whole history anew and store it in place of whatever is stored."""
    for table in (Wait, Promise):
        table.objects.for_system(_WHY).filter(journey=journey).delete()
    state = past.state(journey.pk)
    if state is None:
        raise RuntimeError(f"journey {journey.pk} has no beginning")
    settle(journey, None, state, at)


def columns_of(state: State) -> dict[str, Any]:
    """What the row of a journey says of its state."""
    held = state.held
    return {name: getattr(state, name) for name in COLUMNS} | {
        "hold_reason": held.reason if held else "",
        "hold_until_on": held.until_on if held else None,
    }


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


def _waits(journey: Journey, was: Sequence[Waiting], now: Sequence[Waiting]) -> None:
    before = {(each.name, each.event): wait_row(each) for each in was}
    for each in now:
        columns, stored = wait_row(each), before.pop((each.name, each.event), None)
        if stored is None:
            names = {"record_id": journey.record_id, "journey": journey, "pathway": journey.pathway}
            Wait(**names, name=each.name, event=each.event, **columns).save(force_insert=True)
        elif stored != columns:
            _of(Wait, journey, each.name, each.event).update(**columns)
    for name, event in before:
        # A step that was taken back began it: it never was.
        _of(Wait, journey, name, event).delete()


def _promises(journey: Journey, was: Sequence[Owing], now: Sequence[Owing]) -> None:
    before = {(each.name, each.event): promise_row(each) for each in was}
    for each in now:
        columns, stored = promise_row(each), before.pop((each.name, each.event), None)
        if stored is None:
            Promise(
                record_id=journey.record_id,
                person_id=journey.person_id,
                journey=journey,
                pathway=journey.pathway,
                name=each.name,
                event=each.event,
                **columns,
            ).save(force_insert=True)
        elif stored != columns:
            _of(Promise, journey, each.name, each.event).update(**columns)
    for name, event in before:
        _of(Promise, journey, name, event).delete()


def _of(table: type[Wait | Promise], journey: Journey, name: str, event: int) -> Any:
    return table.objects.for_system(_WHY).filter(journey=journey, name=name, event=event)


def store(row: Any, columns: dict[str, Any]) -> None:
    """Write a derived row where it differs from what it must be."""
    if row.pk is not None and all(getattr(row, name) == value for name, value in columns.items()):
        return
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()


def holders(state: State) -> frozenset[str]:
    """Who sees the record because of a journey: its owner and its team, until nothing of it is owed any more."""
    open_ = state.ended_at is None or bool(state.open_promises)
    return frozenset({state.owner, state.team} - {""}) if open_ else frozenset()


def _grants(journey: Journey, due: Set[str], at: datetime) -> None:
    source = past.subject(journey.pk)
    standing = {
        grant.holder: grant for grant in Grant.objects.standing_at(at).filter(source=source).order_by("id")
    }
    over = [grant for holder, grant in standing.items() if holder not in due]
    grants.end(over, at=at, why="the work ended or changed hands")
    restriction = None
    if journey.record.restricted:
        # Work on a restricted record opens it to nobody new: the grant waits until the restriction is lifted.
        in_force = Restriction.objects.filter(record_id=journey.record_id, ended_at__isnull=True)
        restriction = in_force.order_by("id").first()
    for holder in sorted(due - standing.keys()):
        grants.give(
            journey.record,
            holder,
            "allocated" if holder.startswith("worker:") else "work of the team",
            at=at,
            source=source,
            set_aside_by=restriction,
        )
