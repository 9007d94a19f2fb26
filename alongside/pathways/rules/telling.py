"""Tells an example of a definition through the same rules that the engine uses; what differs from what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from alongside.pathways.language import ANY_OPEN, ENDED, OPENED, Example, Pathway
from alongside.pathways.rules import history as past
from alongside.pathways.rules import moving
from alongside.pathways.rules.calendar import LONDON, Calendar, last_day
from alongside.pathways.rules.folding import Rules, fold, waited
from alongside.pathways.rules.history import Happened, State

REFUSED = "refused: "
WORKER, TEAM = "worker:1", "team:1"


@dataclass(frozen=True)
class Told:
    """How an example ended: where it stands, or why the next step was refused."""

    state: State
    end: str
    at: datetime


def moment(text: str) -> datetime:
    """A London time as an example writes it: 2026-03-02 10:00, or a day (its noon). Raises ValueError."""
    read = datetime.fromisoformat(text) if " " in text else datetime.fromisoformat(f"{text} 12:00")
    return read.replace(tzinfo=LONDON)


def tell(pathway: Pathway, example: Example, calendar: Calendar) -> Told:
    """Let the story happen. Raises ValueError for one that cannot be told, with a sentence."""
    rules = Rules({"this": pathway}, calendar)
    events = [Happened(1, past.OPENED, moment(example.opened), _opening(pathway, example))]
    for number, (name, when) in enumerate(example.happens.items(), 2):
        state = _state(events, rules)
        event = _event(pathway, example, state, number, name, moment(when))
        if isinstance(event, str):
            return Told(state, f"{REFUSED}{event}", moment(when))
        events.append(event)
    state = _state(events, rules)
    return Told(state, state.stage, events[-1].at)


def _state(events: list[Happened], rules: Rules) -> State:
    state = fold(events, rules)
    if state is None:
        raise ValueError("the story has no beginning")
    return state


def _opening(pathway: Pathway, example: Example) -> dict[str, object]:
    said: dict[str, object] = {
        "definition": "this",
        "owner": TEAM,
        "team": TEAM,
        "facts": _facts(pathway, example),
    }
    return said


def _facts(pathway: Pathway, example: Example) -> dict[str, bool]:
    return {fact: fact in example.facts for fact in pathway.conditions}


def _event(
    pathway: Pathway, example: Example, state: State, number: int, name: str, at: datetime
) -> Happened | str:
    """The event that the story tells next; the reason where it is refused."""
    move = pathway.moves.get(name)
    facts = _facts(pathway, example)
    if move is None:
        return Happened(number, past.SAID, at, {"name": name, "facts": facts})
    if state.stage not in pathway.origins(move):
        return f"{name} is not taken from {state.stage}"
    missing = moving.in_the_way(pathway, state, name, {fact: fact in example.facts for fact in move.needs})
    if missing:
        return "; ".join(missing)
    said = {"move": name, "facts": facts, "owner": _owner(move.allocates)}
    if "priority" in move.sets and example.priority:
        said["priority"] = int(example.priority)
    return Happened(number, past.MOVED, at, {key: value for key, value in said.items() if value is not None})


def _owner(allocates: str | None) -> str | None:
    return {"worker": WORKER, "team": TEAM}.get(allocates or "")


def differences(pathway: Pathway, example: Example, calendar: Calendar) -> Iterator[str]:
    """Sentences on what the rules make of an example and it does not say."""
    told = tell(pathway, example, calendar)
    if told.end != example.then:
        yield f"the example “{example.story}” says “{example.then}” and the rules give “{told.end}”"
        return
    on = told.at.astimezone(LONDON).date()
    for name, days in example.waits.items():
        yield from _wait(told.state, name, days, on)
    owed = {each.name: each for each in told.state.promises}
    for name, day in example.due.items():
        if name not in owed:
            yield f"nothing opens the promise “{name}”"
        elif (found := due_text(owed[name].due_at, day)) != day:
            yield f"“{name}” is said to be due on {day} and the rules give {found}"
    kept = {each.name for each in owed.values() if each.how == past.KEPT}
    for name in example.kept:
        if name not in kept:
            yield f"“{name}” is said to be kept and is not"
    late = {each.name for each in owed.values() if (each.closed_at or told.at) >= each.due_at}
    for name in example.late:
        if name not in late:
            yield f"“{name}” is said to be late and is not"


def _wait(state: State, name: str, days: str, on: date) -> Iterator[str]:
    found = [each for each in state.waits if each.name == name]
    if not found:
        yield f"nothing begins the wait “{name}”"
        return
    elapsed = waited(found[-1], on)
    if days != (said := f"{elapsed} day{'' if elapsed == 1 else 's'}"):
        yield f"the wait “{name}” is said to be {days} and the rules give {said}"


def due_text(due: datetime, like: str) -> str:
    """A due moment as an example writes it: its last day, or with the time where the example names one."""
    return f"{due.astimezone(LONDON):%Y-%m-%d %H:%M}" if " " in like else last_day(due).isoformat()


def words(pathway: Pathway) -> frozenset[str]:
    """What an example may say happens: moves, and the happenings that the definition listens to."""
    return frozenset(pathway.moves) | pathway.hears - {OPENED, ENDED, ANY_OPEN}
