"""Bringing in work that began elsewhere: many journeys at once, each as if it had been here since it began.

A journey brought in has the wait that its list is a list of, an owner (the team that serves the person) and a next step
counted from today. What opens when a journey begins is owed from today and is marked as inherited. What was finished
elsewhere comes in as history, and nothing is owed of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import F

from alongside.pathways import library
from alongside.pathways.actions import keeping, opening
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.queries import definitions, past, teams
from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import start_of
from alongside.pathways.rules.folding import fold
from alongside.pathways.rules.history import Happened, State
from alongside.people.models import Person
from alongside.records import grants
from alongside.records.acting import Told, record_many
from alongside.records.models import Grant, Record, Restriction
from alongside.web import formats

_WHY = "work is brought in for people whom the import found or added"
FINISHED = "finished elsewhere"
"""The outcome of what was over before it came here."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One journey to be brought in: whose, since when it waits, and when it was over, if it is."""

    person_id: int
    ward: str
    since_on: date
    finished_on: date | None = None
    priority: int | None = None
    priority_reason: str = ""


@dataclass(frozen=True)
class Terms:
    """What all of one list have in common. `origin` says where they come from, as in “from the list … of 31 May 2024”;
    a journey stands at `stage` until somebody has set a priority, then at the stage of its priority or at
    `waiting_stage`, and at `end_stage` when it is over."""

    resolved: library.Resolved
    wait: str
    origin: str
    stage: str
    waiting_stage: str
    by_priority: Mapping[int, str]
    end_stage: str

    @property
    def pathway(self) -> Pathway:
        """The definition that they follow from now on."""
        return self.resolved.pathway

    def stands(self, priority: int | None) -> str:
        """At which stage it waits."""
        if priority is None and self.pathway.priorities:
            return self.stage
        return self.by_priority.get(priority or 0, self.waiting_stage)


def bring_in(arrivals: Sequence[Arrival], terms: Terms, *, at: datetime) -> list[int]:
    """Write these journeys within the action under way; answers their numbers in the same order.

    Nobody else is told that they began: what listens for that was settled where they began.
    """
    keeping.keep_version(terms.resolved, at)
    batch = _Batch(terms, at)
    stands = [batch.stands(each) for each in arrivals]
    guards = _guards(arrivals, terms.pathway, at)
    journeys = Journey.objects.bulk_create(
        Journey(
            record_id=guard,
            person_id=each.person_id,
            pathway=terms.pathway.key,
            version=len(then.events) + 1,
            **keeping.columns_of(then.state),
        )
        for each, then, guard in zip(arrivals, stands, guards, strict=True)
    )
    firsts = _events(journeys, stands)
    _clocks(journeys, stands, firsts)
    _open_to_the_team(journeys, stands, at)
    return [int(each.pk) for each in journeys]


@dataclass(frozen=True)
class _Stand:
    """What happened to one journey, with events numbered from 0, and where that leaves it. Never changed: alike ones
    share it."""

    events: tuple[tuple[Happened, str], ...]
    state: State


class _Batch:
    """Works out each journey once for all that are alike."""

    def __init__(self, terms: Terms, at: datetime) -> None:
        self._terms, self._at = terms, at
        self._rules = definitions.rules()
        self._rules = replace(self._rules, definitions={terms.resolved.hash: terms.pathway})
        self._teams: dict[str, str] = {}
        self._known: dict[tuple[Any, ...], _Stand] = {}

    def stands(self, each: Arrival) -> _Stand:
        key = (
            each.since_on,
            each.finished_on,
            each.priority,
            each.priority_reason,
            self._team(each.ward),
        )
        if key not in self._known:
            self._known[key] = self._work_out(each)
        return self._known[key]

    def _work_out(self, each: Arrival) -> _Stand:
        events = tuple(self._told(each))
        state = fold((event for event, _sentence in events), self._rules)
        if state is None:
            raise RuntimeError("what is brought in has no beginning")
        return _Stand(events, state)

    def _told(self, each: Arrival) -> Iterator[tuple[Happened, str]]:
        terms, over = self._terms, each.finished_on
        title, since = terms.pathway.title, formats.day(each.since_on)
        said: dict[str, Any] = {
            "definition": terms.resolved.hash,
            "owner": self._team(each.ward),
            "team": self._team(each.ward),
            "stage": terms.stands(each.priority),
            "wait": terms.wait,
            "taken_over_at": self._at.isoformat(),
            "facts": self._facts,
        }
        said |= {name: value for name in ("priority", "priority_reason") if (value := getattr(each, name))}
        said |= {"history": True} if over else {}
        sentence = f"{title}: brought in {terms.origin}. Waiting since {since}."
        yield Happened(0, history.BROUGHT_IN, start_of(each.since_on), said), sentence
        if over:
            ended = {"stage": terms.end_stage, "outcome": FINISHED}
            yield (
                Happened(1, history.FINISHED, start_of(over), ended),
                f"{title}: finished elsewhere, as the list says.",
            )

    def _team(self, ward: str) -> str:
        if ward not in self._teams:
            self._teams[ward] = f"team:{teams.serving(self._terms.pathway.team, ward).key}"
        return self._teams[ward]

    @cached_property
    def _facts(self) -> dict[str, bool | None]:
        """What is known of all of them alike; a list says nothing that only one of them could answer."""
        terms = self._terms
        nobody = Journey(
            pathway=terms.pathway.key,
            definition=terms.resolved.hash,
            stage=terms.stage,
            entered_at=self._at,
            opened_at=self._at,
        )
        return opening.facts_at_opening(nobody, terms.pathway, {})


