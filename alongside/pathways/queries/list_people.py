"""The people behind a figure of those who completed, left, died or arrived in a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from alongside.pathways.language import Pathway
from alongside.pathways.queries.listing import people
from alongside.pathways.queries.standing import written
from alongside.pathways.rules.calendar import days_between
from alongside.pathways.rules.joining import DIED, LEFT, SEEN
from alongside.records import asking, clock
from alongside.records.actors import Actor

ARRIVED = "arrived"
HOWS = {SEEN: "Seen", LEFT: "Left without it", DIED: "Died", ARRIVED: "Arrived"}
A_PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """Who is looked for: how their wait ended in the period (or that it began in it), and after how many days."""

    how: str
    since: date
    until: date
    least: int | None = None
    most: int | None = None


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


def behind(actor: Actor, pathway: Pathway, wait: str, wanted: Wanted, skip: int = 0) -> Behind:
    """The people behind one figure, those who came or went last first."""
    everybody = _found(pathway, wait, wanted, "", [])
    open_to, given = asking.open_to("w.record_id", actor, clock.now())
    mine = _found(pathway, wait, wanted, f" AND {open_to}", given)
    named = people((row[2] for row in mine[skip : skip + A_PAGE]), actor)
    return Behind([_row(row, named) for row in mine[skip : skip + A_PAGE]], len(mine), len(everybody))


def _found(pathway: Pathway, wait: str, wanted: Wanted, seen: str, given: Sequence[Any]) -> asking.Rows:
    """Rows of one list that fit; how long each took is reckoned here, for the two databases do it differently."""
    key = [pathway.key, wait, wanted.since, wanted.until]
    if wanted.how == ARRIVED:
        rows = asking.rows(asking.filled(_ARRIVED_AND_WENT, seen=seen), [*key, wanted.since, *given])
        rows += asking.rows(asking.filled(_ARRIVED, seen=seen), [*key, *given])
    else:
        rows = asking.rows(asking.filled(_WENT, seen=seen), [*key, wanted.how, *given])
    fits = [row for row in rows if _fits(_days(row), wanted)]
    return sorted(fits, key=lambda row: (str(row[4] or row[3]), row[1]), reverse=True)


def _days(row: Sequence[Any]) -> int:
    return days_between(written(row[3]), written(row[4]) if row[4] else clock.today())


def _fits(days: int, wanted: Wanted) -> bool:
    return (wanted.least is None or days >= wanted.least) and (wanted.most is None or days <= wanted.most)


def _row(row: Sequence[Any], named: Any) -> Passed:
    record, journey, person_id, began, ended, ending = row
    person = named.get(person_id)
    return Passed(
        record_id=record,
        person_id=person.id if person else person_id,
        journey_id=journey,
        person=person.name if person else "",
        began_on=written(began),
        ended_on=written(ended) if ended else None,
        days=_days(row),
        how=HOWS[ending] if ended else "Waiting still",
    )


_ENDING = (
    "CASE WHEN w.stopped_on IS NULL THEN '' WHEN w.how = 'completed' THEN 'seen' WHEN j.outcome = 'died' THEN 'died'"
    " ELSE 'left' END"
)
_COLUMNS = f"w.record_id, w.journey_id, j.person_id, w.started_on, w.stopped_on, {_ENDING}"
_OF = (
    f"SELECT {_COLUMNS} FROM pathways_wait w"  # noqa: S608 ours
    " JOIN pathways_journey j ON j.id = w.journey_id WHERE w.pathway = %s AND w.name = %s"
)
_WENT = f"{_OF} AND w.stopped_on BETWEEN %s AND %s AND {_ENDING} = %s{{seen}}"
_ARRIVED_AND_WENT = f"{_OF} AND w.started_on BETWEEN %s AND %s AND w.stopped_on >= %s{{seen}}"
_ARRIVED = f"{_OF} AND w.started_on BETWEEN %s AND %s AND w.stopped_on IS NULL{{seen}}"
