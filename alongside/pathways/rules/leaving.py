"""What ends with the work, or with the person: holds, waits, and what was promised to whoever has died."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from alongside.pathways.rules.history import EXCUSED, LEFT, Happened, State

DIED = "the person died"


def release(state: State, at: datetime) -> None:
    """Whatever held it up holds it no longer."""
    if state.held is not None:
        state.holds[-1] = replace(state.holds[-1], ended_at=max(at, state.holds[-1].began_at))


def leave(state: State, at: datetime) -> None:
    """Nobody waits any more, and nobody was seen."""
    for wait in state.open_waits:
        wait.stopped_at, wait.how = max(at, wait.started_at), LEFT


def owe_the_dead_nothing(state: State, event: Happened) -> None:
    """Nobody waits any more, and what was promised to the person is owed no more."""
    release(state, event.at)
    leave(state, event.at)
    for promise in state.open_promises:
        if promise.owed_to == "person" and not promise.duty:
            promise.closed_at = max(event.at, promise.opened_at)
            promise.how, promise.why = EXCUSED, event.content.get("why") or DIED
