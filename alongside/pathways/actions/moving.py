"""Taking a step along a pathway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from alongside import council
from alongside.forms import library as form_library
from alongside.forms.queries.filled import answers_of
from alongside.forms.rules.answers import Answers
from alongside.pathways import access, library
from alongside.pathways.actions import keeping, opening
from alongside.pathways.language import Move, Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import asking, definitions, hands
from alongside.pathways.rules import history, moving
from alongside.pathways.rules.history import State
from alongside.people.models import Person
from alongside.records import grants
from alongside.records.acting import action, reason_given
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Forbidden, Refused


@dataclass(frozen=True)
class _Step:
    """A move about to be taken: everything that decides it, read once."""

    journey: Journey
    pathway: Pathway
    key: str
    state: State
    events: Sequence[history.Happened]
    by: Actor

    @property
    def move(self) -> Move:
        return self.pathway.moves[self.key]


@action("pathways.move", on=Journey, may=access.work)
def move(
    journey: Journey,
    *,
    by: Actor,
    at: datetime,
    move: str,
    happened_at: datetime | None = None,
    outcome: str = "",
    owner: str = "",
    urgent: bool = False,
    comment: str = "",
) -> dict[str, Any]:
    """Take a step. Refused, with every reason at once, when something must be so first and is not.

    `outcome` is the code of a reason from the move's list; `owner` the worker it is allocated to; `urgent` agrees
    beyond one's own authority, against a promise of approval afterwards. Answers the stage, and what was opened.
    """
    step = _step(journey, move, by)
    happened = happened_at or at
    _lawful(step, happened, at, urgent)
    said = _from_form(step)
    told = asking.ask(_course(step, said), sorted({*step.move.needs, *step.pathway.conditions}))
    _ready(step, told)
    reason = _reason(step, outcome, comment)
    state = keeping.write(
        journey,
        history.MOVED,
        _sentence(step, outcome, comment),
        at=at,
        happened_at=happened,
        before=(step.events, step.state),
        move=move,
        by=by.worker_id,
        owner=_owner(step, owner),
        outcome=outcome or move,
        urgent=urgent or None,
        reason=reason,
        facts={name: answer for name, answer in told.answers.items() if name in step.pathway.conditions},
        **said,
    )
    opens = [*step.move.opens, *(key for key, fact in step.move.opens_if.items() if told.answers.get(fact))]
    return {"stage": state.stage, "opened": _follow(step, state, opens, by=by, at=at, happened=happened)}


def _step(journey: Journey, key: str, by: Actor) -> _Step:
    events, state = keeping.read(journey.pk)
    if state is None:
        raise RuntimeError(f"journey {journey.pk} has no beginning")
    pathway = definitions.of_hash(state.definition)
    if key not in pathway.moves:
        raise Refused(f"“{pathway.title}” has no step “{key}”. Open the page again.")
    return _Step(journey, pathway, key, state, events, by)


def _course(step: _Step, said: dict[str, Any]) -> asking.Course:
    """What facts are asked of: the journey as it will be once what the form says is taken over."""
    known = {name: value for name, value in said.items() if name != "filled" and value not in (None, "")}
    return asking.Course(step.journey, replace(step.state, **known), step.pathway)


def _lawful(step: _Step, happened: datetime, at: datetime, urgent: bool) -> None:
    by = step.by
    if wrong := moving.wrong_stage(step.pathway, step.state, step.key):
        raise Refused(wrong)
    if wrong := moving.wrong_time(step.state, happened, at):
        raise Refused(wrong, "happened_on")
    if by is SYSTEM:
        return
    if not moving.may_play(step.move, by.duties):
        raise Forbidden(
            f"This step is taken by: {', '.join(step.move.by)}. Ask a colleague whose part it is."
        )
    if other := moving.same_hands(step.move, hands.movers(step.journey, step.state, step.move), by.worker_id):
        raise Forbidden(f"You took the step “{other}” yourself: this one is for somebody else.")
    if step.move.authority:
        _within_authority(step, urgent)


def _within_authority(step: _Step, urgent: bool) -> None:
    """Agreeing an amount a week: within one's own limit, or urgently against approval afterwards."""
    limit = council.current().authorises(step.by.roles)
    amount = step.state.amount or 0
    if limit is not None and amount <= limit * 100:
        return
    if urgent and step.move.urgent:
        if not reason_given().strip():
            raise Refused("Say why this cannot wait for somebody who may agree it.", "reason")
        return
    own = "no amount" if limit is None else f"up to £{limit:,} a week"
    raise Refused(
        f"This costs £{amount / 100:,.2f} a week and your role agrees {own}. Send it to somebody who may."
    )


