"""How a story of work is told: a small council, a clock, deeds that may crash, and what must hold after each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import time_machine
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from alongside.pathways import library
from alongside.pathways.actions import opening
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules.history import State
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web.errors import Forbidden, Missing, Refused, Stale
from tests.engine import holding, house

REFUSALS = (Refused, Forbidden, Missing, Stale)
WHY = "the stories look at everything"


class Crash(BaseException):
    """The program dies: nothing in it may catch this."""


def crashing(at: int) -> Callable[..., Any]:
    """A wrapper of the database that dies at its n-th write."""
    writes = count(1)

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")) and next(writes) == at:
            raise Crash
        return execute(sql, params, many, context)

    return run


def none_of(breaches: Iterable[str]) -> None:
    """Fail with these sentences, if there are any."""
    said = "\n".join(breaches)
    assert not said, said


@dataclass(frozen=True)
class Known:
    """What was known of a journey at a moment."""

    journey: int
    at: datetime
    state: State | None


class Story(RuleBasedStateMachine):
    """Begins with work under way for two people; `pathways` are those that are begun in it."""

    pathways: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.served = library._today
        self.travel: Any = None
        self.known: dict[tuple[int, int], Known] = {}
        self.written: Any = None
        self.crash_at = 0
        self.keys = count(1)
        self.backup: Any = None

    @initialize(beginning=st.integers(0, 2), strides=st.lists(st.integers(0, 23), min_size=2, max_size=9))
    def begin(self, beginning: int, strides: list[int]) -> None:
        """A small council at work, shortly before its calendar does something odd."""
        begins = house.beginnings()[beginning]
        self.ends = begins + timedelta(days=170)
        self.travel = time_machine.travel(begins, tick=False)
        self.time: Any = self.travel.start()
        self.serve()
        self.house = house.build()
        self.since = holding.newest()
        for person in (0, 1):
            self.ask_for(person, 0, self.house.playing(("practitioner",), person), 60 * person)
        for stride in strides:
            self.step(stride, 0, stride)

    def serve(self) -> None:
        """The law as it is at first."""
        raise NotImplementedError

    def step(self, number: int, which: int, who: int, when: float | None = None) -> None:
        """A step along a journey from where it stands, by somebody whose part it is."""
        raise NotImplementedError

    def teardown(self) -> None:
        """`alongside check` finds nothing, and what was known is known still; then all is as it was before."""
        try:
            if self.travel is not None:
                self.nothing_known_has_changed()
                none_of(holding.faults())
        finally:
            if self.travel is not None:
                self.travel.stop()
            library._today = self.served
            transaction.savepoint_rollback(self.before)

    def do(self, deed: Callable[..., Any], *things: Any, by: Actor | None, **given: Any) -> Any:
        """Do it as this worker: it crashes first if it is to crash, and what crashes or is refused leaves nothing.

        None when it is refused, or nobody is there to do it.
        """
        self.time.shift(timedelta(seconds=1))
        if by is None:
            return None
        given["key"] = f"story {next(self.keys)}"
        before = holding.written(self.since)
        if self.crash_at:
            crash, self.crash_at = self.crash_at, 0
            try:
                with connection.execute_wrapper(crashing(crash)):
                    return deed(*things, by=by, **given)
            except (Crash, *REFUSALS):
                assert holding.written(self.since) == before, "something of a deed that did not end was left"
        try:
            return deed(*things, by=by, **given)
        except REFUSALS:
            assert holding.written(self.since) == before, "something of a deed that was refused was left"
            return None

    def ask_for(self, person: int, pathway: int, by: Actor | None, days: int) -> None:
        """Begin one of the pathways for one of the people, asked for so many days ago."""
        people, keys = self.house.people, self.pathways
        self.do(
            opening.open_journey,
            people[person % len(people)],
            by=by,
            pathway=keys[pathway % len(keys)],
            came_by=("self", "hospital")[person % 2],
            referrer=("", "Ward 4")[person % 2],
            happened_at=clock.now() - timedelta(days=days),
        )

    def back_up(self) -> None:
        """A backup of the database as it is now."""
        self.backup = (transaction.savepoint(), dict(self.known))

    def restore(self) -> None:
        """The database is what it was when it was backed up, and time has gone on; what was known since is gone."""
        if self.backup is not None:
            point, known = self.backup
            transaction.savepoint_rollback(point)
            self.known, self.written = dict(known), None

    def mine(self) -> Any:
        """The journeys of this story."""
        return Journey.objects.for_system(WHY).filter(person_id__in=self.house.people).order_by("id")

    def journey(self, number: int) -> Journey:
        """One of the journeys of this story."""
        found = list(self.mine())
        return found[number % len(found)]

    def standing(self, number: int) -> tuple[Journey, Pathway]:
        """One of the journeys, and the definition it follows."""
        journey = self.journey(number)
        return journey, definitions.of_hash(journey.definition)

    def go_to(self, moment: datetime) -> None:
        """On to a moment that lies ahead; a story is over before the bank holidays that are known are."""
        if clock.now() < moment < self.ends:
            self.time.move_to(moment)

    @invariant()
    def nothing_is_lost(self) -> None:
        """After every step that wrote something."""
        if not hasattr(self, "since") or self.written == (written := holding.written(self.since)):
            return
        self.written, now = written, clock.now()
        none_of(holding.breaches(now, self.house.people))
        for journey in self.mine():
            if (journey.pk, journey.version) not in self.known:
                state = past.state(journey.pk, as_known=now)
                assert past.state(journey.pk, on=now, as_known=now) == state, "now is where it stands now"
                self.known[journey.pk, journey.version] = Known(journey.pk, now, state)

    def nothing_known_has_changed(self) -> None:
        """What was known then never changes by what is recorded later; and any moment can be asked about."""
        for each in self.known.values():
            assert past.state(each.journey, as_known=each.at) == each.state
            past.state(each.journey, on=each.at)
