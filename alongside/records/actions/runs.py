"""The diary of the worker's repeating jobs: not audited, for it holds no facts; who writes first does the job."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from alongside.records import rules
from alongside.records.models import Run


def claim(job: str, every: timedelta, now: datetime) -> Run | None:
    """Take a job that is due; None when it is not, or when another worker was quicker.

    The taking is one UPDATE on what was read: of two workers only one still finds the row as it was.
    """
    seen = Run.objects.filter(job=job).first()
    if seen is None:
        return _first(job, now)
    if rules.next_run(seen.started_at, seen.finished_at, seen.failures, every) > now:
        return None
    unchanged = Run.objects.filter(pk=seen.pk, started_at=seen.started_at, finished_at=seen.finished_at)
    if not unchanged.update(started_at=now, finished_at=None):
        return None
    seen.started_at, seen.finished_at = now, None
    return seen


def _first(job: str, now: datetime) -> Run | None:
    try:
        with transaction.atomic():
            return Run.objects.create(job=job, started_at=now)
    except IntegrityError:
        return None


def finish(run: Run, now: datetime, error: str = "") -> None:
    """Write down how a job ended; unless another worker has taken it over since."""
    failures = run.failures + 1 if error else 0
    mine = Run.objects.filter(pk=run.pk, started_at=run.started_at)
    mine.update(finished_at=now, error=error, failures=failures)
