"""A list that was confirmed on a page is brought in by the worker, and survives it (R-052, G-12, NFR: nothing lost)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from alongside.integration import bringing
from alongside.integration.actions import importing, taking, taking_back, uploads
from alongside.integration.models import Line, Run, Upload
from alongside.integration.queries import reading, runs
from alongside.integration.queries.runs import SILENT
from alongside.integration.rules.fates import TITLES
from alongside.integration.tests.lists import AS_AT, bring, mapping, text
from alongside.people.tests.making import worker
from alongside.records import clock, jobs
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Run as JobRun
from alongside.records.models import Seal
from alongside.web.errors import Refused

ClientOf = Callable[[object], Client]
FIVE = text(*({"reference": f"R{n}", "nhs_number": "", "given_name": f"Ada{n}"} for n in range(5)))


@pytest.fixture(autouse=True)
def _two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five rows are three batches."""
    monkeypatch.setattr(reading, "AT_ONCE", 2)


def kept(by: Actor, content: bytes = FIVE) -> int:
    what = importing.List(io.BytesIO(content), "list.csv", mapping(), AS_AT)
    return uploads.keep(by=by, key=uuid4(), what=what)


def confirmed(by: Actor, content: bytes = FIVE) -> int:
    run: int = uploads.confirm(by=by, upload_id=kept(by, content))
    return run


