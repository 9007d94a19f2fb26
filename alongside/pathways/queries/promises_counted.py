"""Promises counted: by what was promised, by team, by whom it is owed to, by owner; and how they were kept by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count

from alongside.pathways.queries.answering import Answering
from alongside.pathways.queries.journey import owed_to
from alongside.pathways.queries.promises import (
    COMING,
    COUNTS,
    IN_TIME,
    IS_OPEN,
    LATE,
    TODAY,
    Chosen,
    counting,
    counts_now,
    kinds_of_work,
    since,
    titles,
)
from alongside.pathways.rules import kept
from alongside.pathways.rules.calendar import day_of
from alongside.pathways.rules.kept import Week
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.queries.naming import holder_names

PROMISE, TEAM, OWED_TO, OWNER = "promise", "team", "owed_to", "owner"
BY = {PROMISE: "What was promised", TEAM: "Team", OWED_TO: "To whom it is owed", OWNER: "Owner"}


@dataclass
class Group:
    """What is owed of one kind. `due` and `kept` are of the weeks that are looked at; `narrows` is what the board is
    narrowed to for the promises behind it, blank where the reader is not told whose they are; `of` is the kind of work
    that a promise is of."""

    key: str
    title: str
    narrows: Mapping[str, str]
    late: int = 0
    today: int = 0
    coming: int = 0
    due: int = 0
    kept: int = 0
    weeks: Sequence[Week] = field(default=())
    of: str = ""

    @property
    def share(self) -> float | None:
        """The per cent of what was due that was kept in time."""
        return 100 * self.kept / self.due if self.due else None


@dataclass(frozen=True)
class Counted:
    """The board's figures: by one heading, and of everything that was asked for by week."""

    groups: Sequence[Group]
    weeks: Sequence[Week]


def counted(actor: Actor, chosen: Chosen, by: str) -> Counted:
    """What is owed now, and how what was due in the last weeks was kept; whatever the length of the history."""
    now, answering = clock.now(), Answering(actor)
    those = counting(actor, chosen, answering)
    columns = {PROMISE: ("pathway", "name"), OWED_TO: ("owed_to",)}.get(by, ("owner", "team"))
    open_ = list(those.filter(IS_OPEN).values(*columns).annotate(**counts_now(now)).order_by(*columns))
    due = _due(those, columns, now)
    groups = _Grouping(by, answering, open_, due, day_of(now)).made()
    weeks = kept.by_week(((row["due_at"], row["due"], row["kept"]) for row in due), day_of(now))
    return Counted(sorted(groups, key=lambda each: (-each.late, -each.today, each.title, each.of)), weeks)


def _due(those: Any, columns: Sequence[str], now: datetime) -> list[dict[str, Any]]:
    of = those.filter(due_at__gt=since(now), due_at__lte=now).values(*columns, "due_at")
    counts = {"due": Count("id", filter=COUNTS), "kept": Count("id", filter=IN_TIME)}
    return list(of.annotate(**counts).order_by("due_at", *columns))


@dataclass(frozen=True)
class _Grouping:
    """Rows of counts, made into one group for each thing that the reader is told of."""

    by: str
    answering: Answering
    open: Sequence[Mapping[str, Any]]
    due: Sequence[Mapping[str, Any]]
    today: date

    def made(self) -> list[Group]:
        groups: dict[str, Group] = {}
        weeks: dict[str, list[tuple[datetime, int, int]]] = defaultdict(list)
        for row in self.open:
            for key, share in self._shares(row):
                group = groups.setdefault(key, self._group(key))
                group.late += share
                if key == self._key(row):
                    group.today += row[TODAY]
                    group.coming += row[COMING]
        for row in self.due:
            key = self._key(row)
            group = groups.setdefault(key, self._group(key))
            group.due += row["due"]
            group.kept += row["kept"]
            weeks[key].append((row["due_at"], row["due"], row["kept"]))
        for key, group in groups.items():
            group.weeks = kept.by_week(weeks[key], self.today)
        return list(groups.values())

    def _shares(self, row: Mapping[str, Any]) -> list[tuple[str, int]]:
        """What is late of a row, by whose it is to answer for: of a worker above their load, a part is the team's."""
        key, late = self._key(row), row[LATE]
        if self.by != OWNER or key != row["owner"]:
            return [(key, late)]
        above = min(late, self._above.get(row["owner"], 0))
        return [(key, late - above), *([(row["team"], above)] if above else [])]

    @cached_property
    def _above(self) -> Mapping[str, int]:
        return self.answering.above(row["owner"] for row in self.open if row[LATE])

    def _key(self, row: Mapping[str, Any]) -> str:
        if self.by == PROMISE:
            own = f"{row['pathway']}/"
            return own if own in self._titles else f"{own}{row['name']}"
        if self.by == OWED_TO:
            return str(row["owed_to"])
        named = self.by == OWNER and self.answering.is_named(row["owner"], row["team"])
        return str(row["owner"] if named else row["team"])

    def _group(self, key: str) -> Group:
        if self.by == PROMISE:
            work = self._works.get(key.partition("/")[0], "")
            return Group(key, self._titles.get(key, key), {"promise": key}, of=work)
        if self.by == OWED_TO:
            return Group(key, owed_to(key).capitalize(), {"owed_to": key})
        kind, _colon, team = key.partition(":")
        narrows = {"team": team} if kind == "team" else {"owner": key}
        return Group(key, self._names[key], narrows)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return titles()

    @cached_property
    def _works(self) -> Mapping[str, str]:
        return kinds_of_work()

    @cached_property
    def _names(self) -> Mapping[str, str]:
        rows = [*self.open, *self.due]
        return holder_names({row["owner"] for row in rows} | {row["team"] for row in rows})
