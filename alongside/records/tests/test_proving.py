"""The look at everything: every night and when asked, by the worker; its result is kept and shown (G-55, SYS-04)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from alongside.records import check, clock, jobs, rules
from alongside.records.actions import proving as actions
from alongside.records.check import Check, Count, Fault
from alongside.records.models import Proof
from alongside.records.queries import proving as queries
from alongside.records.tests import desk
from alongside.records.tests.patience import Patience
from alongside.web.errors import Forbidden

ClientOf = Callable[[object], Client]
NIGHT = datetime.fromisoformat("2031-05-06T01:30:00+00:00")  # half past two in London


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> list[Check]:
    """No check but those the test makes."""
    made: list[Check] = []
    monkeypatch.setattr(check, "checks", made)
    return made


def made(own: list[Check], name: str, *said: check.Said, lost: bool = True) -> None:
    own.append(Check(name, lambda: list(said), "Mend it.", lost))


@pytest.mark.django_db
def test_the_night_is_proved_once_and_not_before_two(own: list[Check]) -> None:
    """However many workers look, and however often."""
    made(own, "open work", Count(queries.OPEN, 3))
    with time_machine.travel(NIGHT - timedelta(hours=1), tick=False):
        assert actions.prove_due() is None
    with time_machine.travel(NIGHT, tick=False):
        proof = actions.prove_due()
        assert proof is not None
        assert (proof.is_well, proof.done, proof.of) == (True, 1, 1)
        assert actions.prove_due() is None
        assert queries.line() == queries.Line(proof.ended_at, True, 3)
    with time_machine.travel(NIGHT + timedelta(days=1), tick=False):
        assert actions.prove_due() is not None


@pytest.mark.django_db
def test_a_look_is_asked_for_once_by_whoever_may(own: list[Check]) -> None:
    """A second press finds the first one waiting; whoever may not see the system's health asks for none."""
    made(own, "open work")
    asker = desk.a_worker("see system health")
    assert actions.ask(by=asker) == actions.ask(by=asker)
    with pytest.raises(Forbidden):
        actions.ask(by=desk.a_worker("find people"))


@pytest.mark.django_db
def test_a_worker_that_died_in_the_middle_is_replaced(own: list[Check]) -> None:
    """One that says how far it is goes on; after half an hour of silence the look begins anew."""
    made(own, "open work")
    Proof.objects.create(asked_at=clock.now(), begun_at=clock.now(), seen_at=clock.now(), done=4, of=9)
    now = clock.now()
    with time_machine.travel(now + timedelta(minutes=5), tick=False):
        Proof.objects.create(asked_at=clock.now(), night_on=clock.today())
        assert actions.prove_due() is not None, "the night's, by another"
        assert actions.prove_due() is None
    with time_machine.travel(now + rules.LEASE + timedelta(minutes=1), tick=False):
        again = actions.prove_due()
        assert again is not None
        assert (again.done, again.of) == (1, 1)


@pytest.mark.django_db
def test_what_is_written_while_it_is_looked_at_is_no_fault(own: list[Check]) -> None:
    """A journey between its row and its event differs for a moment: only what is found twice is wrong."""
    looks = iter([["being written", "wrong"], ["wrong"]])

    def look() -> Iterator[str]:
        yield from next(looks)

    own.append(Check("stored", look, "Mend it.", True))
    (found,) = check.run()
    assert [each.said for each in found.faults] == ["wrong"]


@pytest.mark.django_db
def test_a_check_that_fails_proves_nothing_and_stops_nothing(own: list[Check]) -> None:
    """Its error is a finding like another."""

    def broken() -> list[str]:
        raise ValueError("no such table")

    own.append(Check("broken", broken, "", True))
    made(own, "open work")
    with time_machine.travel(NIGHT, tick=False):
        proof = actions.prove_due()
    assert proof is not None
    assert [each["ok"] for each in proof.found] == [False, True]
    assert "no such table" in proof.found[0]["detail"]


@pytest.mark.django_db
def test_the_page_tells_each_reader_what_is_theirs(own: list[Check], client_of: ClientOf) -> None:
    """A fault names its record with the way there for whoever may open it; others hear how many there are."""
    record, other = desk.a_record(), desk.a_record()
    made(
        own, "closed work", Count("closed", 7), Count("promises", 1, "promise"), Count("promises", 1_200, "promise"),
        Fault("Journey 1 is open.", record, "people.show", (("person_id", record),)),
        Fault("Journey 2 is open.", other),
    )  # fmt: skip
    reader = desk.a_worker("find people")
    chief = desk.a_worker("see system health")
    html = client_of(reader).get("/nobody-lost/").content.decode()
    assert "Nobody has looked yet" in html
    assert "Check now" not in html
    assert client_of(chief).post("/nobody-lost/", {}).status_code == 303
    assert "A look is asked for" in client_of(chief).get("/nobody-lost/").content.decode()
    actions.prove_due()
    html = client_of(reader).get("/nobody-lost/").content.decode()
    assert "Journey 1 is open" not in html
    assert "2 more concern records" in html
    html = client_of(chief).get("/nobody-lost/").content.decode()
    for said in ("7 closed", "1 promise", "1,200 promises"):
        assert f"<li>{said}</li>" in html
    assert "Journey 1 is open" in html
    assert "Journey 2 is open" in html
    assert "7 closed" in html
    assert "Look into this" in client_of(chief).get("/health/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_it_looks_beside_the_jobs_until_told_to_stop(own: list[Check]) -> None:
    """In a thread of its own, with a connection of its own."""
    made(own, "open work")
    Proof.objects.create(asked_at=clock.now())
    hand = threading.Thread(target=jobs.keep_at, args=(actions.prove_due, Patience(3)))
    hand.start()
    hand.join(20)
    assert not hand.is_alive()
    assert not Proof.objects.filter(ended_at__isnull=True).exists()
