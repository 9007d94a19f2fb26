"""Asks named facts of a journey: of the journey itself, of its person, of the forms filled in for it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from alongside.forms import asking as forms
from alongside.forms import library as form_library
from alongside.forms.queries.filled import Filled, filled_of
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import past
from alongside.pathways.rules.history import State
from alongside.people.models import Person
from alongside.people.named_facts import Known, known
from alongside.records.facts import facts

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Course:
    """What facts about a journey are asked of."""

    journey: Journey
    state: State
    pathway: Pathway

    @cached_property
    def person(self) -> Known | None:
        """The person the journey is about, as facts want them."""
        person = person_of(self.journey)
        return known(person.root_id or person.pk) if person is not None else None


@dataclass(frozen=True)
class Told:
    """The answers of facts, and what went wrong with those that could not answer."""

    answers: Mapping[str, bool | None]
    broken: Mapping[str, str] = field(default_factory=dict)


def person_of(journey: Journey) -> Person | None:
    """The person a journey is about; None when it is about no person. The caller may see the journey."""
    if journey.person_id is None:
        return None
    return Person.objects.for_system("the person of a journey that was loaded as the actor may see it").get(
        pk=journey.person_id
    )


def ask(course: Course, names: Iterable[str]) -> Told:
    """The answers now. A fact that raises is not known, is told apart, and is written to the log for who runs this."""
    answers: dict[str, bool | None] = {}
    broken: dict[str, str] = {}
    for name in names:
        try:
            answers[name] = _answer(course, name)
        except Exception as problem:  # whatever it is, the work must not stand still without a reason given
            log.exception("the fact “%s” failed for journey %s", name, course.journey.pk)
            answers[name], broken[name] = None, f"{type(problem).__name__}"
    return Told(answers, broken)


def _answer(course: Course, name: str) -> bool | None:
    fact = facts.get(name)
    if fact is not None and fact.about == "journey":
        return fact.holds(course)
    if fact is not None and fact.about == "person":
        return fact.holds(course.person) if course.person is not None else None
    filled = [filled_for(course.journey, form) for form in _forms_that_say(course.pathway, name)]
    newest = max((each for each in filled if each is not None), key=lambda each: each.id, default=None)
    return forms.ask_of(newest, name) if newest is not None else None


def _forms_that_say(pathway: Pathway, name: str) -> list[str]:
    """The forms of this pathway of whose answers the fact speaks: what the council asks and what an agency is asked may
    say the same, and the one that was begun last is meant."""
    fact = facts.get(name)
    if fact is not None:
        return [fact.about.removeprefix("form ")]
    return [key for key in pathway.forms if name in form_library.current(key).named]


def filled_for(journey: Journey, form: str) -> Filled | None:
    """The form as it was last filled in for this journey."""
    return filled_of(past.subject(journey.pk), form)
