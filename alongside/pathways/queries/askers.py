"""Whoever asked for an answer on somebody's behalf, and where it goes: to nobody of whom it is not shown that they may.

A journey's referrer is whoever told us of somebody, which is no ground to answer them: a neighbour who rings for the
person gets none of the person's data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from alongside.forms.queries.filled import answers_of
from alongside.forms.rules.answers import Answers
from alongside.messages.queries.recipients import seen_to_act
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries.asking import filled_for

SOMEBODY = "whoever asked"


@dataclass(frozen=True)
class Asker:
    """`to` as a message is addressed: “person”, “relationship:12”, or somebody without a record, by name and place."""

    to: str
    name: str = ""
    place: str = ""


PERSON = Asker("person")


def asker(journey: Journey, pathway: Pathway) -> Asker | None:
    """Whoever is answered; None while nobody has written down who asks, or that they may have the answer."""
    if journey.person_id is None:
        return None
    for form, found in _BY_FORM.items():
        filled = filled_for(journey, form) if form in pathway.forms else None
        if filled is not None:
            return found(answers_of(filled), journey.person_id)
    return None


def _of_data(answers: Answers, person_id: int) -> Asker | None:
    """The person; an attorney or deputy whose document was seen and stands on the record; whoever showed their
    consent in writing (UK GDPR article 15; Data Protection Act 2018 s45)."""
    by, name = answers.chosen("requested-by"), _written(answers, "requester")
    place = _written(answers, "requester-place")
    if by == {"person"}:
        return PERSON
    if not name or not answers.yes("authority-seen"):
        return None
    if by == {"consent"}:
        return Asker(SOMEBODY, name, place)
    tie = seen_to_act(person_id, name) if by == {"acts-for"} else None
    return Asker(f"relationship:{tie}", name, place) if tie is not None else None


def _of_complaint(answers: Answers, _person_id: int) -> Asker | None:
    """The person, or whoever complains by name. Whether they may be told of the person is asked by the steps."""
    by, name = answers.chosen("complained-by"), _written(answers, "complainant")
    if by == {"person"}:
        return PERSON
    return Asker(SOMEBODY, name, _written(answers, "complainant-place")) if by and name else None


def _written(answers: Answers, key: str) -> str:
    """What was written; that something is not known is no name to write to."""
    return answers.said(key) if answers.written(key) else ""


_BY_FORM: Mapping[str, Callable[[Answers, int], Asker | None]] = {
    "data-request": _of_data,
    "complaint": _of_complaint,
}
