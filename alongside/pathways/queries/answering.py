"""Who answers for a promise, as this reader is told: a name to the worker and their manager, the team to others.

What somebody breaks above the load that was agreed with them is their team's, and stands against no name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from alongside import council
from alongside.pathways.access import MANAGES
from alongside.pathways.models import Promise
from alongside.pathways.queries.journey_moves import carrying
from alongside.pathways.rules import kept
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Post
from alongside.records.queries.naming import holder_names

_WHY = "whose a breach is to answer for, by how much they carry: told by number"


class Answering:
    """What one reader is told of whose a promise is."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    @cached_property
    def managed(self) -> frozenset[str]:
        """The teams whose workers this reader manages."""
        if not any(self.actor.plays(duty) for duty in MANAGES):
            return frozenset()
        return frozenset(holder for holder in self.actor.holders if holder.startswith("team:"))

    def is_named(self, owner: str, team: str) -> bool:
        """Whether this reader is told the name: it is theirs, or of somebody in a team that they manage."""
        return not owner.startswith("worker:") or owner == self.actor.own or team in self.managed

    def may_plan(self, owner: str, team: str) -> bool:
        """Whether this reader says what is done about it next."""
        return owner in self.actor.holders or team in self.managed

    def teams_of(self, owner: str) -> Sequence[str]:
        """Of what team's work this reader is told that it is this owner's."""
        if owner == self.actor.own:
            return list(self._every_team)
        return sorted({*self.managed, *([owner] if owner.startswith("team:") else [])})

    @cached_property
    def _every_team(self) -> frozenset[str]:
        return frozenset({*(f"team:{team.key}" for team in council.current().teams), self.actor.own})

    def above(self, owners: Iterable[str]) -> Mapping[str, int]:
        """By how much each of these workers carries more than was agreed; those who do not are left out."""
        workers = sorted({owner for owner in owners if owner.startswith("worker:")})
        if not workers:
            return {}
        carried, agreed = carrying(workers), _agreed(workers)
        found = {each: kept.of_team(carried[each], carried[each], agreed.get(each)) for each in workers}
        return {each: above for each, above in found.items() if above}

    def named(self, rows: Sequence[Mapping[str, Any]], now: datetime) -> Mapping[int, str]:
        """Whose each of these promises is, by its number, as this reader is told."""
        names = holder_names({row["owner"] for row in rows} | {row["team"] for row in rows})
        late = [row["owner"] for row in rows if row["closed_at"] is None and row["due_at"] <= now]
        of_team = self._of_team(late, now)
        told = {}
        for row in rows:
            if row["id"] in of_team:
                told[row["id"]] = f"{names[row['team']]} (above the agreed load)"
            else:
                named = self.is_named(row["owner"], row["team"])
                told[row["id"]] = names[row["owner" if named else "team"]]
        return told

    def _of_team(self, owners: Iterable[str], now: datetime) -> set[int]:
        """The breaches that are the team's: of each worker as many, the newest, as they are above their load."""
        found: set[int] = set()
        for owner, above in self.above(owners).items():
            late = Promise.objects.for_system(_WHY).filter(
                owner=owner, closed_at__isnull=True, due_at__lte=now
            )
            found.update(late.order_by("-due_at", "-id").values_list("id", flat=True)[:above])
        return found


def _agreed(workers: Iterable[str]) -> dict[str, int | None]:
    """What was agreed for the roles that each of these has now."""
    ids = [int(owner.removeprefix("worker:")) for owner in workers]
    roles: dict[str, list[str]] = {}
    posts = Post.objects.held_at(clock.now()).filter(worker_id__in=ids).order_by("id")
    for key, role in posts.values_list("worker_id", "role"):
        roles.setdefault(f"worker:{key}", []).append(role)
    here = council.current()
    return {owner: here.agreed_load(held) for owner, held in roles.items()}
