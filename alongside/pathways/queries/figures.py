"""The figures of one wait, of everybody who stood in it: still waiting, completed, what joining means, week by week.

They name nobody, so they are of the whole council, whoever reads them. Still waiting and completed are never mixed
(G-19). All of them follow from the same runs: those that were going on at some time between two days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from alongside.pathways.queries import past
from alongside.pathways.queries.standing import stood, touched, written
from alongside.pathways.rules import history, joining, placing
from alongside.pathways.rules.calendar import day_of, days_between
from alongside.pathways.rules.flows import Bar, Week, bars, monday, weeks
from alongside.pathways.rules.history import State, Waiting
from alongside.pathways.rules.joining import DIED, LEFT, SEEN, Point
from alongside.pathways.rules.quantiles import Spread, spread
from alongside.records import asking, clock
from alongside.records.actors import SYSTEM

A_YEAR = 365
WEEKS = 26
SHARES = (25, 50, 75, 90)
OUTCOME_OF_DEATH = "died"


@dataclass(frozen=True)
class About:
    """Which wait, from when to when, and by which moment it was known (None: now); `rank` narrows to one priority,
    `team` (“team:east”) to the work of one team."""

    pathway: str
    wait: str
    since: date
    on: date
    as_known: datetime | None = None
    rank: int | None = None
    team: str = ""


class Run(NamedTuple):
    """A wait of somebody: when it began and stopped, and by which end (seen, left, died). How urgent it was, its last
    day in time, and whether a worker had it, are as of the day that is asked about, or of when it stopped."""

    began_on: date
    stopped_on: date | None
    how: str
    rank: int
    due_on: date | None
    given: bool

    def waits(self, on: date) -> bool:
        """Whether it was going on at the end of a day on or before which it began."""
        return self.stopped_on is None or self.stopped_on > on

    def days(self, on: date) -> int:
        """How long it was at the end of a day, or when it stopped."""
        return days_between(self.began_on, on if self.waits(on) else self.stopped_on or on)


@dataclass(frozen=True)
class Portrait:
    """Everything that is told of a wait. `within`: the day by which so many in a hundred of those who stay are seen."""

    about: About
    still: Spread
    over: int
    given: int
    completed: Spread
    in_time: int
    left: int
    died: int
    joined: int
    within: Mapping[int, int | None]
    course: Sequence[Point]
    weeks: Sequence[Week]
    bars: Sequence[Bar]
    bars_completed: Sequence[Bar]


def portrait(about: About) -> Portrait:
    """The figures of a wait."""
    first = min(about.since, monday(about.on) - timedelta(weeks=WEEKS - 1))
    found = {run: people for run, people in runs(about, first).items() if about.rank in (None, run.rank)}
    waiting = _those(found, lambda run: run.waits(about.on))
    ended = _those(found, lambda run: not run.waits(about.on) and about.since <= (run.stopped_on or first))
    seen = _those(ended, lambda run: run.how == SEEN)
    passages = _passages(found, about)
    still, completed = _tally(waiting, about.on), _tally(seen, about.on)
    return Portrait(
        about=about,
        still=spread(still),
        over=sum(people for run, people in waiting.items() if run.due_on and run.due_on < about.on),
        given=sum(people for run, people in waiting.items() if run.given),
        completed=spread(completed),
        in_time=sum(
            n for run, n in seen.items() if run.due_on and (run.stopped_on or about.on) <= run.due_on
        ),
        left=sum(people for run, people in ended.items() if run.how == LEFT),
        died=sum(people for run, people in ended.items() if run.how == DIED),
        joined=sum(people for run, people in found.items() if run.began_on >= about.since),
        within={share: joining.within(joining.kaplan_meier(passages), share) for share in SHARES},
        course=joining.aalen_johansen(passages),
        weeks=_weeks(found, about),
        bars=bars(still),
        bars_completed=bars(completed),
    )


def _those(found: Mapping[Run, int], chosen: Any) -> dict[Run, int]:
    return {run: people for run, people in found.items() if chosen(run)}


def _tally(found: Mapping[Run, int], on: date) -> Counter[int]:
    tally: Counter[int] = Counter()
    for run, people in found.items():
        tally[run.days(on)] += people
    return tally


def _passages(found: Mapping[Run, int], about: About) -> Counter[joining.Passage]:
    made: Counter[joining.Passage] = Counter()
    for run, people in found.items():
        if run.stopped_on is None or run.stopped_on >= about.since:
            made[joining.passage(run.began_on, run.stopped_on, run.how, about.since, about.on)] += people
    return made


def _weeks(found: Mapping[Run, int], about: About) -> Sequence[Week]:
    first = monday(about.on) - timedelta(weeks=WEEKS - 1)
    arrived: Counter[date] = Counter()
    ended: Counter[tuple[date, str]] = Counter()
    before = 0
    for run, people in found.items():
        if run.stopped_on is not None and run.stopped_on < first:
            continue
        if run.began_on < first:
            before += people
        else:
            arrived[run.began_on] += people
        if not run.waits(about.on) and run.stopped_on:
            ended[run.stopped_on, run.how] += people
    return weeks(first, about.on, before, arrived, ended)


def runs(about: About, first: date) -> Counter[Run]:
    """How many there were of each run that was going on at some time from `first` to the end of `about.on`."""
    found: Counter[Run] = Counter()
    _add(found, _stored(about, first), about.on, 1)
    for journeys in touched(SYSTEM, about.as_known, about.pathway) if about.as_known else ():
        _add(found, _stored(about, first, journeys), about.on, -1)
        for state in past.states(journeys, as_known=about.as_known).values():
            for wait in state.waits if about.team in ("", state.team) else ():
                run = run_of(wait, state, about.on)
                if wait.name == about.wait and run.began_on <= about.on:
                    found[run] += int(run.stopped_on is None or run.stopped_on >= first)
    return +found


def run_of(wait: Waiting, state: State, on: date) -> Run:
    """The run of a wait that was folded."""
    left = DIED if state.outcome == OUTCOME_OF_DEATH else LEFT
    how = "" if wait.stopped_at is None else SEEN if wait.how == history.COMPLETED else left
    stopped_on = day_of(wait.stopped_at) if wait.stopped_at else None
    return Run(day_of(wait.started_at), stopped_on, how, *placing.on(wait, on)[1:])


def _add(found: Counter[Run], rows: Iterable[Sequence[Any]], on: date, sign: int) -> None:
    for *row, people in rows:
        found[stored_run(row, on)] += sign * people


def stored_run(row: Sequence[Any], on: date) -> Run:
    """The run of a wait as it is stored: its columns in this order, and its course where the day has gone by."""
    began, stopped, how, rank, due, given, course = row
    place = stood(course, on)[1:] if course else (rank, written(due), bool(given))
    return Run(written(began), written(stopped), how, *place)


def _stored(about: About, first: date, journeys: Sequence[int] | None = None) -> asking.Rows:
    key = [about.pathway, about.wait, about.on]
    narrow = ""
    told: list[Any] = []
    if journeys is not None:
        narrow, told = " AND w.journey_id IN (%s)", [list(journeys)]
    if about.team:
        narrow, told = narrow + _OF_TEAM, [*told, about.team]
    # Of a day gone by it is asked how everybody stood then; today they stand as the columns say.
    course = "w.course" if about.on < clock.today() else "''"
    rows = asking.rows(asking.filled(_GOING_ON, course=course, narrow=narrow), [*key, *told])
    return rows + asking.rows(asking.filled(_STOPPED, course=course, narrow=narrow), [*key, first, *told])


_THIS = "FROM pathways_wait w WHERE w.pathway = %s AND w.name = %s AND w.started_on <= %s"
_GOING_ON = (
    f"SELECT w.started_on, NULL, '', w.rank, w.due_on, w.given, {{course}}, COUNT(*) {_THIS}"
    " AND w.stopped_on IS NULL{narrow} GROUP BY 1, 4, 5, 6, 7"
)
_OF_TEAM = " AND EXISTS (SELECT 1 FROM pathways_journey t WHERE t.id = w.journey_id AND t.team = %s)"
_ENDING = (
    "CASE WHEN w.how = 'completed' THEN 'seen' WHEN EXISTS (SELECT 1 FROM pathways_journey j"
    " WHERE j.id = w.journey_id AND j.outcome = 'died') THEN 'died' ELSE 'left' END"
)
_STOPPED = (
    f"SELECT w.started_on, w.stopped_on, {_ENDING}, w.rank, w.due_on, w.given, {{course}}, COUNT(*) {_THIS}"
    " AND w.stopped_on >= %s{narrow} GROUP BY 1, 2, 3, 4, 5, 6, 7"
)


def year_before(on: date) -> date:
    """The first day of the twelve months that end on a day."""
    return on - timedelta(days=A_YEAR - 1)
