"""Tells an example of a definition through the same rules that the engine uses; what differs from what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.pathways.language import ANY_OPEN, ENDED, OPENED, Example, Pathway, urgently
from alongside.pathways.rules import history as past
from alongside.pathways.rules import moving
from alongside.pathways.rules.calendar import LONDON, Calendar, day_of, last_day
from alongside.pathways.rules.folding import Rules, fold
from alongside.pathways.rules.history import Happened, State
from alongside.pathways.rules.waiting import waited

REFUSED = "refused: "
WORKER, TEAM = "worker:1", "team:1"


@dataclass(frozen=True)
class Told:
    """How an example ended: where it stands, or why the next step was refused."""

    state: State
    end: str
    at: datetime


class Refusal(Exception):
    """The next step of a story may not be taken; why, as an example says it."""


def moment(text: str) -> datetime:
    """A London time as an example writes it: 2026-03-02 10:00, or a day (its noon). Raises ValueError."""
    read = datetime.fromisoformat(text) if " " in text else datetime.fromisoformat(f"{text} 12:00")
    return read.replace(tzinfo=LONDON)


def tell(pathway: Pathway, example: Example, calendar: Calendar) -> Told:
    """Let the story happen, in the order of its times. Raises ValueError for one that cannot be told."""
    rules = Rules({"this": pathway}, calendar)
    facts = {fact: fact in example.facts for fact in pathway.conditions}
    opening = {"definition": "this", "owner": TEAM, "team": TEAM, "facts": facts}
    events = [Happened(1, past.OPENED, moment(example.opened), opening)]
    for at, name in _in_order(example):
        state = _state(events, rules)
        try:
            kind, said = _said(pathway, example, state, name)
        except Refusal as refusal:
            return Told(state, f"{REFUSED}{refusal}", at)
        events.append(Happened(len(events) + 1, kind, at, {**said, "facts": facts}))
    state = _state(events, rules)
    return Told(state, state.stage, events[-1].at)


def _in_order(example: Example) -> list[tuple[datetime, str]]:
    """What happens, by its time; of what happens at one time, the first written comes first."""
    told = [(moment(when), name) for name, times in example.happens.items() for when in times]
    return sorted(told, key=lambda each: each[0])


def _state(events: list[Happened], rules: Rules) -> State:
    state = fold(events, rules)
    if state is None:
        raise ValueError("the story has no beginning")
    return state


def _said(pathway: Pathway, example: Example, state: State, name: str) -> tuple[str, dict[str, Any]]:
    """The event that the story tells next: its kind, and what it says. Raises Refusal."""
    urgent = name not in pathway.moves and name in _urgently(pathway)
    key = _urgently(pathway)[name] if urgent else name
    move = pathway.moves.get(key)
    if move is None:
        return past.SAID, {"name": name}
    if state.stage not in pathway.origins(move):
        raise Refusal(f"{key} is not taken from {state.stage}")
    missing = moving.in_the_way(move, {fact: fact in example.facts for fact in move.needs})
    if missing:
        raise Refusal("; ".join(missing))
    if owed := moving.unsettled(pathway, state, key):
        raise Refusal(f"still owed: {', '.join(each.name for each in owed)}")
    said: dict[str, Any] = {"move": key, "urgent": urgent}
    if move.allocates:
        said["owner"] = WORKER if move.allocates == "worker" else TEAM
    if "priority" in move.sets and example.priority:
        said["priority"] = int(example.priority)
    return past.MOVED, said


def _urgently(pathway: Pathway) -> dict[str, str]:
    """The moves that may be taken beyond somebody's authority, by what it is called when they are."""
    return {urgently(key): key for key, move in pathway.moves.items() if move.urgent}


def differences(pathway: Pathway, example: Example, calendar: Calendar) -> Iterator[str]:
    """Sentences on what an example says and the rules do not make of it."""
    told = tell(pathway, example, calendar)
    if told.end != example.then:
        yield f"it is said to end as “{example.then}” and the rules give “{told.end}”"
        return
    for name, days in example.waits.items():
        if days != (found := _waited(told, name)):
            yield f"the wait “{name}” is said to be {days} and the rules give {found}"
    for name, day in example.due.items():
        if day != (found := _due(told, name, day)):
            yield f"“{name}” is said to be due on {day} and the rules give {found}"
    promises = told.state.promises
    late = {each.name for each in promises if (each.closed_at or told.at) >= each.due_at}
    kept = {each.name for each in promises if each.how == past.KEPT}
    yield from (f"“{name}” is said to be kept and is not" for name in example.kept if name not in kept)
    yield from (f"“{name}” is said to be late and is not" for name in example.late if name not in late)


def _waited(told: Told, name: str) -> str:
    """How long the last run of a wait has lasted at the end of the story, as an example writes it."""
    runs = [each for each in told.state.waits if each.name == name]
    if not runs:
        return "no such wait"
    days = waited(runs[-1], day_of(told.at))
    return f"{days} day{'' if days == 1 else 's'}"


def _due(told: Told, name: str, like: str) -> str:
    """When the promise that opened last is due, as an example writes it."""
    opened = [each for each in told.state.promises if each.name == name]
    return due_text(opened[-1].due_at, like) if opened else "no such promise"


def due_text(due: datetime, like: str) -> str:
    """A due moment as an example writes it: its last day, or with the time where the example names one."""
    return f"{due.astimezone(LONDON):%Y-%m-%d %H:%M}" if " " in like else last_day(due).isoformat()


def words(pathway: Pathway) -> frozenset[str]:
    """What an example may say happens: moves, the happenings listened to, and that a promise was excused."""
    excused = {f"{name} excused" for name in pathway.promises}
    return pathway.hears.union(pathway.moves, _urgently(pathway), excused) - {OPENED, ENDED, ANY_OPEN}
