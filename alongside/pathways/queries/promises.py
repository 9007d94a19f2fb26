"""The board of promises: what is owed to whom by when, of what the reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Q

from alongside.pathways import library
from alongside.pathways.models import Promise
from alongside.pathways.queries.listing import part, people
from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import day_of, end_of, last_day
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names
from alongside.web import formats
from alongside.web.tables import Paging

LATE, TODAY, COMING = "late", "today", "coming"
MINE, MY_TEAMS = "mine", "teams"


class Chosen(NamedTuple):
    """What the board is narrowed to; blank is everything. `promise` is “pathway/name”."""

    whose: str = ""
    promise: str = ""
    owed_to: str = ""


@dataclass(frozen=True)
class Figures:
    """How what is owed stands now, and how what was due this month was kept: None when nothing was due."""

    late: int
    today: int
    coming: int
    due_this_month: int
    kept_in_time: int

    @property
    def share(self) -> float | None:
        """The per cent of what was due this month that was kept in time."""
        return 100 * self.kept_in_time / self.due_this_month if self.due_this_month else None


@dataclass(frozen=True)
class PromiseRow:
    """Something owed. `person` is blank where the reader may see the work and not the record."""

    id: int
    record_id: int
    person_id: int | None
    journey_id: int | None
    title: str
    owed_to: str
    person: str
    due: str
    when: str
    owner: str
    closes: str


@dataclass(frozen=True)
class Board:
    """A page of the board, earliest due first."""

    figures: Figures
    rows: Sequence[PromiseRow]
    promises: Mapping[str, str]
    before: int
    after: int


def board(actor: Actor, chosen: Chosen, paging: Paging) -> Board:
    """What is owed and open, earliest due first."""
    now = clock.now()
    those = _narrowed(Promise.objects.held_by(actor), actor, chosen)
    page = part(those.filter(closed_at__isnull=True), ("due_at", "id"), _COLUMNS, paging)
    return Board(_figures(those, now), _rows(page.rows, actor, now), titles(), page.before, page.after)


def _narrowed(promises: Any, actor: Actor, chosen: Chosen) -> Any:
    if chosen.whose:
        teams = [holder for holder in actor.holders if holder.startswith("team:")]
        promises = promises.filter(owner__in=[actor.own] if chosen.whose == MINE else teams)
    if chosen.promise:
        pathway, _, name = chosen.promise.partition("/")
        promises = promises.filter(pathway=pathway, **({"name": name} if name else {}))
    if chosen.owed_to:
        promises = promises.filter(owed_to=chosen.owed_to)
    return promises


def _figures(promises: Any, now: datetime) -> Figures:
    """Of what was due this month, what was excused or fell away is left out: nobody could have kept it."""
    midnight = end_of(day_of(now))
    month = end_of(day_of(now).replace(day=1) - timedelta(days=1))
    is_open, kept = Q(closed_at__isnull=True), Q(how=history.KEPT)
    was_due = Q(due_at__gt=month, due_at__lte=now) & (is_open | kept)
    return Figures(
        **promises.aggregate(
            late=Count("id", filter=is_open & Q(due_at__lte=now)),
            today=Count("id", filter=is_open & Q(due_at__gt=now, due_at__lte=midnight)),
            coming=Count("id", filter=is_open & Q(due_at__gt=midnight)),
            due_this_month=Count("id", filter=was_due),
            kept_in_time=Count("id", filter=was_due & kept & Q(closed_at__lt=F("due_at"))),
        )
    )


_COLUMNS = (
    "id", "record_id", "person_id", "journey_id", "pathway", "name", "owed_to", "due_at", "owner",
    "closes",
)  # fmt: skip


def _rows(found: Sequence[Mapping[str, Any]], actor: Actor, now: datetime) -> list[PromiseRow]:
    seen = people((row["person_id"] for row in found), actor)
    owners, called = holder_names(row["owner"] for row in found), titles()
    rows = []
    for row in found:
        person = seen.get(row["person_id"])
        rows.append(
            PromiseRow(
                id=row["id"],
                record_id=row["record_id"],
                person_id=person.id if person else row["person_id"],
                journey_id=row["journey_id"],
                title=called.get(_key(row["pathway"], row["name"], row["journey_id"]), row["name"]),
                owed_to=row["owed_to"],
                person=person.name if person else "",
                due=_due(row["due_at"]),
                when=_when(row["due_at"], now),
                owner=owners[row["owner"]],
                closes=row["closes"],
            )
        )
    return rows


def _key(pathway: str, name: str, journey_id: int | None) -> str:
    return f"{pathway}/{name}" if journey_id is not None else f"{pathway}/"


def _due(due_at: datetime) -> str:
    """By when, as exactly as it was promised: what is owed in days is late at a midnight, and is due the day before."""
    day = last_day(due_at)
    return formats.short_day(day) if due_at == end_of(day) else formats.moment(due_at)


def _when(due_at: datetime, now: datetime) -> str:
    if due_at <= now:
        return LATE
    return TODAY if due_at <= end_of(day_of(now)) else COMING


def titles() -> dict[str, str]:
    """What may be owed, by the key under which it is asked for; a promise of its own is one whole definition."""
    here = library.current()
    found = {f"{key}/": each.title for key, each in here.owed.items()}
    for key, resolved in here.pathways.items():
        found |= {f"{key}/{name}": each.title for name, each in resolved.pathway.promises.items()}
        found |= {f"{key}/{name}": each.title for name, each in resolved.pathway.while_waiting.items()}
    return found
