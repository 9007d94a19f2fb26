"""The fold of promises that belong to a person: from the happenings to what is owed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from alongside.pathways.rules import history, pursuing
from alongside.pathways.rules.history import Happened, Owing

SAID, CLOSED, GIVEN, PURSUED = "said", "closed", "given", "pursued"


def fold(events: Iterable[Happened]) -> dict[tuple[str, int], Owing]:
    """What was ever owed, by the promise and the event that opened it."""
    owed: dict[tuple[str, int], Owing] = {}
    terms: dict[tuple[str, int], dict[str, list[str]]] = {}
    for event in events:
        said = event.content
        if event.kind == SAID:
            _close(owed, terms, event)
            for key, term in said.get("opens", {}).items():
                owed[key, event.id] = _opened(term, event)
                terms[key, event.id] = term
        elif event.kind == CLOSED:
            each = owed[said["promise"], said["event"]]
            each.closed_at, each.how, each.why = event.at, said["how"], said["why"]
        elif event.kind == GIVEN:
            owed[said["promise"], said["event"]].owner = said["owner"]
        elif event.kind == PURSUED:
            pursuing.plan(owed[said["promise"], said["event"]], event)
    return owed


def _close(
    owed: dict[tuple[str, int], Owing], terms: dict[tuple[str, int], dict[str, list[str]]], event: Happened
) -> None:
    name = event.content["name"]
    for key, each in owed.items():
        if each.closed_at is not None or event.at < each.opened_at:
            continue
        if name in terms[key]["kept_by"]:
            each.closed_at, each.how = event.at, history.KEPT
        elif name in terms[key]["excused_by"]:
            each.closed_at, each.how, each.why = event.at, history.EXCUSED, name


def _opened(term: dict[str, str], event: Happened) -> Owing:
    return Owing(
        name=term["title"],
        event=event.id,
        owed_to=term["owed_to"],
        opened_at=event.at,
        due_at=datetime.fromisoformat(term["due_at"]),
        owner=term["owner"],
        closes=term["closes"],
    )
