"""A team's work: every open journey, who has it, how long, what is next; and what each member carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from alongside import council
from alongside.casework.queries.load import loads
from alongside.casework.rules.load import Late, Load, answer_for
from alongside.pathways import library
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey, Wait
from alongside.pathways.queries import definitions
from alongside.pathways.queries.seeing import speaking
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Post, Worker
from alongside.records.queries.naming import holder_names
from alongside.web.door import link

A_PAGE = 50
NOBODY, NOT_SEEN, LATE = "nobody", "not-seen", "late"


@dataclass(frozen=True)
class TeamRow:
    """One open journey. `days` since it was asked for; `not_seen`: allocated, and the person still waits to be seen."""

    id: int
    version: int
    person_id: int | None
    person: str
    pathway: str
    stage: str
    owner: str
    unallocated: bool
    not_seen: bool
    priority: int | None
    days: int
    next_step: str
    next_on: date | None
    late: bool

    @property
    def ticked(self) -> str:
        """What its box sends: its number, and the version that is looked at."""
        return f"{self.id}.{self.version}"

    @property
    def href(self) -> str:
        """The journey's page."""
        if self.person_id is None:
            return ""
        return link("pathways.journey", person_id=self.person_id, journey_id=self.id)


@dataclass(frozen=True)
class Member:
    """A member of the team, with what they carry. Late work above the agreed load is the team's."""

    id: int
    name: str
    load: Load
    late: Late
    away: str


@dataclass(frozen=True)
class Wanted:
    """How the list is narrowed: whose, along which pathway, in which state; and where the page begins."""

    owner: str = ""
    pathway: str = ""
    state: str = ""
    skip: int = 0


@dataclass(frozen=True)
class TeamPage:
    """The team's page."""

    key: str
    title: str
    rows: Sequence[TeamRow]
    members: Sequence[Member]
    total: int
    of_team: int
    counts: Mapping[str, int]
    pathways: Sequence[tuple[str, str]]
    more: bool
    record_ids: Sequence[int] = field(default=())


def teams_of(actor: Actor) -> list[tuple[str, str]]:
    """The teams that this worker stands in: key and title."""
    return [(key, council.current().team(key).title) for key in actor.teams]


def team(key: str, actor: Actor, wanted: Wanted) -> TeamPage:
    """The team as this member sees it, a page of its open work by what is due first."""
    now = clock.now()
    every = Journey.objects.visible_to(actor, now).filter(team=f"team:{key}", ended_at__isnull=True)
    chosen = _narrowed(every, wanted, clock.day_of(now)).select_related("person").order_by("next_on", "id")
    found = list(chosen[wanted.skip : wanted.skip + A_PAGE + 1])
    rows, waiting = found[:A_PAGE], _headlines(found)
    names = holder_names({row.owner for row in rows})
    members = _members(key, clock.day_of(now))
    return TeamPage(
        key=key,
        title=council.current().team(key).title,
        rows=[_row(row, names[row.owner], row.pk in waiting, now) for row in rows],
        members=members,
        total=chosen.count(),
        of_team=sum(member.late.of_team for member in members),
        counts=_counts(every, clock.day_of(now)),
        pathways=_pathways(),
        more=len(found) > A_PAGE,
        record_ids=[row.record_id for row in rows],
    )


def _narrowed(rows: QuerySet[Journey], wanted: Wanted, today: date) -> QuerySet[Journey]:
    if wanted.owner:
        rows = rows.filter(owner=wanted.owner)
    if wanted.pathway:
        rows = rows.filter(pathway=wanted.pathway)
    states = {NOBODY: _in_nobodys_hands(), NOT_SEEN: _not_yet_seen(), LATE: Q(next_on__lt=today)}
    return rows.filter(states[wanted.state]) if wanted.state in states else rows


def _in_nobodys_hands() -> Q:
    return Q(owner__startswith="team:")


def _not_yet_seen() -> Q:
    """With a worker, while the wait that ends when the person is seen still runs: counted as waiting, shown apart."""
    return Q(Exists(_running().filter(journey=OuterRef("pk"))), owner__startswith="worker:")


def _running() -> QuerySet[Wait]:
    rows = Wait.objects.for_system("waits of journeys that were read as the reader may see them")
    headlines = Q()
    for key, resolved in library.current().pathways.items():
        headlines |= Q(pathway=key, name__in=_until_seen(resolved.pathway))
    return rows.filter(headlines, stopped_on__isnull=True)


def _until_seen(pathway: Pathway) -> list[str]:
    """The waits that are counted and end when somebody first speaks with the person."""
    seen = speaking(pathway)
    return [name for name, wait in pathway.waits.items() if wait.headline and seen & {*wait.stops}]


def _headlines(rows: Sequence[Journey]) -> set[int]:
    ids = [row.pk for row in rows]
    return set(_running().filter(journey__in=ids).order_by("id").values_list("journey_id", flat=True))


def _counts(every: QuerySet[Journey], today: date) -> dict[str, int]:
    told: dict[str, int] = every.aggregate(
        all=Count("pk"),
        nobody=Count("pk", filter=_in_nobodys_hands()),
        not_seen=Count("pk", filter=_not_yet_seen()),
        late=Count("pk", filter=Q(next_on__lt=today)),
    )
    return {NOBODY: told["nobody"], NOT_SEEN: told["not_seen"], LATE: told["late"], "": told["all"]}


def _row(row: Journey, owner: str, waits: bool, now: datetime) -> TeamRow:
    pathway, today = definitions.of_hash(row.definition), clock.day_of(now)
    return TeamRow(
        id=row.pk,
        version=row.version,
        person_id=row.person_id,
        person=row.person.name if row.person is not None else "",
        pathway=pathway.title,
        stage=pathway.stages[row.stage].title,
        owner=owner,
        unallocated=not row.owner.startswith("worker:"),
        not_seen=waits and row.owner.startswith("worker:"),
        priority=row.priority,
        days=(today - clock.day_of(row.opened_at)).days,
        next_step=row.next_step,
        next_on=row.next_on,
        late=row.next_on is not None and row.next_on < today,
    )


def _members(key: str, today: date) -> list[Member]:
    posts = Post.objects.held_at(clock.now()).filter(holder=f"team:{key}", worker__is_active=True)
    ids = list(posts.order_by("worker__name", "worker_id").values_list("worker_id", flat=True).distinct())
    workers = {row.pk: row for row in Worker.objects.filter(pk__in=ids).select_related("covered_by")}
    carried, late = loads(ids), _late(ids, today)
    return [
        Member(
            pk,
            workers[pk].name,
            carried[pk],
            answer_for(late.get(pk, 0), carried[pk]),
            _away(workers[pk], today),
        )
        for pk in dict.fromkeys(ids)
    ]


def _late(worker_ids: Sequence[int], today: date) -> dict[int, int]:
    mine = Journey.objects.for_system("how much is late is counted, whoever may see what it is about")
    rows = mine.filter(
        ended_at__isnull=True, next_on__lt=today, owner__in=[f"worker:{key}" for key in worker_ids]
    )
    counted = rows.order_by().values_list("owner").annotate(Count("pk"))
    return {int(owner.removeprefix("worker:")): count for owner, count in counted}


def _away(worker: Worker, today: date) -> str:
    away = worker.absent_from_on is not None and worker.absent_from_on <= today
    if not away or (worker.absent_until_on is not None and worker.absent_until_on < today):
        return ""
    return f"away, {worker.covered_by.name} covers" if worker.covered_by else "away"


def _pathways() -> list[tuple[str, str]]:
    return [(key, resolved.pathway.title) for key, resolved in library.current().pathways.items()]