def dies_after(batches: int, problem: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker ends within a batch, when so many are in."""
    real, left = taking.take, iter([*[False] * batches, True])

    def dies(*args: Any, **more: Any) -> None:
        real(*args, **more)
        if next(left, False):
            raise problem

    monkeypatch.setattr(taking, "take", dies)


def is_whole(run_id: int) -> bool:
    """Whether every row has one fate, and none more than one."""
    numbers = list(Line.objects.for_system("test").filter(run=run_id).values_list("number", flat=True))
    return sorted(numbers) == [2, 3, 4, 5, 6] and runs.row(run_id).counts == dict.fromkeys(TITLES, 0) | {
        "loaded": 5
    }


def page(client: Client, run_id: int) -> str:
    return client.get(f"/imports/{run_id}/").content.decode()


def test_the_worker_brings_in_what_was_confirmed(manager: Actor, client: Client) -> None:
    """Within the request nothing comes in; then all of it, in the name of whoever asked, and the bytes are let go."""
    run_id = confirmed(manager)
    assert runs.row(run_id).done == 0
    bringing.bring_due()
    assert is_whole(run_id)
    assert bytes(Upload.objects.get().data) == b""
    assert {each.worker_id for each in Seal.objects.filter(action="integration.import rows")} == {
        manager.worker
    }
    assert "Brought in: 5 rows" in page(client, run_id)
    assert bringing.bring_due in jobs.hands


def test_what_a_dead_worker_began_is_ended_by_the_next(
    manager: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed within the second batch: the first stays, nothing of the second, and nothing comes twice."""
    run_id = confirmed(manager)
    with monkeypatch.context() as patch:
        dies_after(1, SystemExit(), patch)
        with pytest.raises(SystemExit):
            bringing.bring_due()
    assert (runs.row(run_id).done, runs.row(run_id).reached) == (2, 3)
    bringing.bring_due()
    assert runs.row(run_id).done == 2  # it may still be at it
    with time_machine.travel(clock.now() + SILENT + timedelta(seconds=1)):
        bringing.bring_due()
    assert is_whole(run_id)


def test_the_prompt_takes_part_in_what_the_worker_brings_in(
    manager: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each batch is whoever's is first: together they bring in as many rows as the file has."""
    run_id = confirmed(manager)
    take, first = importing.take, iter([True])

    def overtaken(run: int, **more: Any) -> None:
        if next(first, False):
            bring(FIVE)
        take(run, **more)

    monkeypatch.setattr(importing, "take", overtaken)
    bringing.bring_due()
    assert is_whole(run_id)
    assert Run.objects.count() == 1


def test_two_presses_and_two_people_start_one_run(
    manager: Actor, client: Client, client_of: ClientOf
) -> None:
    """Whoever sends the very list that comes in already is told by whom, and where to see it."""
    upload_id = kept(manager)
    answers = [
        client.post(f"/imports/new/{upload_id}/", {"_form": "Confirm", "_key": str(uuid4())}) for _ in "ab"
    ]
    [run] = Run.objects.all()
    assert {answer["Location"] for answer in answers} == {f"/imports/{run.pk}/"}
    other = worker("team-manager")
    theirs = kept(other)
    html = client_of(other).get(f"/imports/new/{theirs}/").content.decode()
    assert "This very list is coming in right now: Worker" in html
    assert "Bring the list in</" not in html
    assert uploads.confirm(by=other, upload_id=theirs) == run.pk
    assert bytes(Upload.objects.get(pk=theirs).data) == b""
    bringing.bring_due()
    assert is_whole(run.pk)


def test_what_stops_says_why_and_is_tried_again(
    manager: Actor, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What came in stays, the page says what to do, and other lists come in meanwhile."""
    run_id, other = confirmed(manager), confirmed(manager, text({}))
    with monkeypatch.context() as patch:
        dies_after(1, ValueError("Lovelace"), patch)
        bringing.bring_due()
    assert runs.row(other).finished_at is not None
    html = page(client, run_id)
    assert "Stopped after row 3" in html
    assert "(ValueError)" in html
    assert "Lovelace" not in html
    client.post(f"/imports/{run_id}/", {"_form": "GoOn", "_key": str(uuid4())})
    assert "Coming in: 2 of 5 rows" in page(client, run_id)
    bringing.bring_due()
    assert is_whole(run_id)
    with pytest.raises(Refused, match="not stopped"):
        uploads.go_on(by=manager, run_id=run_id)


def test_a_list_of_somebody_who_left_goes_on_under_another_name(manager: Actor, client_of: ClientOf) -> None:
    """The reason is told, and sending the same file again is enough."""
    run_id = confirmed(manager)
    workers.leave(manager.worker, by=SYSTEM, left_on=clock.today())
    bringing.bring_due()
    other = worker("team-manager")
    assert "does not work here any more" in page(client_of(other), run_id)
    assert confirmed(other) == run_id
    bringing.bring_due()
    assert is_whole(run_id)
    assert not Upload.objects.filter(over_at__isnull=True).exists()


def test_the_page_says_when_no_worker_is_at_work(manager: Actor, client: Client) -> None:
    """And it does not ask again and again; with one at work it does, without showing anybody's row."""
    run_id = confirmed(manager)
    JobRun.objects.all().delete()
    html = page(client, run_id)
    assert "No worker is at work" in html
    assert "alongside worker" in html
    assert "data-renew" not in html
    JobRun.objects.create(job="test", started_at=clock.now())
    html = page(client, run_id)
    assert "Waits for the worker" in html
    assert 'data-renew="2"' in html


def test_a_list_taken_back_while_it_comes_in_comes_no_further(
    manager: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was in is out again, and the bytes are let go; the same list may come in later."""
    run_id = confirmed(manager)
    take, seen = importing.take, iter([False, True])

    def overtaken(run: int, **more: Any) -> None:
        if next(seen, False):
            taking_back.take_back(run_id, by=SYSTEM, why="The wrong year")
        take(run, **more)

    monkeypatch.setattr(importing, "take", overtaken)
    bringing.bring_due()
    assert runs.row(run_id).done == 2
    assert not Upload.objects.filter(over_at__isnull=True).exists()
    assert bring(FIVE).id != run_id


def test_one_list_is_read_by_one_wording_of_a_mapping(manager: Actor) -> None:
    """Mended in between, it would be read half so and half otherwise, or nothing would happen without a word."""
    run = bring(FIVE)
    changed = mapping().model_copy(update={"priorities": {"P1": 4}})
    with pytest.raises(Refused, match=f"as import run {run.id}, by another wording"):
        bring(FIVE, by=changed)
    assert bring(FIVE, by=mapping().model_copy(update={"title": "Assessments"})).id == run.id


def test_nothing_is_kept_that_nobody_needs(manager: Actor) -> None:
    """A week after it was sent, or as soon as the list is in by another way."""
    forgotten, confirmed_one = kept(manager, text({})), confirmed(manager)
    bring(FIVE)
    uploads.forget(clock.now())
    assert Upload.objects.filter(pk=forgotten).exists()
    assert bytes(Upload.objects.get(run=confirmed_one).data) == b""
    uploads.forget(clock.now() + uploads.FORGOTTEN + timedelta(minutes=1))
    assert not Upload.objects.filter(pk=forgotten).exists()
