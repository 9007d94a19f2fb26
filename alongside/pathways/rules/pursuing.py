"""What happens next about a promise that is not kept yet: said by whoever answers for it, by a day still to come."""

from __future__ import annotations

from datetime import date

from alongside.pathways.rules.history import Happened, Owing, State


def pursued(state: State, event: Happened, _rules: object) -> None:
    """The last word counts; what was settled meanwhile stays settled."""
    said = event.content
    for each in state.open_promises:
        if (each.name, each.event) == (said["promise"], said["event"]):
            plan(each, event)


def plan(each: Owing, event: Happened) -> None:
    """What is done about it next, and by when."""
    each.next_step, each.next_on = event.content["step"], date.fromisoformat(event.content["on"])
