"""How a waiting list moves: its length, and who came, was seen and left in the weeks before. Nobody is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from alongside import council
from alongside.insight.rules.counting import Counting, Ran, waiting, weekly, whole_weeks
from alongside.pathways.models import Wait
from alongside.pathways.queries.figures import About, runs
from alongside.pathways.rules.flows import monday
from alongside.records import clock

# More or fewer workers change the list for everybody on it: for those, too, whose records the reader does not see.
_WHY = "which teams have somebody on a list, and whether there ever was one before: nobody is named"


@dataclass(frozen=True)
class Movement:
    """A list at the end of a day (`on`), and how it moved in the weeks before. `came` is how long it really was then
    and at the end of each week after, as far as they are over."""

    on: date
    waiting: int
    counting: Counting
    came: Sequence[int]


def movement(pathway: str, wait: str, on: date, weeks: int, team: str = "") -> Movement:
    """How the list moved, for one team (its key) or for all (blank). A list that is younger is counted while it was."""
    today = clock.today()
    since = monday(on + timedelta(days=1)) - timedelta(weeks=weeks)
    about = About(pathway, wait, since, today, team=f"team:{team}" if team else "")
    rows = [Ran(run.began_on, run.stopped_on, run.how, people) for run, people in runs(about, since).items()]
    known = [row for row in rows if row.began_on <= on]
    number = weeks if _older(about, since) else whole_weeks(known, on, weeks)
    later = range(0, (today - on).days + 1, 7)
    return Movement(
        on,
        waiting(rows, on),
        weekly(rows, on, number),
        [waiting(rows, on + timedelta(days=days)) for days in later],
    )


def _older(about: About, since: date) -> bool:
    waits: Any = Wait.objects.for_system(_WHY)
    return bool(waits.filter(pathway=about.pathway, name=about.wait, stopped_on__lt=since).exists())


def teams(pathway: str, wait: str) -> Mapping[str, str]:
    """The teams that have somebody on the list today, by key."""
    waits: Any = Wait.objects.for_system(_WHY).filter(pathway=pathway, name=wait, stopped_on__isnull=True)
    held = set(waits.order_by("journey__team").values_list("journey__team", flat=True).distinct())
    return {team.key: team.title for team in council.current().teams if f"team:{team.key}" in held}
