"""What happens to waiting messages when somebody dies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from alongside.messages.actions.asking import ask, let_go, note, stop
from alongside.messages.actions.ending import WAITING
from alongside.messages.models import Message
from alongside.people.consequences import consequence
from alongside.people.models import Person
from alongside.people.queries.merging import ids_of
from alongside.records.actors import Actor

_BY_DEATH = ("recipient_alive", "about_alive")
_WHY = "a death stops what is on its way to or about the person, whoever may see it"


def _go_on(person: Person, kept: Any, *, by: Actor, at: datetime) -> None:
    """The report was wrong: what was stopped by it alone goes on, and can be cancelled as when it was written."""
    rows = Message.objects.for_system(_WHY).filter(pk__in=kept, state="held").order_by("id").alone()
    for row in rows:
        answer, here = ask(row, at)
        # The death is still on the record while it is taken back; the gate is asked again before anything goes.
        if set(answer.stopped) <= {*row.released, *_BY_DEATH}:
            row.put(stopped=[])
            let_go(row, here, at)
            note(row, "let go", "goes on: the report of a death was wrong.")


@consequence("death", "waiting letters", undo=_go_on)
def stop_letters(person: Person, *, by: Actor, at: datetime) -> Any:
    """Letters to or about the person that have not left are stopped, those already printed among them."""
    stopped = []
    for row in _waiting(ids_of(person.pk)):
        went_on = row.state != "held"
        answer, _ = ask(row, at)
        stop(row, answer, by=by, at=at, keep_release=went_on)
        if went_on:
            stopped.append(row.pk)
    return stopped


def _waiting(ids: Iterable[int]) -> list[Message]:
    rows = Message.objects.for_system(_WHY).filter(state__in=WAITING)
    return list(rows.filter(Q(person_id__in=ids) | Q(to_person_id__in=ids)).order_by("id").alone())
