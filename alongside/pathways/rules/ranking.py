"""A priority in the place of another: kept, so that whoever reads the list sees how it came to be what it is."""

from __future__ import annotations

from alongside.pathways.rules.history import Happened, Reprioritised, State


def ranked(state: State, event: Happened, why: str) -> None:
    """What happened may set a priority: keep it where there was another. The first takes nobody's place."""
    was, now = state.priority, event.content.get("priority")
    if was is not None and now not in (None, "", was):
        state.reprioritised.append(Reprioritised(event.at, was, int(now), why, event.content.get("by")))
