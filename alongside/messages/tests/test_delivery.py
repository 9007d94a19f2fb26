"""Delivery: by the worker, from the print queue or by e-mail, and never twice, whoever dies in the middle."""

from __future__ import annotations

import json
import smtplib
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from alongside.messages import actions, delivery
from alongside.messages.models import Message
from alongside.messages.outcomes import outcomes
from alongside.messages.tests.making import REQUEST, held_by, later, message, person, restrict, written
from alongside.people.actions import places
from alongside.people.models import Reach
from alongside.people.tests.making import worker
from alongside.records import check, clock, documents, jobs
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Document
from tests.fixtures.databases import Copy

FROM = "care@council.example"


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whom `by` sees, at an address of long standing."""
    return person(by)


def deliver(minutes: int = 11) -> None:
    """What the worker does some minutes from now."""
    with time_machine.travel(later(minutes), tick=False):
        delivery.deliver_due()


def by_email(ada: int, by: Actor) -> Message:
    """An e-mail to an address that was said to be safe long ago."""
    reach = places.add_reach(ada, by=by, kind="email", value="ada@example.org", safe_to_leave_message="yes")
    Reach.objects.for_system("test").filter(pk=reach).update(recorded_at=clock.now() - timedelta(days=90))
    return written(ada, by, channel="email")


def test_a_letter_goes_through_the_print_queue(by: Actor, ada: int) -> None:
    """Cancelled within ten minutes it never gets there; posted it is issued, and the document is what was posted."""
    row, cancelled = written(ada, by), written(ada, by)
    deliver(minutes=9)
    assert message(row.pk).state == "queued"
    actions.cancel(cancelled.pk, by=by, reason="Not needed")
    deliver()
    ready = message(row.pk)
    assert (ready.state, message(cancelled.pk).state) == ("ready", "cancelled")
    assert documents.content(ready.document_id or 0).startswith(b"%PDF-")
    heard: list[str] = []
    listen: Any = lambda row, outcome, *, by, at: heard.append(outcome)  # noqa: E731
    outcomes.append(listen)
    try:
        ids = [row.pk, cancelled.pk, 999_999]
        assert actions.mark_printed(by=by, message_ids=ids) == {
            "done": [row.pk], "stopped": [], "left": [cancelled.pk, 999_999],
        }  # fmt: skip
        assert heard == []
        assert actions.mark_posted(by=by, message_ids=ids)["done"] == [row.pk]
        assert heard == ["issued"]
        assert actions.mark_posted(by=by, message_ids=ids)["left"] == ids
    finally:
        outcomes.remove(listen)


def test_what_became_dangerous_meanwhile_does_not_go(by: Actor, ada: int) -> None:
    """The gate is asked when the letter is made, when it is printed and when it is posted."""
    first, second, third = (written(ada, by) for _ in range(3))
    deliver()
    actions.mark_printed(by=by, message_ids=[third.pk])
    restrict(ada)
    assert actions.mark_printed(by=by, message_ids=[first.pk])["stopped"] == [first.pk]
    assert actions.mark_posted(by=by, message_ids=[third.pk])["stopped"] == [third.pk]
    assert held_by(message(third.pk)) == ["not_restricted"]
    later_one = written(ada, by)
    deliver(minutes=30)
    assert message(later_one.pk).document_id is None
    assert message(second.pk).state == "ready"


def test_the_print_queue_of_others_is_left_alone(by: Actor, ada: int) -> None:
    """Whoever does not see the record prints no letter of it: it is left, and they are told no more."""
    row = written(ada, by)
    deliver()
    assert actions.mark_printed(by=worker(), message_ids=[row.pk]) == {
        "done": [], "stopped": [], "left": [row.pk],
    }  # fmt: skip
    assert message(row.pk).state == "ready"


def test_a_letter_that_cannot_be_set_is_held_with_the_reason(by: Actor, ada: int) -> None:
    """The next one goes all the same."""
    row, next_one = written(ada, by, context={**REQUEST, "worker": "李"}), written(ada, by)
    deliver()
    assert held_by(message(row.pk)) == ["format_ready"]
    assert "could not be displayed" in message(row.pk).ended_why
    assert message(next_one.pk).state == "ready"


def test_an_e_mail_is_sent_once_with_the_letter(by: Actor, ada: int, settings: Any) -> None:
    """As text, with the tagged PDF beside it; only where the council has a mail server."""
    settings.EMAIL_FROM = FROM
    row = by_email(ada, by)
    for _time in range(3):
        deliver()
    (sent,) = mail.outbox
    assert (sent.to, sent.from_email) == (["ada@example.org"], FROM)
    assert "You asked us for help on 20 November 2026." in str(sent.body)
    assert [part[0] for part in sent.attachments] == ["letter.pdf"]
    assert message(row.pk).state == "sent"
    assert Document.objects.for_system("test").filter(subject=f"message:{row.pk}").count() == 1


def test_without_a_mail_server_letters_go_by_post(by: Actor, ada: int, settings: Any) -> None:
    """E-mail only where the council configured it."""
    settings.EMAIL_FROM = ""
    assert written(ada, by).channel == "post"


@pytest.mark.parametrize(
    "end",
    [
        (ConnectionRefusedError(), "queued"),
        (smtplib.SMTPRecipientsRefused({}), "queued"),
        (smtplib.SMTPServerDisconnected(), "failed"),
        (TimeoutError(), "failed"),
    ],
)
def test_only_what_surely_did_not_leave_is_tried_again(
    by: Actor, ada: int, settings: Any, monkeypatch: pytest.MonkeyPatch, end: tuple[Exception, str]
) -> None:
    """Later and later; a connection that broke in the middle is looked at by somebody."""
    settings.EMAIL_FROM = FROM
    fault, state = end
    row = by_email(ada, by)

    def refuse(_mail: Any, *_said: Any) -> int:
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    deliver()
    tried = message(row.pk)
    assert (tried.state, tried.attempts) == (state, 1)
    if state == "queued":
        assert tried.next_attempt_at is not None
        for attempt in range(2, 9):
            deliver(minutes=attempt * 600)
        assert (message(row.pk).state, message(row.pk).attempts) == ("failed", 8)


def test_two_workers_put_each_letter_into_the_queue_once(into: Copy) -> None:
    """And e-mail each once: they share nothing but the database."""
    by = worker()
    ada = person(by)
    rows = [written(ada, by) for _ in range(6)]
    emails = [by_email(ada, by) for _ in range(1)]
    folder = into.home / "mail"
    said = in_programs(into, [[str(folder)]] * 3)
    assert [each.returncode for each in said] == [0, 0, 0], said[0].stderr + said[1].stderr
    assert {message(row.pk).state for row in rows} == {"ready"}
    kept = Document.objects.for_system("test").filter(title__startswith="We have your request")
    assert kept.count() == len(rows) + len(emails)
    assert len(list(folder.iterdir())) == 1
    assert message(emails[0].pk).state == "sent"


@pytest.mark.parametrize(("die", "sent"), [("before", 0), ("after", 1)])
def test_an_e_mail_is_never_sent_twice_though_the_worker_is_killed(into: Copy, die: str, sent: int) -> None:
    """Killed before or after the server answered: nobody can know which, so nobody sends it again unasked, and its
    owner is told. “Issued” is not said."""
    by = worker()
    row = by_email(person(by), by)
    folder = into.home / "mail"
    (killed,) = in_programs(into, [[str(folder), die]])
    assert killed.returncode == -9
    (alive,) = in_programs(into, [[str(folder)]])
    assert alive.returncode == 0, alive.stderr
    assert message(row.pk).state == "sending"
    assert len(list(folder.iterdir()) if folder.exists() else []) == sent
    deliver(minutes=80)
    unsure = message(row.pk)
    assert unsure.state == "failed"
    assert "not known whether" in unsure.ended_why
    assert len(list(folder.iterdir()) if folder.exists() else []) == sent


def test_a_worker_killed_at_any_write_loses_no_letter_and_doubles_none(into: Copy) -> None:
    """Whatever it was about to write: the letter is still queued, or lies in the queue with its one document."""
    by = worker()
    row = written(person(by), by)
    said = into.python(
        "-m", "alongside.messages.tests.posting", "killed", str(into.home / "mail"), str(row.pk)
    )
    assert said.returncode == 0, said.stderr
    *killed, last = [tuple(each) for each in json.loads(said.stdout)]
    assert len(killed) >= 5
    assert {(state, kept) for _lived, state, kept in killed} <= {("queued", 0), ("ready", 1)}
    assert last == (True, "ready", 1)
    assert message(row.pk).state == "ready"


def in_programs(copy: Copy, runs: list[list[str]]) -> list[subprocess.CompletedProcess[str]]:
    """Workers that deliver at the same time, each a program of its own."""
    command = ("-m", "alongside.messages.tests.posting", "deliver")
    with ThreadPoolExecutor(len(runs)) as pool:
        return list(pool.map(lambda said: copy.python(*command, *said), runs))


def test_the_worker_delivers_every_minute() -> None:
    """And `alongside check` notices when it does not."""
    assert jobs.jobs["deliver messages"].every == timedelta(minutes=1)


def test_check_lists_letters_left_lying_and_owned_by_nobody(by: Actor, ada: int) -> None:
    """Nobody is ever lost: a stopped letter has an owner who is at work."""
    row, late = written(ada, by, lacks_capacity=True), written(ada, by)
    assert _said("nobody is lost") == "All is well."
    Message.objects.for_system("test").filter(pk=row.pk).update(owner="worker:999999")
    Message.objects.for_system("test").filter(pk=late.pk).update(
        next_attempt_at=clock.now() - timedelta(hours=2)
    )
    assert f"Letter {row.pk} is owned by nobody" in _said("nobody is lost")
    assert f"Letter L{late.pk} should have gone" in _said("letters under way")


def test_letters_pass_on_when_their_owner_leaves(by: Actor, ada: int) -> None:
    """Whoever takes over sees to them when they are stopped, now or later."""
    stopped, waiting = written(ada, by, lacks_capacity=True), written(ada, by)
    heir = worker()
    workers.leave(by.worker_id, by=SYSTEM, left_on=clock.today(), hand_to=heir.own)
    assert {message(each.pk).owner for each in (stopped, waiting)} == {heir.own}


def _said(name: str) -> str:
    return next(each.detail for each in check.run() if each.name == name)
