"""The people behind a figure of those who completed, left, died or arrived in a period.

They are counted by the same runs as the figures, as at the same day and as known then: so they add up to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import NamedTuple

from alongside.pathways.language import Pathway
from alongside.pathways.queries import past
from alongside.pathways.queries.figures import Run, run_of, stored_run
from alongside.pathways.queries.listing import Named, people
from alongside.pathways.queries.standing import touched
from alongside.pathways.rules.joining import DIED, LEFT, SEEN
from alongside.records import asking, clock
from alongside.records.actors import SYSTEM, Actor

ARRIVED, GONE = "arrived", "gone"
HOWS = {
    SEEN: "Seen",
    LEFT: "Left without it",
    DIED: "Died",
    GONE: "Left without it, or died",
    ARRIVED: "Arrived",
}
A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Who is looked for: how their wait ended in the period (or that it began in it), after how many days, of which
    priority and team (“team:east”), and whether within the target; as at the end of `on`, as known (None: now)."""

    how: str
    since: date
    until: date
    on: date
    as_known: datetime | None = None
    least: int | None = None
    most: int | None = None
    rank: int | None = None
    in_time: bool = False
    team: str = ""


@dataclass(frozen=True)
class Passed:
    """One wait that began or ended in the period. `person` is blank where the reader may not see the record."""

    record_id: int
    person_id: int | None
    journey_id: int
    person: str
    began_on: date
    ended_on: date | None
    days: int
    how: str


@dataclass(frozen=True)
class Behind:
    """Those whom the reader may see, a page of them, of all there are."""

    rows: Sequence[Passed]
    yours: int
    everybody: int


class _Whose(NamedTuple):
    record: int
    journey: int
    person: int | None
    run: Run


def behind(actor: Actor, pathway: Pathway, wait: str, wanted: Wanted, skip: int = 0) -> Behind:
    """The people behind one figure, those who came or went last first."""
    everybody = _found(SYSTEM, pathway, wait, wanted)
    mine = _found(actor, pathway, wait, wanted)
    page = mine[skip : skip + A_PAGE]
    named = people((each.person for each in page), actor)
    return Behind([_row(each, named, wanted.on) for each in page], len(mine), len(everybody))


def _found(actor: Actor, pathway: Pathway, wait: str, wanted: Wanted) -> list[_Whose]:
    every = chain(_stored(actor, pathway, wait, wanted), _as_was_known(actor, pathway, wait, wanted))
    fits = [each for each in every if _fits(each.run, wanted)]
    return sorted(
        fits, key=lambda each: (each.run.stopped_on or each.run.began_on, each.journey), reverse=True
    )


def _stored(actor: Actor, pathway: Pathway, wait: str, wanted: Wanted) -> Iterator[_Whose]:
    """What is stored of the period, but for the work of which something was written down since."""
    seen, given = ("", []) if actor is SYSTEM else asking.open_to("w.record_id", actor, clock.now())
    narrow = f" AND {seen}" if seen else ""
    if wanted.team:
        narrow, given = f"{narrow} AND j.team = %s", [*given, wanted.team]
    period = _BEGAN if wanted.how == ARRIVED else _STOPPED
    rows = asking.rows(
        asking.filled(_OF, period=period, narrow=narrow),
        [pathway.key, wait, wanted.since, wanted.until, *given],
    )
    since = touched(actor, wanted.as_known, pathway.key) if wanted.as_known else ()
    anew = set(chain.from_iterable(since))
    for record, journey, person, *row in rows:
        if journey not in anew:
            yield _Whose(record, journey, person, stored_run(row, wanted.on))


def _as_was_known(actor: Actor, pathway: Pathway, wait: str, wanted: Wanted) -> Iterator[_Whose]:
    for journeys in touched(actor, wanted.as_known, pathway.key) if wanted.as_known else ():
        whose = {row[0]: row[1:] for row in asking.rows(_WHOSE, [list(journeys)])} if journeys else {}
        for journey, state in past.states(journeys, as_known=wanted.as_known).items():
            record, person = whose[journey]
            for each in state.waits if wanted.team in ("", state.team) else ():
                if each.name == wait:
                    yield _Whose(record, journey, person, run_of(each, state, wanted.on))


def _fits(run: Run, wanted: Wanted) -> bool:
    return all(_tests(run, wanted))


def _tests(run: Run, wanted: Wanted) -> Iterator[bool]:
    days, ended = run.days(wanted.on), None if run.waits(wanted.on) else run.stopped_on
    of_period = run.began_on if wanted.how == ARRIVED else ended
    yield of_period is not None and wanted.since <= of_period <= min(wanted.until, wanted.on)
    yield wanted.how in (ARRIVED, run.how) or (wanted.how == GONE and run.how in (LEFT, DIED))
    yield wanted.rank in (None, run.rank)
    yield not wanted.in_time or (run.due_on is not None and ended is not None and ended <= run.due_on)
    yield (wanted.least is None or days >= wanted.least) and (wanted.most is None or days <= wanted.most)


def _row(each: _Whose, named: Mapping[int, Named], on: date) -> Passed:
    person = named.get(each.person) if each.person is not None else None
    waits = each.run.waits(on)
    return Passed(
        record_id=each.record,
        person_id=person.id if person else each.person,
        journey_id=each.journey,
        person=person.name if person else "",
        began_on=each.run.began_on,
        ended_on=None if waits else each.run.stopped_on,
        days=each.run.days(on),
        how="Waiting still" if waits else HOWS[each.run.how],
    )


_ENDING = (
    "CASE WHEN w.stopped_on IS NULL THEN '' WHEN w.how = 'completed' THEN 'seen' WHEN j.outcome = 'died' THEN 'died'"
    " ELSE 'left' END"
)
_COLUMNS = f"w.started_on, w.stopped_on, {_ENDING}, w.rank, w.due_on, w.given, w.course"
_OF = (
    f"SELECT w.record_id, w.journey_id, j.person_id, {_COLUMNS} FROM pathways_wait w"  # noqa: S608 ours
    " JOIN pathways_journey j ON j.id = w.journey_id WHERE w.pathway = %s AND w.name = %s AND {period}{narrow}"
)
_STOPPED = "w.stopped_on BETWEEN %s AND %s"
_BEGAN = "w.started_on BETWEEN %s AND %s"
_WHOSE = "SELECT j.id, j.record_id, j.person_id FROM pathways_journey j WHERE j.id IN (%s)"
