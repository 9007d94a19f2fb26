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
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db.models import F, Q

from alongside.pathways import library
from alongside.pathways.actions import keeping, opening
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.queries import definitions, past, teams
from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import start_of
from alongside.pathways.rules.folding import fold
from alongside.pathways.rules.history import Happened, Waiting
from alongside.people.models import Person
from alongside.records import grants
from alongside.records.acting import Told, record_many
from alongside.records.models import Grant, Record, Restriction, many
from alongside.web import formats
from alongside.web.errors import Refused

_WHY = "work is brought in for people whom the import found or added"
FINISHED, TAKEN_BACK = "finished elsewhere", "list taken back"
"""The outcomes of what was over before it came here, and of what should never have come."""
_BROUGHT, _OVER = 2, 3
"""The version of a journey that nobody has touched: one event, or two where it was over."""


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
    keys = many.keys(Journey, len(arrivals))
    every = [
        _Coming(key, guard, each.person_id, then)
        for key, each, then, guard in zip(keys, arrivals, stands, guards, strict=True)
    ]
    columns = " ".join(keeping.COLUMNS)
    many.put(
        Journey,
        f"id record_id person_id pathway version {columns}",
        [
            (
                each.key,
                each.record,
                each.person,
                terms.pathway.key,
                len(each.stand.events) + 1,
                *each.stand.columns,
            )
            for each in every
        ],
    )
    _write_events(every)
    _clocks(every, terms.pathway.key)
    _open_to_the_team(every, at)
    return list(keys)


@dataclass(frozen=True, slots=True)
class _Stand:
    """What happened to one journey, with events numbered from 0, and where that leaves it. Never changed: alike ones
    share it."""

    events: tuple[_Said, ...]
    columns: Any
    """What the row of the journey says of it."""
    waits: list[tuple[Any, ...]]
    """Each wait as its columns, with the number of its event."""
    promises: list[tuple[Any, ...]]
    """Each promise in the same way."""
    holders: list[str]
    """Who sees the record because of it."""


_Said = tuple[Happened, str]


@dataclass(slots=True)
class _Coming:
    """One journey on its way in: its key, the record that guards it, whose it is, where it stands, its events' keys."""

    key: int
    record: int
    person: int
    stand: _Stand
    events: Sequence[int] = ()


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
        return _Stand(
            events,
            _columns(state),
            [(each.event, each.name, *keeping.wait_row(each).values()) for each in state.waits],
            [(each.event, each.name, *_promise(each)) for each in state.promises],
            sorted(keeping.holders(state)),
        )

    def _told(self, each: Arrival) -> Iterator[_Said]:
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


def _guards(arrivals: Sequence[Arrival], pathway: Pathway, at: datetime) -> Sequence[int]:
    """The record that says who sees each: the person's, or on a restricted pathway one of its own."""
    if not pathway.restricted_to:
        return [each.person_id for each in arrivals]
    files = many.keys(Record, len(arrivals))
    many.put(Record, "id kind", [(file, "journey") for file in files])
    holders = [f"team:{team.key}" for kind in pathway.restricted_to for team in teams.of_kind(kind)]
    many.put(
        Grant,
        "record_id holder basis starts_at",
        [(file, holder, "named by the pathway", at) for file in files for holder in holders],
    )
    return files


def _write_events(every: Sequence[_Coming]) -> None:
    """Write what happened to each, and keep the keys."""
    keys = iter(
        record_many(
            Told(
                each.record,
                f"{past.PREFIX}{event.kind}",
                sentence,
                happened_at=event.at,
                precision="day",
                subject=past.subject(each.key),
                content=dict(event.content),
            )
            for each in every
            for event, sentence in each.stand.events
        )
    )
    for each in every:
        each.events = list(islice(keys, len(each.stand.events)))


def _clocks(every: Sequence[_Coming], pathway: str) -> None:
    """Write what each waits for and is owed."""
    many.put(
        Wait,
        f"record_id journey_id pathway event name {_WAIT}",
        [
            (each.record, each.key, pathway, each.events[event], *row)
            for each in every
            for event, *row in each.stand.waits
        ],
    )
    many.put(
        Promise,
        f"record_id person_id journey_id pathway event name {_PROMISE}",
        [
            (each.record, each.person, each.key, pathway, each.events[event], *row)
            for each in every
            for event, *row in each.stand.promises
        ],
    )


_columns, _promise = attrgetter(*keeping.COLUMNS), attrgetter(*keeping.PROMISED)
_WAIT = " ".join(keeping.wait_row(Waiting("", 0, start_of(date(2000, 1, 1)))))
_PROMISE = " ".join(keeping.PROMISED)


def _open_to_the_team(every: Sequence[_Coming], at: datetime) -> None:
    """Whoever has the work sees the record: the same rule as `keeping` follows for one journey."""
    due = [
        (file, holder, past.subject(each.key))
        for each in every
        for holder in each.stand.holders
        for file in dict.fromkeys((each.record, each.person))
    ]
    aside = _restrictions(file for file, _holder, _source in due)
    many.put(
        Grant,
        "record_id holder source basis starts_at set_aside_by_id",
        [(*each, "work of the team", at, aside.get(each[0])) for each in due],
    )
    grants.follow(_joined(file for file, _holder, _source in due), at)


def withdraw(journey_ids: Sequence[int], *, at: datetime, why: str) -> None:
    """Take journeys back that were brought in and that nobody has touched since: they are in no figure any more.

    Within the action under way. Raises Refused when somebody has gone on with one of them.
    """
    rows = Journey.objects.for_system(_WHY).filter(pk__in=journey_ids)
    untouched = Q(outcome=FINISHED, version=_OVER) | Q(ended_at=None, version=_BROUGHT)
    if worked := rows.exclude(untouched).count():
        raise Refused(
            f"Somebody has gone on with {formats.count(worked, 'journey', 'journeys')} of this list. "
            "What was worked on is not taken back: end each of the others by itself."
        )
    listed = list(rows.order_by("pk").values_list("pk", "record_id", "pathway"))
    title = library.current().pathway(listed[0][2]).title if listed else ""
    said = f"{title}: taken back, with the list that it came from. {why}"
    record_many(
        Told(
            record,
            f"{past.PREFIX}{history.WITHDRAWN}",
            said,
            subject=past.subject(pk),
            content={"outcome": TAKEN_BACK},
        )
        for pk, record, _pathway in listed
    )
    for table in (Wait, Promise):
        table.objects.for_system(_WHY).filter(journey__in=journey_ids).delete()
    over = {"ended_at": at, "outcome": TAKEN_BACK, "next_step": "", "next_on": None}
    rows.update(**over, version=F("version") + 1)
    subjects = [past.subject(pk) for pk, _record, _pathway in listed]
    grants.end(
        Grant.objects.standing_at(at).filter(source__in=subjects), at=at, why="the list was taken back"
    )


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
