"""What a pathway definition says. Each shape is a part of a resolved definition: no target is left to look up.

In a file a heading is the English of the field (`kept_by` is written `kept by`). A definition is text for ever: what
it names (facts, duties, happenings) is given its meaning elsewhere, and never changes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from alongside.council.shapes import Shape
from alongside.council.values import Day, Key, Text, YesNo, one_of, refused, written
from alongside.pathways.rules.calendar import Span, span

OPENED, ENDED, ANY_OPEN = "opened", "ended", "any open"
# Between a move and the other pathway that it is of: “decide of panel”.
OF = " of "
OWED_TO = ("person", "unpaid carer", "referrer", "provider", "organisation")
# A letter may also go to whoever asked in the person's place, once it is shown that they may have it.
WRITTEN_TO = (*OWED_TO, "whoever asked")
SETS = ("priority", "priority reason", "amount", "interim measures", "came by", "referrer", "next on")
_NAME = re.compile(r"[a-z0-9'’]+([ -][a-z0-9'’]+)*")


def _words(value: Any) -> Any:
    """One word, or a list of them: `from: received` means the same as `from: [received]`."""
    return [value] if isinstance(value, str) else value


def _limit(value: Any) -> Any:
    """A span, or one for each priority."""
    if isinstance(value, dict):
        return {key: _span(each) for key, each in value.items()}
    return _span(value)


def _reason(value: Any) -> Any:
    """“required”, or the reasons to choose from: code and label of each."""
    if isinstance(value, dict):
        return {key: written(label) for key, label in value.items()}
    if written(value) != "required":
        raise refused(
            f"“{value}” is not a rule about reasons", "Write `required`, or a code and label for each reason"
        )
    return "required"


def _since(value: Any) -> Any:
    """One moment; or the later, or the earlier, of several."""
    return {"later of": [value]} if isinstance(value, str) else value


def _span(value: Any) -> str:
    try:
        return str(span(written(value)))
    except ValueError as error:
        raise refused(str(error), "For example: 5 working days") from None


def _name(value: Any) -> str:
    text = written(value)
    if not _NAME.fullmatch(text):
        raise refused(f"“{text}” is not a name", "Write words in small letters, as in with manager")
    return text


# What a stage, a move or a clock is known by for ever; what is shown is its title.
Name = Annotated[str, BeforeValidator(_name)]
Words = Annotated[tuple[Text, ...], BeforeValidator(_words)]
# A length of time, or one for each priority, as text: the definition stays plain data.
Limit = Annotated[str | dict[str, str], BeforeValidator(_limit)]
Reasons = Annotated[str | dict[str, str], BeforeValidator(_reason)]


def length(limit: Limit, priority: int | None) -> Span | None:
    """The length of time that a limit means at this priority; None when it depends on one and none is set."""
    if isinstance(limit, str):
        return span(limit)
    found = limit.get(str(priority)) if priority is not None else None
    return span(found) if found else None


def urgently(move: str) -> str:
    """The moment at which a move was taken beyond somebody's authority, because it could not wait."""
    return f"{move} urgently"


