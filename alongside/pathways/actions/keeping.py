"""Keeps what follows from a journey's events in step with them: its row, its waits, its promises, who may see it."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from django.db.models import Q

from alongside.pathways import library
from alongside.pathways.models import Journey, Promise, Version, Wait
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules import placing
from alongside.pathways.rules.calendar import day_of
from alongside.pathways.rules.history import GIVEN, Happened, Owing, State, Waiting
from alongside.records import grants, owners
from alongside.records.acting import record
from alongside.records.actors import Actor
from alongside.records.models import Grant, Record, Restriction

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
    before: Past | None = None,
    **content: Any,
) -> State:
    """Write an event of a journey, and bring everything that follows from its history in step with it.

    `before` are the events so far and their fold, where the caller has them already.
    """
    so_far, was = before or read(journey.pk)
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
    settle(journey, was, state, at)
    return state


def leave_with_nobody_gone(journey: Journey, *, by: Actor, at: datetime) -> None:
    """What has come back may be a worker's who has left meanwhile, when it was not theirs: then it is the team's."""
    open_ = Promise.objects.for_system(_WHY).filter(journey=journey, closed_at__isnull=True)
    owing = set(open_.order_by("owner").values_list("owner", flat=True))
    if ({journey.owner} if journey.ended_at is None else set()) | owing <= owners.at_work():
        return
    said = f"{definitions.of_hash(journey.definition).title}: with the team, for whoever had it has left."
    write(journey, GIVEN, said, at=at, owner=journey.team, by=by.worker_id)


Past = tuple[Sequence[Happened], State | None]


def read(journey_id: int) -> Past:
    """What happened to a journey so far, and where that leaves it."""
    events = past.events(journey_id)
    return events, past.of_events(events)


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
        "reprioritised": [each.kept for each in state.reprioritised],
    }


COLUMNS = (
    "definition", "stage", "opened_at", "brought_in_at", "entered_at", "ended_at", "outcome", "owner", "team",
    "priority", "priority_reason", "interim_measures", "amount", "came_by", "referrer", "next_step", "next_on",
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
        "paused_since": each.paused_since,
        "rank": each.rank,
        "given": each.given,
        "course": placing.written(each),
    }


def promise_row(each: Owing) -> dict[str, Any]:
    """A promise as its columns."""
    return {name: getattr(each, name) for name in PROMISED}


PROMISED = (
    "owed_to", "owner", "opened_at", "due_at", "closed_at", "how", "why", "closes", "duty", "inherited", "next_step",
    "next_on",
)  # fmt: skip


def _waits(journey: Journey, was: Sequence[Waiting], now: Sequence[Waiting]) -> None:
    before = {(each.name, each.event): wait_row(each) for each in was}
    for each in now:
        columns, stored = wait_row(each), before.pop((each.name, each.event), None)
        if stored is None:
            names = {"record_id": journey.record_id, "journey": journey, "pathway": journey.pathway}
            Wait(**names, name=each.name, event=each.event, **columns).save(force_insert=True)
        elif stored != columns:
            _of(Wait, journey, each.name, each.event).update(**_changed(stored, columns))
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
            _of(Promise, journey, each.name, each.event).update(**_changed(stored, columns))
    for name, event in before:
        _of(Promise, journey, name, event).delete()


def _changed(was: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in now.items() if was[name] != value}


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


def opened_by(journey: Journey) -> list[Record]:
    """The records that work on a journey opens: the one that guards it, and with a restricted pathway the person's
    own as well, whom nobody can make safe unseen."""
    if journey.person_id in (None, journey.record_id):
        return [journey.record]
    return [journey.record, Record.objects.get(pk=journey.person_id)]


def _grants(journey: Journey, due: AbstractSet[str], at: datetime) -> None:
    source = past.subject(journey.pk)
    # Those of a moment ago among them, which may lie after this one when two were at it at once.
    found = Grant.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), source=source).order_by("id")
    standing = {(grant.record_id, grant.holder): grant for grant in found}
    over = [grant for (_record, holder), grant in standing.items() if holder not in due]
    grants.end(over, at=at, why="the work ended or changed hands")
    for file in opened_by(journey):
        lacking = sorted(holder for holder in due if (file.pk, holder) not in standing)
        restriction = _restriction(file) if lacking else None
        for holder in lacking:
            grants.give(
                file,
                holder,
                "allocated" if holder.startswith("worker:") else "work of the team",
                at=at,
                source=source,
                set_aside_by=restriction,
            )


def _restriction(file: Record) -> Restriction | None:
    """Work on a restricted record opens it to nobody new: the grant waits until the restriction is lifted."""
    if not file.restricted:
        return None
    return Restriction.objects.filter(record_id=file.pk, ended_at__isnull=True).order_by("id").first()
