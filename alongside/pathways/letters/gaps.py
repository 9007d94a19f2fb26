"""What fills the gaps of letters: one function for each gap, from what is known of the journey.

A letter that uses only gaps that are known here, or that are questions of the forms of its pathway (the gap “own words”
is the answer to `own-words`), needs no Python.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from alongside import council
from alongside.council.shapes import Team
from alongside.forms import library
from alongside.forms.queries.contributions import contributions
from alongside.forms.queries.filled import Filled, answers_of
from alongside.forms.rules.answers import Answers
from alongside.pathways.language import Pathway
from alongside.pathways.letters import (
    appeal,
    assessment,
    at_home,
    carers,
    finance,
    grant,
    leaving,
    panel,
    plan,
    reablement,
    review,
    support,
    therapy,
)
from alongside.pathways.models import Journey
from alongside.pathways.queries import asking, past
from alongside.pathways.queries.askers import PERSON, asker
from alongside.pathways.rules.calendar import last_day
from alongside.pathways.rules.history import State
from alongside.records.models import Worker
from alongside.web.formats import day

Say = Callable[[Answers], Any]
FREE = "free weeks"
_OF_ONE = (assessment, carers, plan, finance)
_OF_SEVERAL = (
    review,
    therapy,
    reablement,
    at_home,
    leaving,
    grant,
    support,
    panel,
    appeal,
)
OF_FORMS: Mapping[str, Mapping[str, Say]] = {
    **{each.FORM: each.GAPS for each in _OF_ONE},
    **{form: gaps for each in _OF_SEVERAL for form, gaps in each.FORMS.items()},
}
"""What the answers of each form say in letters, by gap."""


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

    @cached_property
    def filled(self) -> Mapping[str, Filled]:
        """The forms of the pathway that were filled in for the journey, the one that was begun last first."""
        found = {form: asking.filled_for(self.journey, form) for form in self.pathway.forms}
        there = {form: each for form, each in found.items() if each is not None}
        return dict(sorted(there.items(), key=lambda each: each[1].id, reverse=True))

    def answers(self, form: str) -> Answers | None:
        """The answers of a form filled in for the journey."""
        filled = self.filled.get(form)
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


@gap("whom")
def _about_whom(of: Writing) -> str:
    """The person, to whoever reads the letter: themselves, or by name to whoever asked in their place."""
    asked = asker(of.journey, of.pathway)
    return "you" if asked in {None, PERSON} else str(asking.person_of(of.journey) or "you")


@gap("free before")
def _free_before(of: Writing) -> str:
    """The first day on which reablement may cost anything: a clock that the law stops runs until then."""
    return next((day(each.due_on) for each in of.state.open_waits if each.name == FREE), "")


@gap("asked for")
def _asked_for(of: Writing) -> str:
    return of.pathway.title


@gap("waiting for")
def _waiting_for(of: Writing) -> str:
    """The kind of work, as it stands within a sentence; what is written in capitals stays so."""
    first, rest = of.pathway.title[:1], of.pathway.title[1:]
    return f"{first if rest[:1].isupper() else first.lower()}{rest}"


@gap("next steps")
def _next_steps(of: Writing) -> str:
    """What the person may count on, from what is owed to them."""
    owed = [each for each in of.state.open_promises if each.owed_to == "person" and not each.duty]
    lines = [f"{_title(of, each.name)}, by {day(last_day(each.due_at))}." for each in owed]
    return "\n\n".join([*_decided(of), *lines]) or f"{of.team.title} will tell you what happens next."


def _decided(of: Writing) -> list[str]:
    """What was decided on the form means this for the person, where the form says so."""
    for form in of.pathway.forms:
        say = FOLLOWS.get(form)
        answers = of.answers(form) if say else None
        if say is not None and answers is not None:
            return say(answers)
    return []


FOLLOWS: Mapping[str, Callable[[Answers], list[str]]] = {
    **{each.FORM: each.what_follows for each in _OF_ONE},
    **{form: say for each in _OF_SEVERAL for form, say in each.FOLLOWS.items()},
}


def _title(of: Writing, name: str) -> str:
    terms = of.pathway.promises.get(name)
    return terms.title if terms else name.capitalize()


@gap("why not")
def _why_not(of: Writing) -> str:
    """The reason of the last step: as the definition words the one chosen, or as it was written."""
    said = past.events(of.journey.pk)[-1].content
    reasons = of.pathway.moves[said["move"]].reason
    return reasons.get(said["outcome"], "") if isinstance(reasons, dict) else said.get("reason", "")


@gap("latest")
def _latest(of: Writing) -> str:
    """The last day on which anything is still owed to the person."""
    due = [each.due_at for each in of.state.open_promises if each.owed_to == "person" and not each.duty]
    return day(last_day(max(due))) if due else ""


@gap("reply by")
def _reply_by(of: Writing) -> str:
    due = [each.due_at for each in of.state.open_promises if each.owed_to == "person" and not each.duty]
    return day(last_day(min(due))) if due else ""


@gap("answer by")
def _answer_by(of: Writing) -> str:
    """The last of the days by which the person is owed something."""
    due = [each.due_at for each in of.state.open_promises if each.owed_to == "person" and not each.duty]
    return day(last_day(max(due))) if due else ""


@gap("contributors")
def _contributors(of: Writing) -> list[str]:
    """Who else put what into the forms of the way: each with their role and organisation, in the order of the form."""
    told = []
    for form in of.pathway.forms:
        filled = asking.filled_for(of.journey, form)
        beside = contributions(filled) if filled is not None else {}
        for section in filled.definition.sections if filled is not None else ():
            told += [f"{section.title}: {row.who}. {row.said}" for row in beside.get(section.key, ())]
    return told


def filling(of: Writing, name: str) -> Filling | None:
    """What fills this gap in a letter of this journey: a form of its pathway first, else what any journey can say."""
    says = {form: OF_FORMS[form][name] for form in of.pathway.forms if name in OF_FORMS.get(form, {})}
    return _from_answers(says) if says else gaps.get(name) or _answer(of, name)


def _answer(of: Writing, name: str) -> Filling | None:
    """The answer, in words, to the question whose key is the name of the gap, where a form of the pathway has it."""
    key = name.replace(" ", "-")

    def say(answers: Answers) -> str:
        return answers.said(key)

    asks = [form for form in of.pathway.forms if key in library.current(form).places]
    return _from_answers(dict.fromkeys(asks, say)) if asks else None


def _from_answers(says: Mapping[str, Say]) -> Filling:
    """Where two forms say the same, as the council's review and an agency's do, the one that was begun last speaks."""

    def fill(of: Writing) -> Any:
        form = next((form for form in of.filled if form in says), "")
        return says[form](answers_of(of.filled[form])) if form else ""

    return fill
