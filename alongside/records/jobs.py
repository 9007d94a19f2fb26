"""The worker's repeating work, without a broker: each job when its time has come, by whichever worker is there first.

    @every("seal strays", minutes=1)
    def _seal_strays() -> None: ...

A job that fails keeps its error in the diary (models.Run), is tried again after a longer and longer wait, and never
stops the others. A job is run by one worker at a time, on both databases. What takes minutes is done beside them, by
another hand (`beside`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from django.db import DatabaseError, close_old_connections, connection

from alongside.records import clock, guardhouse
from alongside.records.actions import keeping, proving, runs
from alongside.records.actors import SYSTEM
from alongside.records.audit import anchor, seal

log = logging.getLogger(__name__)

# How long the worker rests between two looks at what is due, and when the database does not answer.
REST, LONG_REST = 2.0, 15.0


class Stop(Protocol):
    """Tells the worker to stop, and wakes it when it does: a `threading.Event`."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float) -> bool: ...


@dataclass(frozen=True)
class Job:
    """One repeating job."""

    name: str
    every: timedelta
    do: Callable[[], object]


@dataclass(frozen=True)
class Outcome:
    """How one run of a job ended; `error` is empty when it went well."""

    job: str
    error: str


Work = Callable[[], object]

_jobs: dict[str, Job] = {}
jobs: Mapping[str, Job] = MappingProxyType(_jobs)
hands: list[Work] = []
"""What is done beside the jobs, each by a hand of its own."""


def every(name: str, *, minutes: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a function as a repeating job. It takes nothing and acts as the system."""

    def register(do: Callable[[], object]) -> Callable[[], object]:
        if name in _jobs:
            raise TypeError(f"Two jobs are named “{name}”.")
        _jobs[name] = Job(name, timedelta(minutes=minutes), do)
        return do

    return register


def beside(do: Work) -> Work:
    """Register work that may take long: nobody's letter waits for it. It finds out what is due and claims it, so that
    what is cut short is taken up by whichever worker comes next; with nothing due it returns at once."""
    hands.append(do)
    return do


def run_due(now: datetime | None = None) -> list[Outcome]:
    """Do every job whose time has come and that no other worker has taken; how each ended."""
    moment = now or clock.now()
    outcomes = [_run(job, moment) for job in list(_jobs.values())]
    return [outcome for outcome in outcomes if outcome is not None]


def _run(job: Job, now: datetime) -> Outcome | None:
    run = runs.claim(job.name, job.every, now)
    if run is None:
        return None
    error = ""
    try:
        job.do()
    except Exception as problem:  # whatever it is, the other jobs go on
        log.exception("the job “%s” failed", job.name)
        error = f"{type(problem).__name__}: {problem}"
    runs.finish(run, max(now, clock.now()), error)
    return Outcome(job.name, error)


def run_forever(stop: Stop) -> None:
    """Do what is due until told to stop. Raises GuardOff before the first job when the audit triggers differ."""
    guardhouse.refuse_if_open()
    _repeat(run_due, stop)


def keep_at(work: Work, stop: Stop) -> None:
    """Do what is due beside the jobs until told to stop, in a thread of its own."""
    _repeat(work, stop)
    connection.close()


def _repeat(work: Work, stop: Stop) -> None:
    while not stop.is_set():
        stop.wait(_round(work))


def _round(work: Work) -> float:
    """One look at what is due; how long to rest after it, in seconds."""
    close_old_connections()
    try:
        work()
    except DatabaseError:
        log.exception("the database does not answer; trying again")
        return LONG_REST
    return REST


@every("seal strays", minutes=1)
def _seal_strays() -> None:
    seal.seal_strays()


@every("note the audit's newest seal", minutes=60)
def _write_anchor() -> None:
    anchor.write()


@every("close past shifts", minutes=5)
def _close_past_shifts() -> None:
    keeping.close_past_shifts(by=SYSTEM)


beside(proving.prove_due)
