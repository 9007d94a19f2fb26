"""Drafts: what somebody is writing, kept while they type. A machine writes here and nowhere else: what it wrote
becomes a note only when a named person has read it and says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from alongside.casework import access
from alongside.casework.models import Draft
from alongside.people.models import Person
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.web.errors import Refused

FIELDS = ("kind", "text", "happened_on", "happened_time", "about", "sharing", "withheld_why", "drafted_with")
PER_PERSON = ("also_", "own_")
AT_MOST = 60_000
_OWN = "a draft is its writer's alone, on a record that the action has loaded"


@action("casework.save draft", on=Person, may=access.write)
def save_draft(
    person: Person, *, by: Actor, at: datetime, answers: dict[str, Any], tab: str = "", turn: int = 0
) -> str:
    """Keep what is written so far; answers when, in ISO form.

    What arrives out of turn from one browser tab is dropped: `turn` counts its savings.
    """
    kept = {name: str(said) for name, said in answers.items() if said and _is_kept(name)}
    if sum(map(len, kept.values())) > AT_MOST:
        raise Refused(
            f"This is longer than {AT_MOST:,} characters. Make a note of it and begin another.", "text"
        )
    mine = _mine(person, by) or Draft(record=person.record, worker_id=by.worker)
    if mine.pk is not None and mine.tab == tab and turn < mine.turn:
        return str(mine.saved_at.isoformat())
    mine.answers, mine.tab, mine.turn, mine.saved_at = kept, tab[:40], turn, at
    mine.save()
    return at.isoformat()


@action("casework.offer draft", on=Person, may=access.write)
def offer_draft(person: Person, *, by: Actor, at: datetime, text: str, tool: str) -> None:
    """Put text that a tool wrote into the worker's own draft, marked as such. It is nobody's note yet."""
    if not tool.strip() or not text.strip():
        raise Refused("A draft says which tool wrote it.")
    mine = _mine(person, by) or Draft(record=person.record, worker_id=by.worker)
    if mine.answers.get("text"):
        raise Refused("There is a draft already. Finish it or throw it away first.")
    mine.answers, mine.drafted_with, mine.saved_at = {"text": text.strip()}, tool.strip(), at
    mine.save()


@action("casework.drop draft", on=Person, may=access.write)
def drop_draft(person: Person, *, by: Actor, at: datetime) -> None:
    """Throw the draft away."""
    forget(person, by)


def forget(person: Person, by: Actor) -> None:
    """The draft has become a note, or is not wanted; within the action under way."""
    Draft.objects.for_system(_OWN).filter(record=person.record, worker_id=by.worker).delete()


def _is_kept(name: str) -> bool:
    return name in FIELDS or name.startswith(PER_PERSON)


def _mine(person: Person, by: Actor) -> Draft | None:
    rows = Draft.objects.for_system(_OWN)
    found: Draft | None = rows.filter(record=person.record, worker_id=by.worker).first()
    return found