class Since(Shape):
    """From when a time is counted: the later of some moments, or the earlier of them (rules.counting)."""

    later_of: Words = ()
    earlier_of: Words = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every moment that it speaks of."""
        return (*self.later_of, *self.earlier_of)


# Which of two clocks counts is a council's own choice, such as the one of a review (practice under the Care Act s27).
CountedFrom = Annotated[Since | None, BeforeValidator(_since)]


class Stage(Shape):
    """Where a journey stands: whose turn it is, and what they are to do next, by when."""

    title: Text
    turn: Text | None = None
    next: Text | None = None
    within: Limit | None = None
    # From when that time is counted, if not from when this stage was reached.
    since: CountedFrom = None
    # The step that Alongside itself takes when the time of this stage is over, such as a review that falls due.
    then: Name | None = None
    # The step that Alongside takes when the person dies and something is left to do, such as fetching what was lent.
    at_death: Name | None = None
    end: YesNo = False


class Move(Shape):
    """One step from a stage to another: who may take it, and what must be so first."""

    origin: Annotated[Words, Field(alias="from")]
    to: Text
    by: Words
    label: Text | None = None
    form: Text | None = None
    # Until this step is taken its form is read by whoever has the work, and by nobody else.
    private: YesNo = False
    needs: Words = ()
    sets: dict[Annotated[str, one_of(*SETS)], Text] = {}
    date: Text | None = None
    reason: Reasons | None = None
    allocates: Annotated[str | None, one_of("worker", "team")] = None
    # Moves of this way; or “decide of panel”, of the work that this one looks at again.
    apart_from: Words = ()
    authority: YesNo = False
    urgent: Text | None = None
    opens: Words = ()
    # Pathways that begin only where a fact is known to hold.
    opens_if: dict[Text, Text] = {}
    # What it opens has been waited for since this journey was opened, not since this step.
    since_opened: YesNo = False
    writes: dict[str, Annotated[str, one_of(*WRITTEN_TO)]] = {}
    says: Words = ()


class Wait(Shape):
    """A clock that a figure is made of: elapsed days, from the first of some moments to the first of others."""

    title: Text
    starts: Words
    stops: Words
    target: Limit | None = None
    headline: YesNo = False
    law: Text | None = None


class Duty(Shape):
    """Something owed again and again while a wait runs."""

    title: Text
    during: Text
    every: Limit
    kept_by: Words
    owed_to: Annotated[str, one_of(*OWED_TO)] = "person"
    closes: Words = ()
    # Whether the council promises it on the day of this version, and the first and last day if it says any.
    promised: YesNo = True
    promised_from: Day | None = None
    promised_until: Day | None = None


class Promise(Shape):
    """Something owed once, by a time, with an owner."""

    title: Text
    owed_to: Annotated[str, one_of(*OWED_TO)]
    opens: Words
    condition: Annotated[Text | None, Field(alias="if")] = None
    kept_by: Words
    excused_by: Words = ()
    # What lets a clock that the law stops go on: what was excused is owed again, in the days that were left.
    resumes: Words = ()
    within: Limit
    # From when that is counted, if not from what opened it.
    since: CountedFrom = None
    owner: Annotated[str, one_of("owner", "team")] = "owner"
    closes: Words = ()
    law: Text | None = None


class Priority(Shape):
    """One band of a priority rule."""

    title: Text
    meaning: Text


class Times(Shape):
    """Where those lengths of time come from that neither a law nor a target of the council sets, and since when they
    hold. A council that lays other times over them says where its own come from."""

    source: Text
    from_on: Day
    verified: YesNo


class Opening(Shape):
    """How a journey begins: who may open one, and with which form."""

    label: Text
    by: Words
    form: Text | None = None


class Example(Shape):
    """A story that is a test: what happened (once, or at several times), and what the rules must make of it."""

    story: Text
    opened: Text
    priority: Text | None = None
    facts: Words = ()
    happens: dict[Text, Words] = {}
    then: Text
    waits: dict[str, Text] = {}
    due: dict[str, Text] = {}
    late: Words = ()
    kept: Words = ()


class Pathway(Shape):
    """A process from beginning to end: its stages, its moves, what is waited for and what is owed."""

    pathway: Key
    title: Text
    purpose: Text
    about: Annotated[str, one_of("person", "provider", "organisation")]
    law: Text | None = None
    # Kinds of team, the first that the council has: not every council has a team for reviews.
    team: Words
    restricted_to: Words = ()
    survives_death: YesNo = False
    opening: Opening
    stages: dict[Name, Stage]
    moves: dict[Name, Move]
    waits: dict[Name, Wait] = {}
    while_waiting: dict[Name, Duty] = {}
    promises: dict[Name, Promise] = {}
    priorities: dict[str, Priority] = {}
    times: Times | None = None
    # The council's targets and priorities that are named above, each with its source: written in when it is resolved.
    sources: tuple[Text, ...] = ()
    leads_to: Words = ()
    counts_as: dict[str, Text] = {}
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]

    @property
    def key(self) -> str:
        """The word by which the pathway is known for ever."""
        return self.pathway

    @cached_property
    def first(self) -> str:
        """The stage in which a journey begins: the first that is written."""
        return next(iter(self.stages))

    @cached_property
    def looks_again_at(self) -> tuple[str, ...]:
        """Other pathways whose decisions this one looks at again: those that its steps must be apart from."""
        named = (each.rpartition(OF) for move in self.moves.values() for each in move.apart_from)
        return tuple(dict.fromkeys(other for step, _of, other in named if step))

    @cached_property
    def open_stages(self) -> tuple[str, ...]:
        """Stages from which something has still to happen."""
        return tuple(key for key, stage in self.stages.items() if not stage.end)

    def origins(self, move: Move) -> tuple[str, ...]:
        """The stages a move may be taken from."""
        return self.open_stages if ANY_OPEN in move.origin else move.origin

    def moves_from(self, stage: str) -> Iterator[tuple[str, Move]]:
        """The moves that may be taken from a stage, as written."""
        return ((key, move) for key, move in self.moves.items() if stage in self.origins(move))

    def ends(self, stage: str) -> bool:
        """Whether nothing is left to happen in this stage."""
        return self.stages[stage].end

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms that are filled in along the way, in the order of the moves."""
        named = [self.opening.form, *(move.form for move in self.moves.values())]
        return tuple(dict.fromkeys(form for form in named if form))

    @cached_property
    def conditions(self) -> frozenset[str]:
        """Every fact whose answer decides what opens: the engine writes them into the event."""
        owed = {each.condition for each in self.promises.values() if each.condition}
        return frozenset(owed.union(*(move.opens_if.values() for move in self.moves.values())))

    @cached_property
    def turning(self) -> frozenset[str]:
        """Every moment (opened, ended, a move, a happening) that starts or stops a wait, or opens a promise."""
        clocks = (name for wait in self.waits.values() for name in (*wait.starts, *wait.stops))
        owed = (name for each in self.promises.values() for name in (*each.opens, *each.resumes))
        return frozenset((*clocks, *owed))

    @cached_property
    def retimed(self) -> frozenset[str]:
        """Promises and duties whose time may change while they are open: it hangs on the priority, or on a moment."""
        duties = {name for name, duty in self.while_waiting.items() if not isinstance(duty.every, str)}
        return frozenset(duties | {name for name, each in self.promises.items() if each.since is not None})

    @cached_property
    def hears(self) -> frozenset[str]:
        """Every happening (or move) that keeps or excuses or opens something here."""
        said: set[str] = set()
        for promise in self.promises.values():
            said |= {*promise.opens, *promise.kept_by, *promise.excused_by, *promise.resumes}
        for duty in self.while_waiting.values():
            said |= set(duty.kept_by)
        for wait in self.waits.values():
            said |= {*wait.starts, *wait.stops}
        counted = [each.since for each in self.stages.values()] + [
            each.since for each in self.promises.values()
        ]
        said.update(*(since.names for since in counted if since))
        return frozenset(said - self.moves.keys() - {OPENED, ENDED})


class Owed(Promise):
    """A promise that belongs to a person or to the council rather than to a journey: one file in `promises/`."""

    promise: Key
    about: Annotated[str, one_of("person", "organisation")] = "person"
    purpose: Text
    team: Words
    next: Text
