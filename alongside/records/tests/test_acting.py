"""An action happens once, whole, and under a seal, or not at all (R-245)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from alongside.records import check
from alongside.records.acting import action, reason_given, record, registered
from alongside.records.actions import access, workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Entry, Event, Grant, Record, Restriction, Seal, Submission, Worker
from alongside.records.tests import desk
from alongside.web.errors import Forbidden, Missing, Refused, Stale

pytestmark = pytest.mark.django_db


def everything() -> dict[str, int]:
    """How much there is of all that an action may write."""
    tables: list[Any] = [Entry, Seal, Submission, Record, Grant, Restriction, Worker]
    events = Event.objects.for_system("a test counts").count()
    return {"events": events} | {table.__name__: table.objects.count() for table in tables}


@action("test.write twice", may=lambda _actor, _thing: True)
def write_twice(*, by: Actor, at: datetime, refuse: bool = False) -> dict[str, int]:
    """Writes, refuses if asked to, writes again."""
    file = Record.objects.create()
    if refuse:
        raise Refused("Not like this.", "reason")
    return {"record": file.pk, "event": record(file.pk, "test.twice", "Twice")}


def test_the_same_key_is_one_deed() -> None:
    """R-245: a double click gives the first answer back and writes nothing."""
    worker, key = desk.a_worker(), uuid4()
    first = write_twice(by=worker, key=key)
    after = everything()
    assert [write_twice(by=worker, key=key) for _press in range(50)] == [first] * 50
    assert everything() == after
    assert write_twice(by=worker, key=uuid4()) != first


def test_two_workers_may_have_the_same_key() -> None:
    """A key is the worker's own: nobody can take another's deed away by sending their key first."""
    key = uuid4()
    assert write_twice(by=desk.a_worker(), key=key) != write_twice(by=desk.a_worker(), key=key)


def test_a_key_sent_for_something_else_is_refused() -> None:
    """Otherwise the answer of one action would pass for that of another."""
    worker, key = desk.a_worker(), uuid4()
    file = write_twice(by=worker, key=key)["record"]
    with pytest.raises(Refused, match="something else"):
        desk.note(file, by=worker, key=key, text="x")


def test_a_refusal_leaves_nothing_and_the_corrected_form_goes_through() -> None:
    """R-245: the key is not used up by a form that was refused."""
    worker, key, before = desk.a_worker(), uuid4(), everything()
    before = everything()
    with pytest.raises(Refused):
        write_twice(by=worker, key=key, refuse=True)
    assert everything() == before
    assert write_twice(by=worker, key=key, refuse=False)["record"]
    assert Submission.objects.filter(worker_id=worker.worker).count() == 1


@contextmanager
def failing_at(number: int) -> Iterator[list[str]]:
    """The database gives up just before its nth write; yields the writes asked for so far."""
    writes: list[str] = []

    def run(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            writes.append(sql)
            if len(writes) == number:
                raise OSError("the power went")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        yield writes


def test_a_fault_between_any_two_writes_leaves_nothing_behind() -> None:
    """R-245: fails before each write in turn, the sealing among them; then the same form goes through."""
    worker = desk.a_worker("restrict people")
    file = desk.a_record()
    key, before = uuid4(), everything()
    given: Any = {"by": worker, "reason": "Threats", "key": key, "category": "threat",
                  "named": [worker.own], "review_on": desk.REVIEW_ON}  # fmt: skip
    number, whole = 0, False
    while not whole:
        number += 1
        with failing_at(number) as writes:
            try:
                access.restrict(file, **given)
                whole = True
            except OSError:
                assert everything() == before
    assert len(writes) >= 6
    assert number == len(writes) + 1
    assert all(finding.ok for finding in check.run())


@action("test.outer", may=lambda _actor, _thing: True)
def outer(*, by: Actor, at: datetime, careful: bool = False) -> list[str]:
    """An action that does others, and may go on when one of them is refused."""
    reasons = [reason_given()]
    write_twice(by=by, reason="an inner reason", key="ignored")
    try:
        write_twice(by=by, refuse=True)
    except Refused:
        if not careful:
            raise
    return reasons


def test_inner_actions_join_the_outer_one() -> None:
    """R-245: one transaction, one moment, one reason, one seal; each writes its own events."""
    before, worker = Seal.objects.count(), desk.a_worker()
    before = Seal.objects.count()
    assert outer(by=worker, reason="the outer reason", careful=True) == ["the outer reason"]
    assert Seal.objects.count() == before + 1
    made = Seal.objects.order_by("-id")[0]
    assert (made.action, made.reason, made.worker_id) == ("test.outer", "the outer reason", worker.worker)
    event = Event.objects.for_system("a test").order_by("-id")[0]
    assert (event.reason, event.recorded_by_id) == ("the outer reason", worker.worker)


def test_what_is_refused_inside_leaves_nothing_even_if_the_outer_goes_on() -> None:
    """A refused inner action must not leave half of itself behind."""
    worker, files = desk.a_worker(), Record.objects.count()
    outer(by=worker, careful=True)
    assert Record.objects.count() == files + 1


def test_an_inner_refusal_undoes_the_outer_action() -> None:
    """Unless the outer one knows what to do about it, nothing has happened."""
    worker, before = desk.a_worker(), everything()
    before = everything()
    with pytest.raises(Refused):
        outer(by=worker)
    assert everything() == before


def test_after_a_fault_the_next_action_is_an_outer_one_again() -> None:
    """What was under way is forgotten, or the next request would join a deed that never ends."""
    worker = desk.a_worker()
    with pytest.raises(Refused):
        outer(by=worker)
    seals = Seal.objects.count()
    write_twice(by=worker)
    assert Seal.objects.count() == seals + 1


def test_an_event_is_written_by_an_action_only() -> None:
    """R-245: there is no history without somebody who made it."""
    with pytest.raises(RuntimeError, match="outside an action"):
        record(None, "test.loose", "Nobody did this")


@action("test.mend event", on=Event, may=lambda actor, _event: actor.may("change people"))
def mend_event(event: Event, *, by: Actor, at: datetime) -> int:
    """An action on a guarded row."""
    return record(event.record_id, "test.mended", f"Corrects event {event.pk}")


def test_an_action_finds_only_what_its_actor_may_see() -> None:
    """R-243: another's record answers as if it were not there, before any other rule speaks."""
    worker, file = desk.a_worker("open records", "change people"), desk.a_record()
    event = Event.objects.for_system("a test").filter(record_id=file).values_list("pk", flat=True)[0]
    with pytest.raises(Missing):
        mend_event(event, by=worker)
    with pytest.raises(Missing):
        mend_event(10**9, by=worker)
    access.open_record(file, by=worker, reason="A call")
    assert mend_event(event, by=worker)
    assert mend_event(event, by=SYSTEM)


