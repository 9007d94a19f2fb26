"""Waiting lists: one for each wait of each pathway, of those still waiting now whom the reader may see.

Still waiting is begun and not stopped; whoever was given to a worker and not yet seen waits still, and is told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from alongside import council
from alongside.pathways import library
from alongside.pathways.language import Pathway
from alongside.pathways.models import Promise, Wait
from alongside.pathways.queries.listing import Named, part, people
from alongside.pathways.rules.calendar import day_of, days_between, last_day
from alongside.people.queries.words import ward as ward_name
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names
from alongside.web import formats
from alongside.web.tables import Paging

GIVEN, NOT_GIVEN = "given", "not-given"
_OF_A_WORKER = Q(journey__owner__startswith="worker:")
_DUTIES = "what is owed next while they wait, of journeys that were found as the reader may see them"


@dataclass(frozen=True)
class Entry:
    """A waiting list among all lists: how many wait, how long the longest, how many beyond the target."""

    pathway: str
    wait: str
    title: str
    of: str
    waiting: int
    longest: int | None
    over: int


class Chosen(NamedTuple):
    """What a list is narrowed to; blank is everything. `given` asks whether a worker has it: given or not-given."""

    team: str = ""
    ward: str = ""
    priority: str = ""
    given: str = ""


@dataclass(frozen=True)
class Figures:
    """How those still waiting stand, in days: half have waited `median` or more."""

    waiting: int
    median: int | None
    longest: int | None
    over: int
    given: int


@dataclass(frozen=True)
class WaitingRow:
    """One who waits. `person` is blank where the reader may see the work and not the record; `unseen` marks those with
    a worker on the list that ends when the person is first seen."""

    id: int
    record_id: int
    person_id: int | None
    journey_id: int
    version: int
    person: str
    priority: str
    why: str
    days: int
    paused: int
    over: bool
    held: str
    contact_on: date | None
    contact_late: bool
    interim: str
    owner: str
    unseen: bool


@dataclass(frozen=True)
class WaitingList:
    """A page of a waiting list, with what it may be narrowed by and the ways to the pages before and after."""

    pathway: Pathway
    wait: str
    figures: Figures
    rows: Sequence[WaitingRow]
    teams: Mapping[str, str]
    wards: Mapping[str, str]
    before: int
    after: int


def slug(wait: str) -> str:
    """The name of a wait as it stands in an address."""
    return wait.replace(" ", "-")


def every(actor: Actor) -> Sequence[Entry]:
    """All lists of the pathways in force, by title; each counts whom the reader may see."""
    today = clock.today()
    counts = {
        (pathway, name): (waiting, since, over)
        for pathway, name, waiting, since, over in _open(actor)
        .values_list("pathway", "name")
        .annotate(waiting=Count("id"), since=Min("started_on"), over=Count("id", filter=Q(due_on__lt=today)))
        .order_by("pathway", "name")
    }
    entries = []
    for key, resolved in library.current().pathways.items():
        for name, wait in resolved.pathway.waits.items():
            waiting, since, over = counts.get((key, name), (0, None, 0))
            longest = days_between(since, today) if since else None
            entries.append(Entry(key, slug(name), wait.title, resolved.pathway.title, waiting, longest, over))
    return sorted(entries, key=lambda entry: entry.of)


def waiting_list(actor: Actor, key: str, wait: str, chosen: Chosen, paging: Paging) -> WaitingList | None:
    """A page of one list; None where there is no such pathway or wait."""
    resolved = library.current().pathways.get(key)
    names = {slug(name): name for name in resolved.pathway.waits} if resolved else {}
    if resolved is None or wait not in names:
        return None
    everybody = _open(actor).filter(pathway=key, name=names[wait])
    those = _narrowed(everybody, chosen, resolved.pathway)
    ranked = those.annotate(rank=Coalesce(F("journey__priority"), 0))
    page = part(ranked, _ORDER, _COLUMNS, paging)
    teams = council.current().teams
    held = set(everybody.order_by("journey__team").values_list("journey__team", flat=True).distinct())
    wards = everybody.exclude(journey__person__ward="").order_by("journey__person__ward")
    return WaitingList(
        resolved.pathway,
        names[wait],
        _figures(those),
        _rows(page.rows, resolved.pathway, names[wait], actor),
        {team.key: team.title for team in teams if f"team:{team.key}" in held},
        {
            code: ward_name(code)
            for code in wards.values_list("journey__person__ward", flat=True).distinct()
            if code
        },
        page.before,
        page.after,
    )


def everybody(actor: Actor, key: str, wait: str, chosen: Chosen, at_most: int) -> list[tuple[int, int]]:
    """Journey and its version of everybody on a list as it is narrowed, in its order: the first `at_most`."""
    resolved = library.current().pathways.get(key)
    names = {slug(name): name for name in resolved.pathway.waits} if resolved else {}
    if resolved is None or wait not in names:
        return []
    those = _narrowed(_open(actor).filter(pathway=key, name=names[wait]), chosen, resolved.pathway)
    ranked = those.annotate(rank=Coalesce(F("journey__priority"), 0)).order_by(*_ORDER)
    return list(ranked.values_list("journey_id", "journey__version")[:at_most])


def _open(actor: Actor) -> Any:
    return Wait.objects.held_by(actor).filter(stopped_on__isnull=True)


def _narrowed(waits: Any, chosen: Chosen, pathway: Pathway) -> Any:
    if chosen.team:
        waits = waits.filter(journey__team=f"team:{chosen.team}")
    if chosen.ward:
        waits = waits.filter(journey__person__ward=chosen.ward)
    if chosen.priority == "none":
        waits = waits.filter(journey__priority__isnull=True)
    elif chosen.priority in pathway.priorities:
        waits = waits.filter(journey__priority=int(chosen.priority))
    if chosen.given:
        waits = waits.filter(_OF_A_WORKER if chosen.given == GIVEN else ~_OF_A_WORKER)
    return waits


def _figures(waits: Any) -> Figures:
    today = clock.today()
    of = waits.aggregate(
        waiting=Count("id"),
        since=Min("started_on"),
        over=Count("id", filter=Q(due_on__lt=today)),
        given=Count("id", filter=_OF_A_WORKER),
    )
    # The one in the middle, as percentile_disc(0.5) takes it: nobody's wait is made up by halving two.
    middle = (
        waits.order_by("-started_on", "id").values_list("started_on", flat=True)[(of["waiting"] - 1) // 2]
        if of["waiting"]
        else None
    )
    return Figures(
        of["waiting"],
        days_between(middle, today) if middle else None,
        days_between(of["since"], today) if of["since"] else None,
        of["over"],
        of["given"],
    )


_ORDER = ("rank", "started_on", "id")
_COLUMNS = (
    "id", "record_id", "journey_id", "journey__version", "journey__person_id", "journey__priority",
    "journey__priority_reason", "journey__interim_measures", "journey__hold_reason", "journey__hold_until_on",
    "journey__owner", "started_on", "paused_days", "due_on",
)  # fmt: skip


def _rows(found: Sequence[dict[str, Any]], pathway: Pathway, wait: str, actor: Actor) -> list[WaitingRow]:
    drawing = _Drawing(
        pathway,
        pathway.waits[wait].headline,
        people((row["journey__person_id"] for row in found), actor),
        holder_names(row["journey__owner"] for row in found),
        _contacts([row["journey_id"] for row in found]),
        clock.now(),
    )
    return [drawing.row(each) for each in found]


def _contacts(journeys: Sequence[int]) -> Mapping[int, datetime]:
    """When somebody is to be in touch next, of each journey on which it is owed."""
    owed = Promise.objects.for_system(_DUTIES).filter(
        journey_id__in=journeys, closed_at__isnull=True, duty=True, owed_to="person"
    )
    return dict(owed.order_by("journey_id").values_list("journey_id").annotate(Min("due_at")))


@dataclass(frozen=True)
class _Drawing:
    """Everything that rows are made of, read once for all of them."""

    pathway: Pathway
    headline: bool
    people: Mapping[int, Named]
    owners: Mapping[str, str]
    contacts: Mapping[int, datetime]
    now: datetime

    def row(self, row: Mapping[str, Any]) -> WaitingRow:
        today, until = day_of(self.now), row["journey__hold_until_on"]
        band = self.pathway.priorities.get(str(row["journey__priority"]))
        person = self.people.get(row["journey__person_id"])
        contact = self.contacts.get(row["journey_id"])
        return WaitingRow(
            id=row["id"],
            record_id=row["record_id"],
            person_id=person.id if person else row["journey__person_id"],
            journey_id=row["journey_id"],
            version=row["journey__version"],
            person=person.name if person else "",
            priority=band.title if band else "Not yet looked at" if self.pathway.priorities else "",
            why=row["journey__priority_reason"],
            days=days_between(row["started_on"], today),
            paused=row["paused_days"],
            over=row["due_on"] is not None and row["due_on"] < today,
            held=f"{row['journey__hold_reason']}, until {formats.day(until)}" if until else "",
            contact_on=last_day(contact) if contact else None,
            contact_late=contact is not None and contact <= self.now,
            interim=row["journey__interim_measures"],
            owner=self.owners[row["journey__owner"]],
            unseen=self.headline and row["journey__owner"].startswith("worker:"),
        )
