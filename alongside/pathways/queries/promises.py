"""The board of promises: what is owed to whom by when, and how it was kept, of what the reader may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from alongside.pathways import access, library
from alongside.pathways.models import Promise
from alongside.pathways.queries.answering import Answering
from alongside.pathways.queries.listing import part, people
from alongside.pathways.rules import history, kept
from alongside.pathways.rules.calendar import day_of, end_of, last_day, start_of
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Missing
from alongside.web.tables import Paging

LATE, TODAY, COMING, KEPT, EXCUSED = "late", "today", "coming", "kept", "excused"
STANDING = (LATE, TODAY, COMING, KEPT, EXCUSED)
MINE, MY_TEAMS, COUNCIL = "mine", "teams", "council"
_COUNTED = "how a whole council keeps its promises, in numbers: no name and no record is told"


class Chosen(NamedTuple):
    """What the board is narrowed to; blank is everything that is open. `promise` is “pathway/name”."""

    whose: str = ""
    promise: str = ""
    owed_to: str = ""
    team: str = ""
    owner: str = ""
    standing: str = ""


@dataclass(frozen=True)
class Figures:
    """How what is owed stands now, and how what was due this month was kept: None when nothing was due. `excused` is
    what was excused, or fell away, of what was due in the weeks that are looked at."""

    late: int
    today: int
    coming: int
    excused: int
    due_this_month: int
    kept_in_time: int

    @property
    def share(self) -> float | None:
        """The per cent of what was due this month that was kept in time."""
        return 100 * self.kept_in_time / self.due_this_month if self.due_this_month else None


@dataclass(frozen=True)
class PromiseRow:
    """Something owed; `of` is the kind of work. `person` is blank where the reader may see the work and not the record;
    `next_step` what is done about it next, and `may_plan` whether this reader says so."""

    id: int
    record_id: int
    person_id: int | None
    journey_id: int | None
    title: str
    of: str
    owed_to: str
    person: str
    due: str
    when: str
    owner: str
    closes: str
    inherited: bool
    next_step: str
    next_on: date | None
    next_late: bool
    may_plan: bool
    settled: str


@dataclass(frozen=True)
class Board:
    """A page of the board, earliest due first."""

    figures: Figures
    rows: Sequence[PromiseRow]
    promises: Mapping[str, str]
    before: int
    after: int


def board(actor: Actor, chosen: Chosen, paging: Paging) -> Board:
    """What is owed, earliest due first: what is open, or what the reader chose to see of it."""
    now = clock.now()
    answering = Answering(actor)
    those = narrowed(actor, chosen, answering)
    page = part(those.filter(_standing(chosen.standing, now)), ("due_at", "id"), _COLUMNS, paging)
    counted = counting(actor, chosen, answering)
    return Board(
        _figures(counted, now), _rows(page.rows, answering, now), whole_titles(), page.before, page.after
    )


def narrowed(actor: Actor, chosen: Chosen, answering: Answering) -> Any:
    """The promises that the reader may see, of those asked for, each with its team."""
    return _narrowed(Promise.objects.held_by(actor), actor, chosen, answering)


def counting(actor: Actor, chosen: Chosen, answering: Answering) -> Any:
    """The promises that are counted: those of `narrowed`, or of the whole council for who asks for it and plans."""
    if chosen.whose != COUNCIL or not access.counts(actor):
        return narrowed(actor, chosen, answering)
    closed = [
        key for key, each in library.current().pathways.items() if not access.may_know(actor, each.pathway)
    ]
    every = Promise.objects.for_system(_COUNTED).exclude(pathway__in=closed)
    return _narrowed(every, actor, chosen, answering)


def sees_any(actor: Actor) -> bool:
    """Whether anything is or was owed of which the reader sees the record."""
    return bool(Promise.objects.held_by(actor).exists())


def _narrowed(found: Any, actor: Actor, chosen: Chosen, answering: Answering) -> Any:
    promises = found.annotate(team=Coalesce("journey__team", "owner"))
    if chosen.whose in (MINE, MY_TEAMS):
        teams = [holder for holder in actor.holders if holder.startswith("team:")]
        promises = promises.filter(owner__in=[actor.own] if chosen.whose == MINE else teams)
    if chosen.promise:
        pathway, _, name = chosen.promise.partition("/")
        promises = promises.filter(pathway=pathway, **({"name": name} if name else {}))
    if chosen.owed_to:
        promises = promises.filter(owed_to=chosen.owed_to)
    if chosen.team:
        promises = promises.filter(team=f"team:{chosen.team}")
    if chosen.owner:
        # Whoever may not be told a name learns nothing by asking for it.
        promises = promises.filter(owner=chosen.owner, team__in=answering.teams_of(chosen.owner))
    return promises


def since(now: datetime) -> datetime:
    """From when on the board looks at what was due: some weeks, however long the history is."""
    return start_of(kept.mondays(day_of(now))[0])


IS_OPEN = Q(closed_at__isnull=True)
# What nobody could have kept is left out: excused, or fallen away, before it was due.
COUNTS = Q(how=history.KEPT) | IS_OPEN | Q(closed_at__gte=F("due_at"))
IN_TIME = Q(how=history.KEPT, closed_at__lt=F("due_at"))


def _standing(standing: str, now: datetime) -> Q:
    midnight = end_of(day_of(now))
    lately = Q(due_at__gt=since(now))
    return {
        LATE: IS_OPEN & Q(due_at__lte=now),
        TODAY: IS_OPEN & Q(due_at__gt=now, due_at__lte=midnight),
        COMING: IS_OPEN & Q(due_at__gt=midnight),
        KEPT: lately & Q(how=history.KEPT),
        EXCUSED: lately & Q(how__in=[history.EXCUSED, history.LAPSED]),
    }.get(standing, IS_OPEN)


def _figures(promises: Any, now: datetime) -> Figures:
    """What is open and what was due in the last weeks are asked apart: neither reads the history."""
    due_this_month = Q(due_at__gt=start_of(day_of(now).replace(day=1)), due_at__lte=now)
    open_ = promises.filter(IS_OPEN).aggregate(**counts_now(now))
    lately = promises.filter(due_at__gt=since(now)).aggregate(
        due_this_month=Count("id", filter=due_this_month & COUNTS),
        kept_in_time=Count("id", filter=due_this_month & IN_TIME),
        excused=Count("id", filter=_standing(EXCUSED, now)),
    )
    return Figures(**open_, **lately)


def counts_now(now: datetime) -> dict[str, Count]:
    """How many of the open ones are late, due today, to come."""
    return {name: Count("id", filter=_standing(name, now)) for name in (LATE, TODAY, COMING)}


def one(actor: Actor, promise_id: int) -> PromiseRow:
    """One promise, as the reader may see it. Raises Missing."""
    answering = Answering(actor)
    those = narrowed(actor, Chosen(), answering).filter(pk=promise_id)
    found = list(those.order_by("id").values(*_COLUMNS))
    if not found:
        raise Missing
    return _rows(found, answering, clock.now())[0]


_COLUMNS = (
    "id", "record_id", "person_id", "journey_id", "pathway", "name", "owed_to", "due_at", "owner", "team",
    "closes", "inherited", "next_step", "next_on", "closed_at", "how", "why",
)  # fmt: skip


def _rows(found: Sequence[Mapping[str, Any]], answering: Answering, now: datetime) -> list[PromiseRow]:
    seen = people((row["person_id"] for row in found), answering.actor)
    called, works, whose = titles(), kinds_of_work(), answering.named(found, now)
    rows = []
    for row in found:
        person = seen.get(row["person_id"])
        rows.append(
            PromiseRow(
                id=row["id"],
                record_id=row["record_id"],
                person_id=person.id if person else row["person_id"],
                journey_id=row["journey_id"],
                title=called.get(key_of(row["pathway"], row["name"], row["journey_id"]), row["name"]),
                of=works.get(row["pathway"], ""),
                owed_to=row["owed_to"],
                person=person.name if person else "",
                due=_due(row["due_at"]),
                when=_when(row, now),
                owner=whose[row["id"]],
                closes=row["closes"],
                inherited=row["inherited"],
                next_step=row["next_step"],
                next_on=row["next_on"],
                next_late=row["next_on"] is not None and row["next_on"] < day_of(now),
                may_plan=row["closed_at"] is None and answering.may_plan(row["owner"], row["team"]),
                settled=_settled(row),
            )
        )
    return rows


def key_of(pathway: str, name: str, journey_id: int | None) -> str:
    """What a promise is asked for by; one that belongs to a person is a definition by itself."""
    return f"{pathway}/{name}" if journey_id is not None else f"{pathway}/"


def _due(due_at: datetime) -> str:
    """By when, as exactly as it was promised: what is owed in days is late at a midnight, and is due the day before."""
    day = last_day(due_at)
    return formats.short_day(day) if due_at == end_of(day) else formats.moment(due_at)


def _when(row: Mapping[str, Any], now: datetime) -> str:
    due_at = row["due_at"]
    if row["closed_at"] is not None:
        return KEPT if row["how"] == history.KEPT else EXCUSED
    if due_at <= now:
        return LATE
    return TODAY if due_at <= end_of(day_of(now)) else COMING


def _settled(row: Mapping[str, Any]) -> str:
    """What became of it, and when; blank while it is open."""
    if row["closed_at"] is None:
        return ""
    day = formats.short_day(day_of(row["closed_at"]))
    late = row["closed_at"] >= row["due_at"]
    if row["how"] == history.KEPT:
        return f"kept late, on {day}" if late else f"kept in time, on {day}"
    said = "not owed any more" if row["how"] == history.EXCUSED else "fell away"
    broken, why = ", after it was broken" if late else "", f": {row['why']}" if row["why"] else ""
    return f"{said} on {day}{broken}{why}"


def titles() -> dict[str, str]:
    """What may be owed, by the key under which it is asked for; a promise of its own is one whole definition."""
    here = library.current()
    found = {f"{key}/": each.title for key, each in here.owed.items()}
    for key, resolved in here.pathways.items():
        found |= {f"{key}/{name}": each.title for name, each in resolved.pathway.promises.items()}
        found |= {f"{key}/{name}": each.title for name, each in resolved.pathway.while_waiting.items()}
    return found


def kinds_of_work() -> dict[str, str]:
    """What each kind of work is called, by its key; what is owed apart from any is of none."""
    return {key: each.pathway.title for key, each in library.current().pathways.items()}


def whole_titles() -> dict[str, str]:
    """What may be owed, by its key, with the kind of work: several promise to keep in touch. In the order of words."""
    works = kinds_of_work()
    found = {}
    for key, title in titles().items():
        of = works.get(key.partition("/")[0])
        found[key] = f"{title} ({of})" if of else title
    return dict(sorted(found.items(), key=lambda each: each[1].lower()))