def _ready(step: _Step, told: asking.Told) -> None:
    missing = moving.in_the_way(step.move, told.answers)
    if owed := moving.unsettled(step.pathway, step.state, step.key):
        missing += [f"what is owed is kept or excused ({promised(step.pathway, each)})" for each in owed]
    if not missing:
        return
    broken = [fact for fact in step.move.needs if fact in told.broken]
    more = f" Alongside could not find out: {', '.join(broken)}. Tell whoever runs it." if broken else ""
    raise Refused(f"Before this step it must be so: {'; '.join(missing)}.{more}")


def promised(pathway: Pathway, each: history.Owing) -> str:
    """What a promise of a journey is called."""
    terms = pathway.promises.get(each.name)
    return terms.title if terms is not None else each.name


def _reason(step: _Step, outcome: str, comment: str) -> str:
    rule = step.move.reason
    if isinstance(rule, dict) and outcome not in rule:
        raise Refused("Choose the reason.", "outcome")
    if rule == "required" and not comment.strip():
        raise Refused("Say why, so that whoever reads it understands.", "comment")
    return comment.strip()


def _owner(step: _Step, owner: str) -> str | None:
    if step.move.allocates == "worker":
        holder = grants.holder_of_work(owner, "owner")
        if not holder.startswith("worker:"):
            raise Refused("Choose a worker who is at work.", "owner")
        return holder
    return step.state.team if step.move.allocates == "team" else None


def _from_form(step: _Step) -> dict[str, Any]:
    """What the move takes over from the answers of its form."""
    if not step.move.form:
        return {}
    filled = asking.filled_for(step.journey, step.move.form)
    if filled is None or not filled.is_complete:
        raise Refused(f"Complete the form “{form_library.current(step.move.form).title}” first.")
    answers = answers_of(filled)
    taken = {
        name.replace(" ", "_"): _taken(answers, name, question) for name, question in step.move.sets.items()
    }
    return {**taken, "filled": filled.id}


def _taken(answers: Answers, name: str, question: str) -> Any:
    """What a move takes over: numbers as numbers, codes and days as they are kept, anything else in words."""
    value = answers[question].value
    if value is None:
        return None
    if name in ("priority", "amount"):
        return int(value)
    return value if name in ("came by", "next on") else answers.said(question)


def _sentence(step: _Step, outcome: str, comment: str) -> str:
    label = step.move.label or step.key.capitalize()
    rule = step.move.reason
    why = rule.get(outcome, "") if isinstance(rule, dict) else ""
    more = ". ".join(filter(None, (why, comment.strip().rstrip("."))))
    return f"{step.pathway.title}: {label}{f' ({more})' if more else ''}."


def _person(journey: Journey) -> Person:
    person = asking.person_of(journey)
    if person is None:
        raise Refused("This is about no person: what follows from it must be begun by hand.")
    return person


class Follower(Protocol):
    """Something that follows from a step, in the same transaction: letters are written so."""

    def __call__(
        self, journey: Journey, pathway: Pathway, key: str, state: State, /, *, by: Actor, at: datetime
    ) -> None: ...


followers: list[Follower] = []


def _follow(
    step: _Step, state: State, opens: Sequence[str], *, by: Actor, at: datetime, happened: datetime
) -> list[int]:
    opened = []
    for key in opens:
        resolved = library.current().resolved(key)
        keeping.keep_version(resolved, at)
        opened.append(
            opening.begin(
                _person(step.journey),
                resolved,
                by=by,
                at=at,
                happened_at=step.state.opened_at if step.move.since_opened else happened,
                parent_id=step.journey.pk,
                continues=state.owner,
                came_by=state.came_by,
                referrer=state.referrer,
            )
        )
    for follower in followers:
        follower(step.journey, step.pathway, step.key, state, by=by, at=at)
    return opened
