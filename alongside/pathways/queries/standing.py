"""How waits stood at the end of any day, as is known now or was known at any moment: counted, nobody named.

Still waiting on a day is begun on or before it and not stopped by its end. What is stored of a wait is what is known
now; for what was known earlier, the work of which something was written down since is folded again without it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from alongside.pathways import access, library
from alongside.pathways.queries import definitions, past
from alongside.pathways.rules import placing
from alongside.pathways.rules.calendar import day_of, days_between
from alongside.pathways.rules.history import Place
from alongside.pathways.rules.quantiles import Spread, spread
from alongside.pathways.rules.waiting import still_waiting
from alongside.records import asking, clock
from alongside.records.actors import SYSTEM, Actor

A_FEW = 500
Key = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """How a wait stood on a day: `over` of those still waiting were past their target, `given` were with a worker and
    not yet seen."""

    pathway: str
    wait: str
    title: str
    of: str
    headline: bool
    spread: Spread
    over: int
    given: int


# Of those still waiting, by the day they came: how many, how many of them over their target, how many given.
Begun = dict[date, list[int]]


def every(actor: Actor, on: date, as_known: datetime | None = None) -> list[Standing]:
    """Every wait of the definitions in force, and every other that somebody stood in, by pathway and wait."""
    found = still(actor, on, as_known)
    names = _waits_in_force()
    made = []
    for key in sorted({*names, *found}):
        title, of, headline = names.get(key, (key[1], key[0], False))
        begun = found.get(key, {})
        made.append(
            Standing(
                pathway=key[0],
                wait=key[1],
                title=title,
                of=of,
                headline=headline,
                spread=spread({days_between(day, on): each[0] for day, each in begun.items()}),
                over=sum(each[1] for each in begun.values()),
                given=sum(each[2] for each in begun.values()),
            )
        )
    return made


def of_council(actor: Actor, on: date, as_known: datetime | None = None) -> list[Standing]:
    """The same of everybody in the council, where the actor plans; nothing of work of which they may not even know."""
    if not access.counts(actor):
        return every(actor, on, as_known)
    known = {
        key
        for key, resolved in library.current().pathways.items()
        if access.may_know(actor, resolved.pathway)
    }
    return [each for each in every(SYSTEM, on, as_known) if each.pathway in known]


def _waits_in_force() -> Mapping[Key, tuple[str, str, bool]]:
    return {
        (key, name): (terms.title, resolved.pathway.title, terms.headline)
        for key, resolved in library.current().pathways.items()
        for name, terms in resolved.pathway.waits.items()
    }


def still(actor: Actor, on: date, as_known: datetime | None = None) -> Mapping[Key, Begun]:
    """Of those still waiting at the end of a day whom the actor may see: how many came on each day."""
    found: dict[Key, Begun] = defaultdict(dict)
    _add(found, _stored(actor, on), 1)
    if as_known is not None:
        for journeys in touched(actor, as_known):
            _add(found, _stored(actor, on, journeys), -1)
            _add(found, _as_was_known(journeys, on, as_known), 1)
    known = {key: {day: each for day, each in days.items() if each[0]} for key, days in found.items()}
    return {key: days for key, days in known.items() if days}


def _add(found: dict[Key, Begun], rows: Iterable[Sequence[Any]], sign: int) -> None:
    for pathway, name, began, people, over, given in rows:
        so_far = found[pathway, name].setdefault(written(began), [0, 0, 0])
        so_far[0] += sign * people
        so_far[1] += sign * over
        so_far[2] += sign * given


@lru_cache(maxsize=20_000)
def written(stored: Any) -> Any:
    """A date as the database gave it back; None stays None."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


@lru_cache(maxsize=20_000)
def stood(course: str, on: date) -> Place:
    """How a wait stood at the end of a day on which it ran, by its course as it is stored, if it has one."""
    return placing.read(course, on)


def _stored(actor: Actor, on: date, journeys: Sequence[int] | None = None) -> Iterator[Sequence[Any]]:
    """What is stored of those still waiting on a day, of everything or of some journeys."""
    seen, given = ("", []) if actor is SYSTEM else asking.granted(actor, clock.now())
    # The plus keeps SQLite from going by the record: then it would look at all that anybody ever waited for.
    narrow = f" AND +w.record_id IN ({seen})" if seen else ""
    if journeys is not None:
        narrow, given = f"{narrow} AND w.journey_id IN (%s)", [*given, list(journeys)]
    if on >= clock.today():
        yield from asking.rows(asking.filled(_TALLY, of=_OPEN, narrow=narrow), [on, on, *given])
        return
    yield from _then(_OPEN, narrow, on, given)
    # What stopped since is asked of each wait by itself, from the end of its index: of all that ever stopped no more.
    for pathway, name in definitions.waits_ever():
        yield from _then(_STOPPED_SINCE, narrow, on, [pathway, name, on, *given])


def _then(of: str, narrow: str, on: date, told: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """What is stored of a day gone by: how those stood who have stood otherwise since, their courses say."""
    yield from asking.rows(
        asking.filled(_TALLY, of=f"{of} AND w.course = ''", narrow=narrow), [on, on, *told]
    )
    for *those, course in asking.rows(asking.filled(_CHANGED, of=of, narrow=narrow), [on, *told]):
        place = stood(course, on)
        yield *those, 1, int(_over(place, on)), int(place.given)


def _over(place: Place, on: date) -> bool:
    return place.due_on is not None and place.due_on < on


_CHANGED = (
    "SELECT w.pathway, w.name, w.started_on, w.course FROM pathways_wait w"
    " WHERE w.started_on <= %s AND w.course <> '' AND {of}{narrow}"
)
_OPEN = "w.stopped_on IS NULL"
_STOPPED_SINCE = "w.pathway = %s AND w.name = %s AND w.stopped_on > %s"
# By rank, too, for so the index of open waits is in order, and nothing has to be sorted.
_TALLY = (
    "SELECT w.pathway, w.name, w.started_on, COUNT(*), SUM(CASE WHEN w.due_on < %s THEN 1 ELSE 0 END),"
    " SUM(CASE WHEN w.given THEN 1 ELSE 0 END) FROM pathways_wait w WHERE w.started_on <= %s AND {of}{narrow}"
    " GROUP BY w.pathway, w.name, w.rank, w.started_on"
)


def touched(actor: Actor, moment: datetime, pathway: str = "") -> Iterator[Sequence[int]]:
    """The journeys the actor may see of which something was written down after a moment, some at a time."""
    seen, given = ("", []) if actor is SYSTEM else asking.granted(actor, clock.now())
    narrow = f" AND j.record_id IN ({seen})" if seen else ""
    if pathway:
        narrow, given = f"{narrow} AND j.pathway = %s", [*given, pathway]
    keys = past.touched_since(moment)
    for at in range(0, len(keys), A_FEW):
        sql = asking.filled(_JOURNEYS, narrow=narrow)
        yield [row[0] for row in asking.rows(sql, [list(keys[at : at + A_FEW]), *given])]


_JOURNEYS = "SELECT j.id FROM pathways_journey j WHERE j.id IN (%s){narrow}"


def _as_was_known(journeys: Sequence[int], on: date, as_known: datetime) -> Iterator[Sequence[Any]]:
    for state in past.states(journeys, as_known=as_known).values():
        pathway = definitions.of_hash(state.definition).key
        for wait in state.waits:
            if still_waiting(wait, on):
                place = placing.on(wait, on)
                over, given = int(_over(place, on)), int(place.given)
                yield pathway, wait.name, day_of(wait.started_at), 1, over, given
