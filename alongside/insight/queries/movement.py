"""How a waiting list moves: today's length, and who came, was seen and left in the weeks before. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from alongside import council
from alongside.insight.rules.counting import Ran, Weeks, weekly
from alongside.pathways.models import Wait
from alongside.pathways.rules.history import COMPLETED
from alongside.records import clock

# More or fewer workers change the list for everybody on it: for those, too, whose records the reader does not see.
_WHY = "counts of a whole list, by day, which name nobody"


@dataclass(frozen=True)
class Movement:
    """A list today, how it moved in the weeks before, and the teams (key, title) that have somebody on it."""

    waiting: int
    weeks: Weeks
    teams: Mapping[str, str]


def movement(pathway: str, wait: str, team: str, weeks: int) -> Movement:
    """How the list moved, for one team (its key) or for all (blank). A list that is younger is counted while it was."""
    today = clock.today()
    everything: Any = Wait.objects.for_system(_WHY)
    waits = everything.filter(pathway=pathway, name=wait)
    teams = _teams(waits)
    if team:
        waits = waits.filter(journey__team=f"team:{team}")
    since = today - timedelta(weeks=weeks)
    rows = list(_ran(waits, since))
    waiting = sum(row.people for row in rows if row.stopped_on is None)
    return Movement(waiting, weekly(rows, today, _as_long_as_it_is(waits, rows, since, today, weeks)), teams)


def _ran(waits: Any, since: date) -> Iterator[Ran]:
    # Two questions, each of its own index: of all that ever stopped, only what stopped since is looked at.
    for part in (waits.filter(stopped_on__isnull=True), waits.filter(stopped_on__gte=since)):
        days = part.order_by("started_on", "stopped_on", "how").values_list("started_on", "stopped_on", "how")
        for started_on, stopped_on, how, people in days.annotate(people=Count("id")):
            yield Ran(started_on, stopped_on, how == COMPLETED, people)


def _as_long_as_it_is(waits: Any, rows: list[Ran], since: date, today: date, weeks: int) -> int:
    """How many of these weeks there was a list: before the first who ever came onto it, nothing can be counted."""
    first = min((row.started_on for row in rows), default=since)
    if first <= since or waits.filter(stopped_on__lt=since).exists():
        return weeks
    return max((today - first).days // 7, 1)


def _teams(waits: Any) -> Mapping[str, str]:
    waiting = waits.filter(stopped_on__isnull=True).order_by("journey__team")
    held = set(waiting.values_list("journey__team", flat=True).distinct())
    return {team.key: team.title for team in council.current().teams if f"team:{team.key}" in held}
