"""Walks somebody along a shipped definition as the pages would: forms filled in, steps taken, letters written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.forms.actions import answering, filling
from alongside.forms.queries.filled import filled_of
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.pathways.actions import moving, opening
from alongside.pathways.models import Journey, Promise
from alongside.records.actors import SYSTEM


def begin(person: int, pathway: str, **said: Any) -> int:
    """Begin a journey; its number."""
    return int(opening.open_journey(person, by=SYSTEM, pathway=pathway, **said))


def fill(person: int, form: str, journey: int, answers: Mapping[str, Any]) -> None:
    """Fill in and finish a form of the journey. `key.3` is the third row."""
    subject = f"journey:{journey}"
    found = filled_of(subject, form)
    filled = found.id if found else filling.begin(person, by=SYSTEM, form=form, subject=subject)
    for name, value in answers.items():
        key, _dot, place = name.partition(".")
        answering.save_answer(filled, by=SYSTEM, question=key, place=int(place or 0), value=value)
    filling.complete(filled, by=SYSTEM)


def step(journey: int, move: str, **said: Any) -> dict[str, Any]:
    """Take a step; where it stands then, and what was opened."""
    return dict(moving.move(journey, by=SYSTEM, move=move, **said))


def stand(journey: int) -> Journey:
    """Where the journey stands."""
    return Journey.objects.for_system("test").get(pk=journey)


def owed(journey: int) -> dict[str, str]:
    """What is still open of what the journey owes, with the gaps it closes."""
    promises = Promise.objects.for_system("test").filter(journey=journey, closed_at__isnull=True)
    return dict(promises.values_list("name", "closes"))


def letters(journey: int) -> dict[str, Mapping[str, Any]]:
    """What each letter of the journey was filled with."""
    wrote = Message.objects.for_system("test").filter(subject=f"journey:{journey}")
    return {letter: content["said"] for letter, content in wrote.values_list("letter", "content")}


def following(journey: int) -> set[str]:
    """The pathways that were opened from it."""
    children = Journey.objects.for_system("test").filter(parent=journey)
    return set(children.values_list("pathway", flat=True))


def issue(journey: int) -> None:
    """Put every letter of the journey that waits into the person's hands."""
    wrote = Message.objects.for_system("test").filter(subject=f"journey:{journey}", ended_at__isnull=True)
    for letter in wrote.order_by("pk"):
        ending.issue_by_hand(letter.pk, by=SYSTEM)
