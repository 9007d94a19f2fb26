"""A waiting list as it stood at the end of a past day, as is known now or was known then.

Everybody who waited is folded as of that day: priority, worker, holds and what was owed are those of the day. Who may
see whom is decided by today's grants; name, ward, ethnicity and language are today's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from alongside.pathways.language import Pathway
from alongside.pathways.queries import past
from alongside.pathways.queries.list_rows import Drawing, Owed, Stored, WaitingRow, names_on
from alongside.pathways.queries.listing import people
from alongside.pathways.queries.lists import Figures, WaitingList
from alongside.pathways.queries.narrowing import (
    ELSEWHERE,
    GIVEN,
    HERE,
    NOT_GIVEN,
    UNSORTED,
    Asked,
    Chosen,
    of_the_person,
)
from alongside.pathways.queries.seeing import until_seen
from alongside.pathways.queries.standing import touched
from alongside.pathways.rules.calendar import day_of, days_between, end_of
from alongside.pathways.rules.history import State, Waiting
from alongside.pathways.rules.quantiles import spread
from alongside.pathways.rules.waiting import still_waiting
from alongside.records import asking, clock

A_PAGE = 50
A_FEW = 500


@dataclass(frozen=True)
class Past:
    """The day at whose end, and the moment by which what is told was known (None: now)."""

    on: date
    as_known: datetime | None = None

    @property
    def at(self) -> datetime:
        """The last moment of the day."""
        return end_of(self.on) - timedelta(microseconds=1)


class Stood(NamedTuple):
    """Somebody who waited on the day: the journey, its guard, whom it is about, its state and the wait."""

    journey: int
    record: int
    person: int | None
    state: State
    wait: Waiting


def waiting_list(asked: Asked, when: Past, skip: int = 0) -> WaitingList:
    """A page of the list from place `skip` on; `before` and `after` are places, 0 where there is no page."""
    stood = _in_order(asked, when)
    after = skip + A_PAGE if len(stood) > skip + A_PAGE else 0
    rows = _rows(stood[skip : skip + A_PAGE], asked, when)
    return WaitingList(
        asked.pathway, asked.wait, _figures(stood, when.on), rows, max(skip - A_PAGE, 0), after
    )


def everybody(asked: Asked, when: Past) -> list[WaitingRow]:
    """All of the list, in its order."""
    return _rows(_in_order(asked, when), asked, when)


def _in_order(asked: Asked, when: Past) -> list[Stood]:
    stood = [each for each in _everybody(asked, when) if _fits(each, asked, when.on)]
    return sorted(stood, key=lambda each: (each.wait.rank, each.wait.started_at, each.journey))


def _figures(stood: Sequence[Stood], on: date) -> Figures:
    tally = Counter(_days(each.wait, on) for each in stood)
    over = sum(each.wait.due_on is not None and each.wait.due_on < on for each in stood)
    return Figures(spread(tally), tally, over, sum(each.wait.given for each in stood))


def _days(wait: Waiting, on: date) -> int:
    return days_between(day_of(wait.started_at), on)


def _everybody(asked: Asked, when: Past) -> Iterator[Stood]:
    """Everybody whose work the actor may see and who stood in this wait at the end of the day."""
    keys = _candidates(asked, when)
    for begins in range(0, len(keys), A_FEW):
        part = keys[begins : begins + A_FEW]
        about = {journey: (record, person) for journey, record, person in asking.rows(_JOURNEYS, [part])}
        for journey, state in past.states(part, on=when.at, as_known=when.as_known).items():
            for each in state.waits:
                if each.name == asked.wait and still_waiting(each, when.on):
                    record, person = about[journey]
                    yield Stood(journey, record, person, state, each)


def _candidates(asked: Asked, when: Past) -> list[int]:
    """The journeys that may have stood in it: by what is stored now, and those changed since it was known."""
    open_to, given = asking.open_to("w.record_id", asked.actor, clock.now())
    of_person = list(of_the_person(asked.chosen, when.on))
    those = " AND ".join([open_to, *(each.sql for each in of_person)])
    told = [*given, *(value for each in of_person for value in each.given)]
    key = [asked.pathway.key, asked.wait, when.on]
    rows = asking.rows(asking.filled(_WAITING, those=those), [*key, *told])
    rows += asking.rows(asking.filled(_STOPPED, those=those), [*key, when.on, *told])
    for journeys in touched(asked.actor, when.as_known, asked.pathway.key) if when.as_known else ():
        rows += asking.rows(asking.filled(_AMONG, those=those), [list(journeys), *told])
    return sorted({row[0] for row in rows})


_WAITING = (
    "SELECT w.journey_id FROM pathways_wait w WHERE w.pathway = %s AND w.name = %s AND w.stopped_on IS NULL"
    " AND w.started_on <= %s AND {those}"
)
_STOPPED = (
    "SELECT w.journey_id FROM pathways_wait w WHERE w.pathway = %s AND w.name = %s AND w.stopped_on > %s"
    " AND w.started_on <= %s AND {those}"
)
_AMONG = "SELECT DISTINCT w.journey_id FROM pathways_wait w WHERE w.journey_id IN (%s) AND {those}"
_JOURNEYS = "SELECT j.id, j.record_id, j.person_id FROM pathways_journey j WHERE j.id IN (%s)"


def _fits(each: Stood, asked: Asked, on: date) -> bool:
    """Whether somebody is among those chosen by what the day decides."""
    return all(fits for fits in _tests(each, asked.chosen, asked.pathway, on))


def _tests(each: Stood, chosen: Chosen, pathway: Pathway, on: date) -> Iterator[bool]:
    least, most = chosen.days()
    days, due = _days(each.wait, on), each.wait.due_on
    yield not chosen.team or each.state.team == f"team:{chosen.team}"
    yield not chosen.origin or each.state.came_by == chosen.origin
    yield chosen.priority != UNSORTED or each.wait.rank == 0
    yield chosen.priority not in pathway.priorities or each.wait.rank == int(chosen.priority)
    yield chosen.given not in (GIVEN, NOT_GIVEN) or each.wait.given == (chosen.given == GIVEN)
    yield chosen.begun not in (HERE, ELSEWHERE) or (each.state.brought_in_at is None) == (
        chosen.begun == HERE
    )
    yield not chosen.over or (due is not None and due < on)
    yield (least is None or days >= least) and (most is None or days <= most)


def _rows(stood: Sequence[Stood], asked: Asked, when: Past) -> list[WaitingRow]:
    rows = [_stored(each) for each in stood]
    drawing = Drawing(
        asked.pathway,
        until_seen(asked.pathway, asked.wait),
        people((each.person for each in stood), asked.actor),
        names_on(rows),
        {each.journey: _owed(each.state) for each in stood},
        when.at,
        when.on,
    )
    return [drawing.row(row) for row in rows]


def _owed(state: State) -> Owed:
    duties = [each for each in state.open_promises if each.duty]
    return Owed(
        min((each.due_at for each in duties if each.owed_to == "person"), default=None),
        min((each.due_at for each in duties if each.owed_to != "person"), default=None),
    )


def _stored(each: Stood) -> Stored:
    state, held = each.state, each.state.held
    return Stored(
        id=each.journey,
        record_id=each.record,
        journey_id=each.journey,
        version=0,
        person_id=each.person,
        stage="",
        priority=state.priority,
        priority_reason=state.priority_reason,
        reprioritised=state.reprioritised,
        interim_measures=state.interim_measures,
        hold_reason=held.reason if held else "",
        hold_until_on=held.until_on if held else None,
        owner=state.owner,
        started_on=day_of(each.wait.started_at),
        paused_days=each.wait.paused_days,
        paused_since=each.wait.paused_since,
        due_on=each.wait.due_on,
    )
