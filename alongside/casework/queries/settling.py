"""One row of the list of a working day, about to be done."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.casework.models import Task
from alongside.casework.queries import working_day
from alongside.pathways.models import Promise
from alongside.records.actors import Actor
from alongside.web.errors import Missing

ACCEPT, DONE, CONTACT = "Accept", "Done", "Record contact"
_SAID = {"promise": "It is written down, and what was owed is kept.", "task": "The task is as you said."}


@dataclass(frozen=True)
class Settling:
    """What is about to be done: a happening to be said of a journey or a person, or a task."""

    kind: str
    key: int
    title: str
    deed: str
    says: str = ""
    journey_id: int | None = None
    person_id: int | None = None


def row(kind: str, key: int, actor: Actor) -> Settling:
    """The row of this kind and number. Raises Missing for one that is not there, not the reader's, or done already."""
    if kind == "task":
        return _task(key, actor)
    if kind == "promise":
        return _promise(key, actor)
    raise Missing


def said(kind: str) -> str:
    """What the page says when a row of this kind was done; "" for none."""
    return _SAID.get(kind, "")


def _task(key: int, actor: Actor) -> Settling:
    task = Task.objects.visible_to(actor).filter(pk=key, closed_at__isnull=True).first()
    if task is None:
        raise Missing
    return Settling("task", key, task.title, DONE if task.accepted_at else ACCEPT)


def _promise(key: int, actor: Actor) -> Settling:
    rows = Promise.objects.visible_to(actor).filter(pk=key, closed_at__isnull=True)
    promise = rows.select_related("journey").first()
    if promise is None:
        raise Missing
    definition = promise.journey.definition if promise.journey is not None else promise.pathway
    terms = working_day.terms_of(promise.journey is None, definition, promise.name)
    says = next(working_day.sayable(terms.kept_by, actor), "") if terms is not None else ""
    if terms is None or not says:
        raise Missing
    return Settling("promise", key, terms.title, CONTACT, says, promise.journey_id, promise.person_id)
