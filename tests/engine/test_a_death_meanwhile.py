"""A death stops what is under way. What somebody else was just ending stays as they said (R-245)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from alongside.casework.actions import appointments
from alongside.casework.models import Appointment
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.pathways.actions import moving
from alongside.people.actions import circle, life
from alongside.people.models import Relationship
from alongside.records import clock
from tests.engine import line
from tests.fixtures.databases import Copy
from tests.town.build import town

Deed = Callable[[], Any]


def a_letter() -> tuple[Deed, Deed]:
    at = line.with_manager()
    moving.move(at["journey"], by=line.actor("grace"), move="sign off")
    rows = Message.objects.for_system("test")
    key = rows.get(subject=f"journey:{at['journey']}").pk
    return (
        lambda: ending.decline(key, by=line.actor("priya"), reason="She does not want it"),
        lambda: rows.values("state", "ended_why").get(pk=key),
    )


def an_appointment() -> tuple[Deed, Deed]:
    priya, rows = line.actor("priya"), Appointment.objects.for_system("test")
    key = appointments.make_appointment(
        town().alice, by=priya, kind="home-visit", starts_at=clock.now() + timedelta(days=2), owner=priya.own
    )
    return (
        lambda: appointments.close_appointment(key, by=priya, state="cancelled", why="Rang to put it off"),
        lambda: rows.values("state", "why").get(pk=key),
    )


def unpaid_care() -> tuple[Deed, Deed]:
    here, priya, rows = town(), line.actor("priya"), Relationship.objects.for_system("test")
    key = circle.add_relationship(here.kofi, by=priya, kind="unpaid-carer", other_id=here.alice)
    return (
        lambda: circle.end_relationship(
            here.kofi, by=priya, relationship_id=key, ends_on="2024-05", why="Moved away"
        ),
        lambda: rows.values("ends_on", "ended_why").get(pk=key),
    )


def waiting_for_us() -> bool:
    """Whether another connection stands still until this one has ended what it does."""
    with connection.cursor() as asked:
        asked.execute("SELECT count(*) FROM pg_locks WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return bool(asked.fetchone()[0])


def while_uncommitted(first: Deed, second: Deed) -> Future[Any]:
    """Do `first`; let it stand in the database only once `second` waits for it, or has gone by without waiting."""

    def alone() -> Any:
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            later = pool.submit(alone)
            while not wait([later], timeout=0.01).done and not waiting_for_us():
                pass
        wait([later])
    return later


@pytest.mark.postgres
@pytest.mark.parametrize("what", [a_letter, an_appointment, unpaid_care])
def test_what_somebody_just_ended_is_not_ended_again(
    into: Copy, what: Callable[[], tuple[Deed, Deed]]
) -> None:
    """Whatever a death ends it reads as it stands once it is nobody else's to write to."""
    line.staff_every_team()
    ends, stands = what()
    said: list[Any] = []

    def end() -> None:
        ends()
        said.append(stands())

    day = clock.today().isoformat()
    dies = while_uncommitted(end, lambda: life.record_death(town().alice, by=line.actor("grace"), on=day))
    assert dies.result() is not None
    assert said == [stands()]
