"""A waiting list month by month against its target, and who did what: for the month-end meeting (R-056, R-057).

The counts are of the whole council and name nobody. Names of workers are for themselves and for their manager; of
somebody who carries more than was agreed, what is done is the team's, as what is late is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from alongside import council
from alongside.casework import access, doing
from alongside.casework.queries import load
from alongside.casework.rules.months import Month, Run, Share, begins, months, shared_out
from alongside.pathways.language import Pathway
from alongside.pathways.models import Wait
from alongside.pathways.queries import figures, past
from alongside.pathways.queries.figures import About
from alongside.pathways.rules import history
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Event, Post
from alongside.records.queries.naming import holder_names

MONTHS = 12
A_FEW = 500
_COUNTED = "what was done is counted by team, whoever may see whom; no person is named"


@dataclass(frozen=True)
class Trajectory:
    """The months of a list, the target where the council has set one, and who did what in one month."""

    months: Sequence[Month]
    target: int | None
    target_said: str
    chosen: Month
    shares: Sequence[Share]


def trajectory(actor: Actor, pathway: Pathway, wait: str, month: date | None = None) -> Trajectory:
    """The last twelve months of a list; `month` is the first day of the one of which is told who did what."""
    today = clock.today()
    first = begins(today, MONTHS)[0]
    found: dict[Run, int] = {}
    for run, people in figures.runs(About(pathway.key, wait, first, today), first).items():
        key = (run.began_on, run.stopped_on, run.how)
        found[key] = found.get(key, 0) + people
    told = months(found, today, MONTHS)
    chosen = next((each for each in told if each.first == month), told[-1])
    target = council.current().target(f"{pathway.key}-list", today)
    counts = target is not None and target.unit == "people"
    return Trajectory(
        months=told,
        target=int(target.value) if target is not None and counts else None,
        target_said=f"{target.title}: {target} ({target.source})" if target is not None and counts else "",
        chosen=chosen,
        shares=_shares(actor, pathway, wait, chosen),
    )


def _shares(actor: Actor, pathway: Pathway, wait: str, month: Month) -> list[Share]:
    rows = Wait.objects.for_system(_COUNTED).filter(
        pathway=pathway.key,
        name=wait,
        stopped_on__gte=month.first,
        stopped_on__lte=month.last,
        how=history.COMPLETED,
    )
    columns = ("journey_id", "journey__team", "stopped_at")
    done = [(key, team, at) for key, team, at in rows.order_by("id").values_list(*columns) if at]
    journeys = [key for key, _team, _at in done]
    agencies = doing.done_elsewhere(journeys)
    by = _recorded(done)
    names = _named(actor, {worker for worker in by.values() if worker is not None})
    teams = holder_names({team for _key, team, _at in done})
    return shared_out(
        (teams[team], agencies.get(key) or names.get(by.get(key) or 0, "")) for key, team, _at in done
    )


def _recorded(done: Sequence[tuple[int, str, datetime]]) -> Mapping[int, int | None]:
    """Who recorded the step, or what was said, that ended each wait."""
    ended = {past.subject(key): (key, at) for key, _team, at in done}
    found: dict[int, int | None] = {}
    for some in _parts(list(ended)):
        rows = Event.objects.for_system(_COUNTED).filter(
            subject__in=some, kind__in=[f"{past.PREFIX}{history.MOVED}", f"{past.PREFIX}{history.SAID}"]
        )
        columns = ("subject", "happened_at", "recorded_by_id")
        for subject, happened, worker in rows.order_by("id").values_list(*columns):
            key, at = ended[subject]
            if happened == at:
                found[key] = worker
    return found


def _parts(subjects: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(subjects), A_FEW):
        yield subjects[start : start + A_FEW]


def _named(actor: Actor, workers: set[int]) -> Mapping[int, str]:
    """Those of these workers whose names this reader is shown."""
    mine = {actor.worker_id} & workers
    if access.supervise(actor):
        posts = Post.objects.held_at(clock.now()).filter(worker_id__in=workers, holder__in=actor.holders)
        mine |= set(posts.order_by("id").values_list("worker_id", flat=True))
    carries = load.loads(sorted(key for key in mine if key))
    shown = [key for key, carried in carries.items() if not carried.above]
    names = holder_names(f"worker:{key}" for key in shown)
    return {key: names[f"worker:{key}"] for key in shown}
