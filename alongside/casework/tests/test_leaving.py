"""A worker goes: everything they own is somebody's at once, every person is told whom to ring, and what was left behind
by any other way is found to the last item."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from alongside.casework.actions import appointments, tasks
from alongside.casework.models import Appointment, Task
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.pathways import checks
from alongside.pathways.actions import course, moving, opening, owing, saying
from alongside.pathways.models import Journey, Promise
from alongside.people.tests.making import again, worker
from alongside.records import clock, grants, owners
from alongside.records.access import signed_in
from alongside.records.acting import action
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.check import run
from alongside.records.models import Event, Worker
from alongside.web.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]

PEOPLE = ("alice", "kofi", "ruth_levy", "costas", "jamal", "jonathan")


@action("test.pass promises on", may=signed_in)
def pass_promises_on(*, by: Actor, at: Any, person_id: int, owner: str) -> None:
    rows = Promise.objects.for_system("test").filter(person_id=person_id, journey__isnull=True)
    owing.pass_on(rows.select_related("person"), owner, at=at)


@pytest.fixture
def nora(town: Any) -> Actor:
    """A social worker with 22 things of her own: eight journeys, ten tasks, three appointments, a promise."""
    own = worker(name="Nora Quist").own
    priya, samir = town.actor("priya"), town.actor("samir")
    soon = clock.now() + timedelta(days=2)
    for number in range(8):
        person = getattr(town, PEOPLE[number % len(PEOPLE)])
        opening.open_journey(person, by=SYSTEM, pathway="grab-rail", owner=own)
    for number in range(10):
        person = getattr(town, PEOPLE[number % len(PEOPLE)])
        tasks.add_task(person, by=samir, title=f"Ring {number}", owner=own, due_on=clock.today())
    for person in PEOPLE[:3]:
        appointments.make_appointment(
            getattr(town, person), by=priya, kind="home-visit", starts_at=soon, owner=own
        )
        soon += timedelta(hours=3)
    _owed_by(own, town)
    return again(int(own.removeprefix("worker:")))


def _owed_by(own: str, town: Any) -> None:
    """Jonathan knew another worker before her: whom to ring is owed to him, and she has taken that on."""
    was = opening.open_journey(
        town.jonathan, by=town.actor("priya"), pathway="grab-rail", owner=f"worker:{town.mei}"
    )
    saying.say(was, by=town.actor("priya"), name="first human contact")
    course.give(was, by=town.actor("priya"), owner=journey(was).team)
    pass_promises_on(by=SYSTEM, person_id=town.jonathan, owner=own)


def journey(pk: int) -> Journey:
    return Journey.objects.for_system("test").get(pk=pk)


def test_a_worker_deactivated_by_raw_sql_with_22_open_items_is_found_with_exactly_22(nora: Actor) -> None:
    """Nobody is ever lost: the check names each journey, task, appointment and promise, each once, and no other."""
    assert sum(map(len, owners.owned(nora.own).values())) == 22
    before = list(owners.lost())
    Worker.objects.filter(pk=nora.worker).update(is_active=False)
    lost = [said for said in owners.lost() if said not in before]
    assert len(lost) == len(set(lost)) == 22
    assert {said.split()[0] for said in lost} == {"Journey", "Task", "Appointment", "Promise"}
    assert all("Nora Quist, who is not at work" in said for said in lost)
    [finding] = [each for each in run() if each.name == "nobody is lost"]
    assert not finding.ok


def test_a_leaver_hands_over_everything_they_own(town: Any, nora: Actor) -> None:
    """R-242: nobody leaves with something in their hands that is in nobody else's; it is said how much that is."""
    ian, gone = town.actor("ian"), {"left_on": clock.today()}
    with pytest.raises(Refused, match="8 journeys") as refused:
        workers.leave(nora.worker, by=ian, **gone)
    assert "10 tasks" in refused.value.message
    to = f"team:{town.actor('grace').teams[0]}"
    workers.leave(nora.worker, by=ian, hand_to=to, **gone)
    assert owners.owned(nora.own) == {}
    assert list(owners.lost()) == []
    for row in Journey.objects.for_system("test").filter(pathway="grab-rail"):
        assert list(checks.differences(row)) == []
    assert grants.differences(clock.now()) == []
    [event] = Event.objects.for_system("test").filter(kind="records.left")
    assert event.content["owned"] == {"journey": 8, "promise": 1, "task": 10, "appointment": 3}
    assert Task.objects.for_system("test").filter(owner=to, closed_at__isnull=True).count() == 10
    assert Appointment.objects.for_system("test").filter(owner=to, state="planned").count() == 3


def test_each_person_of_a_leaver_is_owed_a_contact_and_written_to(town: Any, nora: Actor) -> None:
    """G-25: promise and letter for every person they worked with, once each; the letter issued keeps the promise."""
    workers.leave(nora.worker, by=town.actor("ian"), hand_to=f"worker:{town.mei}", left_on=clock.today())
    owed = Promise.objects.for_system("test").filter(pathway="named-contact", closed_at__isnull=True)
    told = {each.person_id for each in owed}
    assert {getattr(town, person) for person in PEOPLE} <= told
    letters = Message.objects.for_system("test").filter(letter="worker-change", state__in=ending.WAITING)
    assert Counter(each.person_id for each in letters) == Counter(told), (
        "one letter each, and no outdated one"
    )
    alices = letters.get(person_id=town.alice)
    assert alices.content["said"]["worker"] == "Mei Chen"
    assert alices.content["said"]["former worker"] == "Nora Quist"
    ending.issue_by_hand(alices.pk, by=town.actor("mei"))
    assert (
        owed.model.objects.for_system("test").get(person_id=town.alice, pathway="named-contact").how == "kept"
    )


def test_a_change_of_hands_before_anybody_met_tells_nobody(town: Any) -> None:
    """Who has never spoken with a worker has nobody to miss."""
    priya = town.actor("priya")
    key = opening.open_journey(town.alice, by=priya, pathway="grab-rail", owner=priya.own)
    course.give(key, by=priya, owner=f"worker:{town.mei}")
    assert not Promise.objects.for_system("test").filter(pathway="named-contact").exists()


def test_a_second_change_writes_the_right_name(town: Any) -> None:
    """A letter that has not gone and names a worker who is gone again is not sent; the one that goes names the last."""
    priya = town.actor("priya")
    key = opening.open_journey(town.alice, by=priya, pathway="grab-rail", owner=priya.own)
    saying.say(key, by=priya, name="first human contact")
    course.give(key, by=priya, owner=f"worker:{town.mei}")
    course.give(key, by=priya, owner=journey(key).team)
    first, second = Message.objects.for_system("test").filter(letter="worker-change").order_by("pk")
    assert (first.state, second.state in ending.WAITING) == ("cancelled", True)
    assert (first.content["said"]["worker"], second.content["said"]["worker"]) == ("Mei Chen", "")
    assert Promise.objects.for_system("test").filter(pathway="named-contact").count() == 1


def test_what_an_ended_journey_still_owes_goes_with_its_leaver(town: Any) -> None:
    """G-03: the receipt of a journey that is over is owed by somebody at work."""
    priya, grace = town.actor("priya"), town.actor("grace")
    key = opening.open_journey(town.alice, by=priya, pathway="grab-rail", owner=priya.own)
    moving.move(key, by=priya, move="stop", outcome="unwanted")
    assert key in owners.owned(priya.own)["journey"]
    workers.leave(town.priya, by=town.actor("ian"), hand_to=grace.own, left_on=clock.today())
    [receipt] = Promise.objects.for_system("test").filter(journey=key, closed_at__isnull=True)
    assert receipt.owner == grace.own
