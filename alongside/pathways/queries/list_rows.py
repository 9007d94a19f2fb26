"""Rows of waiting lists: who waits, why there, how long, what is owed meanwhile, and what can be done from the row."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from alongside.pathways.language import Pathway
from alongside.pathways.queries.listing import Named, people
from alongside.pathways.queries.seeing import until_seen
from alongside.pathways.rules import pausing
from alongside.pathways.rules.calendar import day_of, days_between, last_day
from alongside.pathways.rules.history import Reprioritised
from alongside.records import asking, clock
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names
from alongside.web import formats

COLUMNS = (
    "w.id, w.record_id, w.journey_id, j.version, j.person_id, j.stage, j.priority, j.priority_reason,"
    " j.interim_measures, j.hold_reason, j.hold_until_on, j.owner, w.started_on, w.paused_days, w.paused_since,"
    " w.due_on, j.reprioritised"
)
NEVER = "[]"
"""What stands in the column of those whose priority never took another's place."""


class Stored(NamedTuple):
    """The columns of a row, as they are asked for."""

    id: int
    record_id: int
    journey_id: int
    version: int
    person_id: int | None
    stage: str
    priority: int | None
    priority_reason: str
    interim_measures: str
    hold_reason: str
    hold_until_on: Any
    owner: str
    started_on: Any
    paused_days: int
    paused_since: Any
    due_on: Any
    reprioritised: Sequence[Reprioritised]


class Change(NamedTuple):
    """A priority that took the place of another: on which day, which, why and by whom."""

    on: date
    was: str
    now: str
    why: str
    by: str


@dataclass(frozen=True)
class WaitingRow:
    """One who waits. `person` is blank where the reader may see the work and not the record; `unseen` marks those with
    a worker, on a list that ends when the person is first seen; `stage` and `is_held` say what can be done; `changes`
    are those of the priority, the newest first."""

    id: int
    record_id: int
    person_id: int | None
    journey_id: int
    version: int
    person: str
    stage: str
    priority: str
    why: str
    changes: Sequence[Change]
    days: int
    paused: int
    over: bool
    held: str
    contact_on: date | None
    contact_late: bool
    risk_on: date | None
    risk_late: bool
    interim: str
    owner: str
    unseen: bool
    since: date


class Owed(NamedTuple):
    """When the next of a duty is due; whoever waits is owed contact, the council a look at the risk."""

    contact: datetime | None = None
    risk: datetime | None = None


@dataclass(frozen=True)
class Drawing:
    """Everything that rows are made of, read once for all of them."""

    pathway: Pathway
    until_seen: bool
    people: Mapping[int, Named]
    owners: Mapping[str, str]
    owed: Mapping[int, Owed]
    now: datetime
    today: date

    def row(self, row: Stored) -> WaitingRow:
        """One row."""
        until, due, began = _day(row.hold_until_on), _day(row.due_on), _day(row.started_on)
        person = self.people.get(row.person_id) if row.person_id is not None else None
        owed = self.owed.get(row.journey_id, Owed())
        return WaitingRow(
            id=row.id,
            record_id=row.record_id,
            person_id=person.id if person else row.person_id,
            journey_id=row.journey_id,
            version=row.version,
            person=person.name if person else "",
            stage=row.stage,
            priority=self.band(row.priority),
            why=row.priority_reason,
            changes=[self.change(each) for each in reversed(row.reprioritised)],
            days=days_between(began, self.today) if began else 0,
            paused=pausing.paused(row.paused_days, _day(row.paused_since), self.today),
            over=due is not None and due < self.today,
            held=f"{row.hold_reason}, until {formats.day(until)}" if until else "",
            contact_on=last_day(owed.contact) if owed.contact else None,
            contact_late=owed.contact is not None and owed.contact <= self.now,
            risk_on=last_day(owed.risk) if owed.risk else None,
            risk_late=owed.risk is not None and owed.risk <= self.now,
            interim=row.interim_measures,
            owner=self.owners[row.owner],
            unseen=self.until_seen and row.owner.startswith("worker:"),
            since=began or self.today,
        )

    def change(self, each: Reprioritised) -> Change:
        """One change of the priority."""
        by = self.owners[f"worker:{each.by}"] if each.by else ""
        return Change(day_of(each.at), self.band(each.was), self.band(each.now), each.why, by)

    def band(self, priority: int | None) -> str:
        """What a priority is called."""
        band = self.pathway.priorities.get(str(priority))
        return band.title if band else "Not yet looked at" if self.pathway.priorities else ""


def rows_of(found: asking.Rows, pathway: Pathway, wait: str, actor: Actor) -> list[WaitingRow]:
    """The rows of a list as they stand now, of columns that were asked for as COLUMNS."""
    rows, now = [_stored(row) for row in found], clock.now()
    drawing = Drawing(
        pathway,
        until_seen(pathway, wait),
        people((row.person_id for row in rows), actor),
        names_on(rows),
        _owed([row.journey_id for row in rows]),
        now,
        day_of(now),
    )
    return [drawing.row(row) for row in rows]


def _stored(columns: Sequence[Any]) -> Stored:
    *told, changes = columns
    # Most were never ranked anew: then there is nothing to read.
    told.append(() if changes == NEVER else [Reprioritised.of(each) for each in json.loads(changes)])
    return Stored(*told)


def names_on(rows: Iterable[Stored]) -> Mapping[str, str]:
    """What everybody is called who has some of this work, or who changed how urgent it is."""
    return holder_names(each for row in rows for each in _named_on(row))


def _named_on(row: Stored) -> Iterator[str]:
    yield row.owner
    yield from (f"worker:{each.by}" for each in row.reprioritised if each.by)


def _owed(journeys: Sequence[int]) -> Mapping[int, Owed]:
    """What is due next on each journey, of journeys that were found as the reader may see them."""
    found: dict[int, dict[str, datetime]] = defaultdict(dict)
    for journey, to_person, due in asking.rows(_DUE, [list(journeys)]) if journeys else ():
        found[journey]["contact" if to_person else "risk"] = asking.certain(due)
    return {journey: Owed(**due) for journey, due in found.items()}


_DUE = (
    "SELECT journey_id, CASE WHEN owed_to = 'person' THEN 1 ELSE 0 END AS contact, MIN(due_at) FROM pathways_promise"
    " WHERE journey_id IN (%s) AND closed_at IS NULL AND duty GROUP BY journey_id, contact"
)


def _day(stored: Any) -> date | None:
    """A date as the database gave it back."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored
