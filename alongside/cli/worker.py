"""`alongside worker`: the jobs that nobody waits for, each at its own pace, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import FrameType

from django.db import close_old_connections

from alongside.cli.serve import require_closed
from alongside.records.audit import seal, verify

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Regular:
    """A job that is done again and again. Doing it twice, or late, does no harm."""

    title: str
    every_seconds: int
    run: Callable[[], object]


# The sooner strays are sealed, the shorter the time in which nobody could tell that one was changed again.
REGULARS = (
    Regular("sealing what nobody sealed", 10, seal.seal_strays),
    Regular("noting the chain's head outside the database", 900, verify.write_anchor),
)


def work() -> None:
    """Works until SIGTERM or Ctrl-C; a job under way is finished first. Refuses when the audit is not whole."""
    require_closed()
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    print("The worker is at work.", flush=True)
    keep_up(REGULARS, stop)


def keep_up(jobs: Iterable[Regular], stop: threading.Event) -> None:
    """Does each job when it is due until `stop` is set."""
    due = dict.fromkeys(jobs, 0.0)
    while not stop.is_set():
        now = time.monotonic()
        for job in [job for job, at in due.items() if at <= now]:
            do(job)
            due[job] = time.monotonic() + job.every_seconds
        stop.wait(max(0.05, min(due.values()) - time.monotonic()))


def do(job: Regular) -> None:
    """One turn. A failure is logged and tried again next time; the other jobs go on."""
    try:
        job.run()
    except Exception:
        log.exception("The worker failed at %s. It tries again in %s seconds.", job.title, job.every_seconds)
    finally:
        close_old_connections()