def test_who_may_not_is_told_so_and_nothing_is_written() -> None:
    """R-242: the door and the deed ask separately; a page that forgot would still be stopped here."""
    worker, file, before = desk.a_worker("open records"), desk.a_record(), everything()
    before = everything()
    with pytest.raises(Forbidden):
        access.restrict(
            file, by=worker, reason="x", category="threat", named=[worker.own], review_on=desk.REVIEW_ON
        )
    assert everything() == before


def test_every_action_asks_whether_it_may() -> None:
    """R-242: no action without a rule, and none takes it from the one who calls."""
    assert len(registered) > 15
    assert [name for name, act in registered.items() if not callable(act.may)] == []
    assert [name for name in registered if "." not in name] == []


def test_two_actions_cannot_share_a_name() -> None:
    """The audit would not say which."""
    with pytest.raises(TypeError, match="Two actions"):
        action("test.outer", may=lambda _actor, _thing: True)(lambda *, by, at: None)


def test_a_form_from_before_somebody_saved_is_stale() -> None:
    """R-245: nothing is overwritten unseen; the one who saved first is named."""
    keeper = desk.a_worker("keep workers")
    away, cover = desk.a_worker(), desk.a_worker()
    version = Worker.objects.get(pk=away.worker).version
    given: Any = {"by": keeper, "version": version, "from_on": desk.REVIEW_ON, "until_on": None,
                  "covered_by": cover.worker}  # fmt: skip
    workers.absent(away.worker, **given)
    before = everything()
    with pytest.raises(Stale) as stale:
        workers.absent(away.worker, **given)
    assert stale.value.version == version + 1
    assert everything() == before


def test_each_entry_of_an_action_lies_under_its_seal() -> None:
    """R-244: and under no other; entries of before and after are not taken along."""
    from alongside.records.audit import reading

    worker = desk.a_worker()
    reading.saw(worker, "people.show", [desk.a_record()])
    answer = write_twice(by=worker, reason="why")
    made = Seal.objects.order_by("-id")[0]
    tables = Entry.objects.filter(seal=made).order_by("id").values_list("op", "tbl")
    assert list(tables) == [("I", "records_record"), ("I", "records_event")]
    assert Entry.objects.filter(op="R", seal__isnull=True).count() == 1
    assert answer["record"]
