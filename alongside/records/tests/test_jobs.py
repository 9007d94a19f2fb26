"""The worker's repeating jobs: once each, by whoever is there first; a failure stops nothing and is tried again."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from alongside.records import clock, jobs, rules
from alongside.records.actions import duty, runs
from alongside.records.actors import SYSTEM
from alongside.records.audit import anchor
from alongside.records.audit.reading import saw
from alongside.records.guardhouse import GuardOff
from alongside.records.models import Entry, Event, Run, Seal, Shift
from alongside.records.tests import desk
from alongside.records.tests.patience import Patience

MINUTE = timedelta(minutes=1)
NOW = datetime.fromisoformat("2031-05-06T12:00:00+00:00")
spans = st.integers(1, 600).map(lambda minutes: timedelta(minutes=minutes))


@pytest.fixture
def own_jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, jobs.Job]:
    """No job but those the test registers."""
    made: dict[str, jobs.Job] = {}
    monkeypatch.setattr(jobs, "_jobs", made)
    return made


def broken() -> None:
    """A job that fails."""
    raise ValueError("the disk is full")


@pytest.mark.django_db
def test_a_job_runs_when_its_time_has_come(own_jobs: dict[str, jobs.Job]) -> None:
    """Once a period, however often the worker looks."""
    done: list[int] = []
    jobs.every("count", minutes=10)(lambda: done.append(1))
    for minutes in (0, 1, 9, 10, 11, 19, 20):
        jobs.run_due(NOW + minutes * MINUTE)
    assert len(done) == 3


@pytest.mark.django_db
def test_a_failure_stops_no_other_job_and_is_kept(own_jobs: dict[str, jobs.Job]) -> None:
    """Whatever one raises, the next runs; the error can be read on the health page until it is mended."""
    done: list[int] = []
    jobs.every("break", minutes=1)(broken)
    jobs.every("count", minutes=1)(lambda: done.append(1))
    outcomes = {outcome.job: outcome.error for outcome in jobs.run_due()}
    assert outcomes == {"break": "ValueError: the disk is full", "count": ""}
    run = Run.objects.get(job="break")
    assert (run.failures, run.error) == (1, "ValueError: the disk is full")


@pytest.mark.django_db
def test_a_failing_job_waits_longer_each_time_and_then_forgets(
    own_jobs: dict[str, jobs.Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One minute, two, four, up to half an hour; once it goes well, its own time counts again."""
    ran: list[datetime] = []
    fail = [True]

    def perhaps() -> None:
        ran.append(clock.now())
        if fail[0]:
            broken()

    def at(moment: datetime) -> list[jobs.Outcome]:
        monkeypatch.setattr(clock, "now", lambda: moment)
        return jobs.run_due(moment)

    jobs.every("perhaps", minutes=1)(perhaps)
    for minute in range(180):
        at(NOW + minute * MINUTE)
    waits = [(later - sooner) // MINUTE for sooner, later in pairwise(ran)]
    assert waits[:6] == [1, 2, 4, 8, 16, 30]
    assert set(waits[6:]) == {30}
    fail[0] = False
    at(ran[-1] + timedelta(minutes=30))
    run = Run.objects.get(job="perhaps")
    assert (run.failures, run.error) == (0, "")
    assert [outcome.error for outcome in at(ran[-1] + MINUTE)] == [""]


@pytest.mark.django_db
def test_a_dead_workers_job_is_taken_over() -> None:
    """Whoever claimed it never came back; after the lease another does it, and the first can no longer end it."""
    first = runs.claim("count", MINUTE, NOW)
    assert first is not None
    assert runs.claim("count", MINUTE, NOW + rules.LEASE - MINUTE) is None
    second = runs.claim("count", MINUTE, NOW + rules.LEASE)
    assert second is not None
    runs.finish(first, NOW + rules.LEASE + MINUTE, "came back from the dead")
    assert Run.objects.get(job="count").finished_at is None
    runs.finish(second, NOW + rules.LEASE + MINUTE)
    assert Run.objects.get(job="count").error == ""


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_takes_the_job(before: bool) -> None:
    """At one moment, on both databases, the first time and later."""
    if before:
        run = runs.claim("race", MINUTE, NOW - timedelta(hours=1))
        assert run is not None
        runs.finish(run, NOW - timedelta(hours=1))
    taken: list[Any] = []
    ready = threading.Barrier(4)

    def grab() -> None:
        try:
            ready.wait()
            taken.append(runs.claim("race", MINUTE, NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=grab) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 4
    assert sum(run is not None for run in taken) == 1


@given(spans, st.integers(0, 60))
def test_a_job_is_never_forgotten_and_never_hammers(every: timedelta, failures: int) -> None:
    """The next run lies after the last, no later than its time or the longest wait."""
    due = rules.next_run(NOW, NOW, failures, every)
    assert NOW < due <= NOW + max(every, rules.LONGEST_WAIT)
    assert due <= rules.next_run(NOW, NOW, failures + 1, every) or failures == 0


def test_two_jobs_of_one_name_are_a_mistake(own_jobs: dict[str, jobs.Job]) -> None:
    """The second would never run."""
    jobs.every("count", minutes=1)(broken)
    with pytest.raises(TypeError, match="count"):
        jobs.every("count", minutes=1)(broken)


@pytest.mark.django_db(transaction=True)
def test_the_worker_stops_when_told(own_jobs: dict[str, jobs.Job]) -> None:
    """It looks, rests, looks again; when told before it begins, it does nothing."""
    done: list[int] = []
    jobs.every("count", minutes=0)(lambda: done.append(1))
    jobs.run_forever(Patience(0))
    assert done == []
    jobs.run_forever(Patience(3))
    assert len(done) == 3


@pytest.mark.django_db(transaction=True)
def test_the_worker_survives_a_database_that_does_not_answer(
    own_jobs: dict[str, jobs.Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It rests longer and looks again."""
    from django.db import OperationalError

    answers = iter([OperationalError("gone"), None])
    monkeypatch.setattr(jobs, "run_due", lambda: _raise(next(answers)))
    patience = Patience(2)
    jobs.run_forever(patience)
    assert patience.rests == [jobs.LONG_REST, jobs.REST]


def _raise(problem: Exception | None) -> None:
    if problem:
        raise problem


@pytest.mark.django_db(transaction=True)
def test_the_worker_refuses_to_start_when_the_audit_would_miss_something(
    own_jobs: dict[str, jobs.Job],
) -> None:
    """A dropped trigger: it says which, does no job, and says what to do."""
    jobs.every("count", minutes=0)(broken)
    with connection.cursor() as cursor:
        cursor.execute(_drop_a_trigger())
    with pytest.raises(GuardOff, match="records_worker"):
        jobs.run_forever(Patience(1))
    assert not Run.objects.exists()


def _drop_a_trigger() -> str:
    on = " ON records_worker" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        if on:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'records_worker'::regclass AND NOT tgisinternal"
            )
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'records_worker'"
            )
        name = min(row[0] for row in cursor.fetchall())
    return f'DROP TRIGGER "{name}"{on}'


@pytest.mark.django_db
def test_the_house_has_its_jobs() -> None:
    """Sealing, the note outside the database, shifts: each runs and leaves what it is for."""
    assert {"seal strays", "close past shifts", "note the audit's newest seal"} <= set(jobs.jobs)
    saw(SYSTEM, "test.page", [])
    assert {outcome.error for outcome in jobs.run_due()} == {""}
    assert not Entry.objects.filter(seal__isnull=True).exists()
    assert Seal.objects.filter(kind="reading").exists()
    assert anchor.file().exists()
    anchor.file().unlink()


@pytest.mark.django_db
def test_a_shift_nobody_ended_is_ended_for_the_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its access was over anyway; now the record says so, at the time it was over."""
    omar = desk.a_worker("cover out of hours")
    ends = clock.now() + timedelta(hours=2)
    made = duty.begin_shift(by=omar, ends_at=ends, handover_in="")
    jobs.run_due()
    assert Shift.objects.get(pk=made).ended_at is None
    monkeypatch.setattr(clock, "now", lambda: ends + timedelta(minutes=1))
    jobs.run_due(ends + timedelta(minutes=6))
    assert Shift.objects.get(pk=made).ended_at == ends
    events = Event.objects.for_system("to read what was written").filter(kind="records.shift ended")
    assert [event.recorded_by_id for event in events if event.content == {"shift": made}] == [None]
