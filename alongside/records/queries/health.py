"""What those who run the system look at: the worker's jobs, and writes that came past the application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from alongside.records import clock, jobs, rules
from alongside.records.models import Entry, Explanation, Run, Seal
from alongside.web import formats
from alongside.web.errors import Missing

AT_MOST = 50
_OPS = {"I": "added a row to", "U": "changed a row of", "D": "removed a row from"}


@dataclass(frozen=True)
class JobRow:
    """One repeating job: when it last began, how it stands, what went wrong."""

    name: str
    last_at: datetime | None
    state: str
    error: str


def jobs_done() -> list[JobRow]:
    """Every job of the worker, in the order they were registered."""
    runs = {run.job: run for run in Run.objects.order_by("job")}
    now = clock.now()
    return [_job(job, runs.get(job.name), now) for job in jobs.jobs.values()]


def _job(job: jobs.Job, run: Run | None, now: datetime) -> JobRow:
    if run is None:
        return JobRow(job.name, None, "Never run", "")
    if run.failures:
        return JobRow(job.name, run.started_at, f"Failed {formats.count(run.failures, 'time')}", run.error)
    late = rules.next_run(run.started_at, run.finished_at, 0, job.every) + rules.LEASE < now
    return JobRow(job.name, run.started_at, "Late: is the worker running?" if late else "Well", "")


QUIET = timedelta(minutes=5)
"""A worker begins some job every minute; of one that began none for so long nobody says that it is at work."""


def worker_heard_at() -> datetime | None:
    """When a worker last began one of its jobs; None when none ever did."""
    heard: datetime | None = Run.objects.aggregate(last=Max("started_at"))["last"]
    return heard


@dataclass(frozen=True)
class OutsideRow:
    """A sealed batch of writes from outside the application."""

    id: int
    at: datetime
    entries: int
    what: Sequence[str]
    explained: str
    explained_by: str
    explained_at: datetime | None


def outside() -> list[OutsideRow]:
    """Writes from outside the application, those nobody has explained first, then the newest."""
    explained = {row.seal_id: row for row in Explanation.objects.select_related("worker").order_by("id")}
    seals = Seal.objects.filter(kind="outside").order_by("-id")
    waiting = seals.filter(explanation__isnull=True)[:AT_MOST]
    rows = [*waiting, *seals.filter(explanation__isnull=False)[:AT_MOST]]
    return [_outside(seal, explained.get(seal.id)) for seal in rows]


def outside_batch(seal_id: int) -> OutsideRow:
    """One such batch; Missing when there is none or the application wrote it."""
    seal = Seal.objects.filter(pk=seal_id, kind="outside").first()
    if seal is None:
        raise Missing
    return _outside(seal, Explanation.objects.filter(seal=seal).select_related("worker").first())


def _outside(seal: Seal, explanation: Explanation | None) -> OutsideRow:
    entries = Entry.objects.filter(seal_id=seal.id).order_by("id")[:AT_MOST]
    return OutsideRow(
        seal.id,
        seal.at,
        seal.entries,
        [
            f"Entry {each.id} at {each.at}: {_OPS.get(each.op, each.op)} {each.tbl}, row {each.row}"
            for each in entries
        ],
        explanation.said if explanation else "",
        explanation.worker.name if explanation else "",
        explanation.at if explanation else None,
    )