def _guards(arrivals: Sequence[Arrival], pathway: Pathway, at: datetime) -> list[int]:
    """The record that says who sees each: the person's, or on a restricted pathway one of its own."""
    if not pathway.restricted_to:
        return [each.person_id for each in arrivals]
    files = Record.objects.bulk_create(Record(kind="journey") for _each in arrivals)
    holders = [f"team:{team.key}" for kind in pathway.restricted_to for team in teams.of_kind(kind)]
    Grant.objects.bulk_create(
        Grant(record=file, holder=holder, basis="named by the pathway", starts_at=at)
        for file in files
        for holder in holders
    )
    return [file.pk for file in files]


def _events(journeys: Sequence[Journey], stands: Sequence[_Stand]) -> list[int]:
    """Write what happened to each; answers the key of the first event of each."""
    keys = record_many(
        Told(
            journey.record_id,
            f"{past.PREFIX}{event.kind}",
            sentence,
            happened_at=event.at,
            precision="day",
            subject=past.subject(journey.pk),
            content=dict(event.content),
        )
        for journey, then in zip(journeys, stands, strict=True)
        for event, sentence in then.events
    )
    firsts, place = [], 0
    for then in stands:
        firsts.append(keys[place])
        place += len(then.events)
    return firsts


def _clocks(journeys: Sequence[Journey], stands: Sequence[_Stand], firsts: Sequence[int]) -> None:
    """Write what each waits for and is owed."""
    every = list(zip(journeys, stands, firsts, strict=True))
    Wait.objects.bulk_create(
        Wait(
            record_id=journey.record_id,
            journey=journey,
            pathway=journey.pathway,
            name=each.name,
            event=first + each.event,
            **keeping.wait_row(each),
        )
        for journey, then, first in every
        for each in then.state.waits
    )
    Promise.objects.bulk_create(
        Promise(
            record_id=journey.record_id,
            person_id=journey.person_id,
            journey=journey,
            pathway=journey.pathway,
            name=each.name,
            event=first + each.event,
            **keeping.promise_row(each),
        )
        for journey, then, first in every
        for each in then.state.promises
    )


def _open_to_the_team(journeys: Sequence[Journey], stands: Sequence[_Stand], at: datetime) -> None:
    """Whoever has the work sees the record: the same rule as `keeping` follows for one journey."""
    due = [
        (file, holder, past.subject(journey.pk))
        for journey, then in zip(journeys, stands, strict=True)
        for holder in sorted(keeping.holders(then.state))
        for file in dict.fromkeys((int(journey.record_id), int(journey.person_id or journey.record_id)))
    ]
    aside = _restrictions(file for file, _holder, _source in due)
    Grant.objects.bulk_create(
        Grant(
            record_id=file,
            holder=holder,
            basis="work of the team",
            source=source,
            starts_at=at,
            set_aside_by_id=aside.get(file),
        )
        for file, holder, source in due
    )
    grants.follow(_joined(file for file, _holder, _source in due), at)


def _restrictions(record_ids: Iterable[int]) -> dict[int, int]:
    """The restriction of each of these records that has one: access waits until it is lifted."""
    found: dict[int, list[int]] = defaultdict(list)
    standing = Restriction.objects.filter(record_id__in=set(record_ids), ended_at__isnull=True)
    for record, restriction in standing.order_by("id").values_list("record_id", "id"):
        found[record].append(restriction)
    return {record: restrictions[0] for record, restrictions in found.items()}


def _joined(record_ids: Iterable[int]) -> list[int]:
    """Those of these people under whom other records are shown: access to all of them goes together."""
    others = Person.objects.for_system(_WHY).filter(root_id__in=set(record_ids)).exclude(pk=F("root_id"))
    return sorted(set(others.order_by("root_id").values_list("root_id", flat=True)))
