"""Letters that a step writes: what fills their gaps, and what becomes of them told back to the journey.

A letter's file names gaps; here each gap has one function that fills it from what is known of the journey. A letter
that uses only gaps that are known here needs no Python.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from alongside import council
from alongside.council.shapes import Team
from alongside.forms.queries.filled import answers_of
from alongside.forms.rules.answers import Answers
from alongside.messages import library
from alongside.messages.actions.writing import write
from alongside.messages.models import Message
from alongside.messages.outcomes import told
from alongside.pathways import assessment
from alongside.pathways.actions import moving, saying
from alongside.pathways.happenings import OF_LETTERS
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import asking, past
from alongside.pathways.rules.calendar import last_day
from alongside.pathways.rules.history import State
from alongside.records.actors import Actor
from alongside.records.models import Worker
from alongside.web.errors import Refused
from alongside.web.formats import day


@dataclass(frozen=True)
class Writing:
    """What a letter is written from."""

    journey: Journey
    pathway: Pathway
    state: State
    at: datetime

    @cached_property
    def worker(self) -> Worker | None:
        """The worker who has the journey in hand, if a worker has."""
        kind, _colon, key = self.state.owner.partition(":")
        return Worker.objects.filter(pk=key).first() if kind == "worker" else None

    @cached_property
    def team(self) -> Team:
        """The team behind it, whose telephone somebody answers."""
        return council.current().team(self.state.team.removeprefix("team:"))

    def answers(self, form: str) -> Answers | None:
        """The answers of a form filled in for the journey."""
        filled = asking.filled_for(self.journey, form)
        return answers_of(filled) if filled is not None else None


Filling = Callable[[Writing], Any]
gaps: dict[str, Filling] = {}


def gap(name: str) -> Callable[[Filling], Filling]:
    """Register what fills the gap of this name. Raises TypeError for a name taken."""

    def register(fill: Filling) -> Filling:
        if name in gaps:
            raise TypeError(f"Two functions fill the gap “{name}”.")
        gaps[name] = fill
        return fill

    return register


@gap("worker")
def _worker(of: Writing) -> str:
    return of.worker.name if of.worker else of.team.title


@gap("worker phone")
def _worker_phone(of: Writing) -> str:
    return (of.worker.phone if of.worker else "") or of.team.phone


@gap("team")
def _team(of: Writing) -> str:
    return of.team.title


@gap("received on")
def _received(of: Writing) -> str:
    return day(of.state.opened_at)


@gap("since")
def _since(of: Writing) -> str:
    return day(of.state.opened_at)


@gap("asked for")
def _asked_for(of: Writing) -> str:
    return of.pathway.title


@gap("waiting for")
def _waiting_for(of: Writing) -> str:
    return of.pathway.title.lower()


@gap("next steps")
def _next_steps(of: Writing) -> str:
    """What the person may count on, from what is owed to them."""
    owed = [each for each in of.state.open_promises if each.owed_to == "person" and not each.duty]
    lines = [f"{_title(of, each.name)}, by {day(last_day(each.due_at))}." for each in owed]
    answers = of.answers(assessment.FORM)
    decided = assessment.what_follows(answers) if answers is not None else []
    return "\n\n".join([*decided, *lines]) or f"{of.team.title} will tell you what happens next."


def _title(of: Writing, name: str) -> str:
    terms = of.pathway.promises.get(name)
    return terms.title if terms else name.capitalize()


@gap("reply by")
def _reply_by(of: Writing) -> str:
    due = [each.due_at for each in of.state.open_promises if each.owed_to == "person" and not each.duty]
    return day(last_day(min(due))) if due else ""


def _of_assessment(name: str, say: Callable[[Answers], Any]) -> None:
    """A gap that is filled from the answers of the needs assessment."""

    def from_answers(of: Writing) -> Any:
        answers = of.answers(assessment.FORM)
        return say(answers) if answers is not None else ""

    gap(name)(from_answers)


for _name, _say in assessment.GAPS.items():
    _of_assessment(_name, _say)


def fill(letter: str, of: Writing) -> Mapping[str, Any]:
    """The gaps of a letter filled. Raises Refused for a gap that nothing fills, before anything is written."""
    wanted = library.letter(letter)
    missing = sorted(wanted.gaps.keys() - gaps.keys() - wanted.may_be_empty)
    if missing:
        raise Refused(f"The letter “{wanted.title}” cannot be written: nothing fills {', '.join(missing)}.")
    return {name: gaps[name](of) for name in wanted.gaps if name in gaps}


def write_letters(
    journey: Journey, pathway: Pathway, key: str, state: State, *, by: Actor, at: datetime
) -> None:
    """Write what the step says is written, each once, in the transaction of the step."""
    for letter, to in pathway.moves[key].writes.items():
        if journey.person_id is None:
            continue
        write(
            journey.person_id,
            by=by,
            template=letter,
            cause=f"{past.subject(journey.pk)}/{key}/{letter}/{len(state.taken)}",
            context=fill(letter, Writing(journey, pathway, state, at)),
            subject=past.subject(journey.pk),
            to=to,
            to_name=state.referrer if to == "referrer" else "",
            lacks_capacity=_lacks_capacity(journey, pathway),
            record_id=journey.record_id,
            owner=state.owner,
            due_on=next(_due(pathway, state, letter), None),
        )


def _due(pathway: Pathway, state: State, letter: str) -> Iterator[Any]:
    """The day by which a promise that this letter keeps is due."""
    for each in state.open_promises:
        terms = pathway.promises.get(each.name)
        if terms is not None and f"{letter} issued" in terms.kept_by:
            yield last_day(each.due_at)


def _lacks_capacity(journey: Journey, pathway: Pathway) -> bool | None:
    """Whether the person cannot decide what the letter is about; None while that is to be found out."""
    for form in pathway.forms:
        filled = asking.filled_for(journey, form)
        if filled is not None and "capacity-finding" in filled.definition.places:
            found = answers_of(filled).chosen("capacity-finding")
            if found:
                return None if found & {"to-do", "later"} else "unable" in found
    return False


moving.followers.append(write_letters)


@told
def hear(message: Message, outcome: str, /, *, by: Actor, at: datetime) -> None:
    """A letter of a journey was issued, declined, or is unsafe to send: what was promised is kept or excused by it."""
    kind, _colon, key = message.subject.partition(":")
    if kind != "journey" or outcome not in OF_LETTERS:
        return
    journey = Journey.objects.for_system("the letter belongs to it").get(pk=key)
    why = message.ended_why if outcome != "issued" else ""
    saying.heard(journey, f"{message.letter} {outcome}", by=by, at=at, why=why)
