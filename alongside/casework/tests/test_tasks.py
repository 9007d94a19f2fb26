"""Tasks: asked, taken on or sent back, never left with somebody who is away; a journey can wait for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.casework.actions import tasks, tasks_away
from alongside.casework.models import Task
from alongside.casework.queries import tasks as queries
from alongside.casework.rules.passing import sends_back
from alongside.pathways import library
from alongside.pathways.actions import keeping, moving, opening
from alongside.pathways.models import Journey
from alongside.pathways.queries import asking, past
from alongside.pathways.rules import history
from alongside.people.models import Person
from alongside.people.tests.making import again, opened, team, worker
from alongside.people.tests.stating import seen
from alongside.records import clock, grants, owners
from alongside.records.acting import action
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Worker
from alongside.web.errors import Missing, Refused

ClientOf = Callable[[Any], Client]
pytestmark = pytest.mark.django_db


def asked(ada: int, by: Actor, **said: Any) -> int:
    """A task of the asker's own, unless said otherwise."""
    given: dict[str, Any] = {"title": "Ring the surgery", "owner": by.own, "due_on": clock.today()}
    return int(tasks.add_task(ada, by=by, **(given | said)))


def sees(who: Actor, ada: int) -> bool:
    """Whether Ada's record is open to them."""
    return bool(Person.objects.visible_to(again(who)).filter(pk=ada).exists())


def of(task: int) -> Task:
    """The task as it stands."""
    found: Task = Task.objects.for_system("test").get(pk=task)
    return found


def test_whoever_is_asked_sees_the_record_as_long_as_it_is_theirs(by: Actor, ada: int) -> None:
    """R-004: a task that cannot be opened cannot be done; done, the record closes again."""
    other, third = worker(), worker()
    task = asked(ada, by, owner=other.own)
    assert sees(other, ada)
    tasks.pass_task(task, by=by, owner=third.own)
    assert (sees(other, ada), sees(third, ada)) == (False, True)
    assert grants.differences(clock.now()) == []
    tasks.finish_task(task, by=again(third), outcome="They will come")
    assert not sees(third, ada)
    assert grants.differences(clock.now()) == []


def test_a_task_is_accepted_or_sent_back_with_a_reason(by: Actor, ada: int) -> None:
    """R-004: passed on is not taken on, and what comes back comes to whoever asked."""
    other = worker()
    task = asked(ada, by, owner=other.own)
    assert queries.task(task, seen(ada, by), by, clock.today()).state == "Not accepted yet"
    with pytest.raises(Refused, match="somebody else"):
        tasks.accept_task(task, by=by)
    with pytest.raises(Refused) as refused:
        tasks.send_back_task(task, by=again(other), why=" ")
    assert refused.value.field == "why"
    tasks.send_back_task(task, by=again(other), why="I am on leave next week")
    assert of(task).owner == by.own
    tasks.accept_task(task, by=by)
    assert of(task).accepted_at is not None


def test_a_team_s_task_becomes_whose_takes_it(by: Actor, ada: int) -> None:
    """Whoever accepts it first has it; the second is told."""
    one, two = worker("front-door-officer", "front-door"), worker("front-door-officer", "front-door")
    task = asked(ada, by, owner=team("front-door"))
    tasks.accept_task(task, by=again(one))
    assert of(task).owner == one.own
    with pytest.raises(Missing):
        tasks.accept_task(task, by=again(two))


def test_it_goes_back_by_itself_when_the_owner_is_away(by: Actor, ada: int) -> None:
    """R-004: bounce when the worker is absent; what they had taken on is their cover's to see to."""
    other = worker()
    passed, taken = asked(ada, by, owner=other.own), asked(ada, by, owner=other.own)
    tasks.accept_task(taken, by=again(other))
    tasks_away.bounce()
    assert of(passed).owner == other.own
    workers.absent(
        other.worker_id,
        by=SYSTEM,
        from_on=clock.today(),
        until_on=clock.today() + timedelta(9),
        covered_by=by.worker_id,
    )
    tasks_away.bounce()
    assert (of(passed).owner, of(taken).owner) == (by.own, other.own)
    assert grants.differences(clock.now()) == []


def test_a_contact_passed_to_somebody_away_is_the_front_door_s_again(by: Actor, ada: int) -> None:
    """R-004: nobody waits for their return; the definition's own step sends it back, and says why."""
    journey = passed_on(ada, by)
    assert sends_back(library.current().pathway("contact"), "passed on")
    workers.absent(
        by.worker_id, by=SYSTEM, from_on=clock.today(), until_on=None, covered_by=worker().worker_id
    )
    tasks_away.bounce()
    row = Journey.objects.for_system("test").get(pk=journey)
    assert (row.stage, row.owner) == ("open", row.team)
    last = past.events(journey)[-1]
    assert last.content["move"] == "send back"
    assert by.name in last.content["reason"]


@action("test.pass on", on=Journey, may=lambda _actor, _thing: True)
def pass_on(journey: Journey, *, by: Actor, at: Any, to: str) -> None:
    """Pass a contact on without the form that the real step asks for."""
    keeping.write(journey, history.MOVED, "Passed on.", at=at, move="pass on", owner=to)


def passed_on(ada: int, to: Actor) -> int:
    """A contact about Ada, in this worker's hands and not accepted yet."""
    key = int(opening.open_journey(ada, by=SYSTEM, pathway="contact"))
    pass_on(key, by=SYSTEM, to=to.own)
    return key


def test_what_was_passed_to_one_waits_on_the_page_of_tasks(by: Actor, ada: int, client_of: ClientOf) -> None:
    """R-004: accept or send back, one press away; nobody else's."""
    journey = passed_on(ada, by)
    html = client_of(by).get("/tasks/").content.decode()
    assert "Passed to you" in html
    assert f"/people/{ada}/work/{journey}/next/" in html
    assert "Passed to you" not in client_of(worker()).get("/tasks/").content.decode()


def test_a_journey_can_wait_for_its_tasks(by: Actor, ada: int) -> None:
    """G-55: nothing that was asked is lost when work is closed."""
    journey = int(opening.open_journey(ada, by=by, pathway="needs-assessment", owner=by.own))

    def finished() -> bool | None:
        row = Journey.objects.for_system("test").get(pk=journey)
        state = past.state(journey)
        assert state is not None
        course = asking.Course(row, state, library.current().pathway("needs-assessment"))
        return asking.ask(course, ["every task is finished"]).answers["every task is finished"]

    assert finished() is True
    task = tasks.add_task_to(journey, by=by, title="Ring Kofi", owner=by.own, due_on=clock.today())
    asked(ada, by)
    assert finished() is False
    tasks.decline_task(task, by=by, why="He rang himself")
    assert finished() is True


def test_closing_work_is_refused_over_an_open_task(by: Actor, ada: int) -> None:
    """G-55: where the definition says so, with the sentence a practitioner understands."""
    journey = int(opening.open_journey(ada, by=by, pathway="needs-assessment", owner=by.own))
    tasks.add_task_to(journey, by=by, title="Ring Kofi", owner=by.own, due_on=clock.today())
    with pytest.raises(Refused, match="every task is finished"):
        moving.move(journey, by=by, move="end", outcome="met-otherwise")


def test_a_task_of_restricted_work_is_seen_by_who_sees_the_work(by: Actor, ada: int) -> None:
    """A task of a concern is on the concern's record, and whoever is asked sees the concern."""
    concern = opening.open_journey(ada, by=by, pathway="safeguarding-concern")
    other = worker("safeguarding-worker", "safeguarding")
    colleague = worker()
    opened(ada, colleague, other)
    tasks.add_task_to(concern, by=by, title="Ring the police", owner=other.own, due_on=clock.today())
    assert queries.of_person(seen(ada, colleague), colleague, clock.today()) == ([], [])
    assert len(queries.of_person(seen(ada, again(other)), again(other), clock.today())[0]) == 1


def test_a_leaver_s_tasks_go_to_whoever_takes_over(by: Actor, ada: int) -> None:
    """G-25: nobody is lost: what is handed over waits to be accepted."""
    leaver, heir = worker(), worker()
    task = asked(ada, by, owner=leaver.own)
    workers.leave(leaver.worker_id, by=SYSTEM, left_on=clock.today(), hand_to=heir.own)
    assert of(task).owner == heir.own
    assert list(owners.lost()) == []
    assert grants.differences(clock.now()) == []


def test_an_owner_deactivated_by_hand_is_found(by: Actor, ada: int) -> None:
    """The check names each task whose owner is nobody at work."""
    other = worker()
    task = asked(ada, by, owner=other.own)
    Worker.objects.filter(pk=other.worker).update(is_active=False)
    assert [said for said in owners.lost() if said.startswith(f"Task {task} ")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"owner": "worker:999999"}, "owner"),
        ({"owner": "team:none"}, "owner"),
        ({"due_on": "yesterday"}, "due_on"),
    ],
)
def test_what_a_task_must_have(by: Actor, ada: int, wrong: dict[str, Any], field: str) -> None:
    """Each refusal at its field."""
    if wrong.get("due_on"):
        wrong = {"due_on": clock.today() - timedelta(days=1)}
    with pytest.raises(Refused) as refused:
        asked(ada, by, **wrong)
    assert refused.value.field == field


def test_a_task_through_its_pages(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Added, late, moved with a reason, done; a stale form does nothing."""
    client, day = client_of(by), clock.today()
    sent = {
        "_form": "TaskForm", "title": "Ring Kofi", "owner": by.own,
        "due_on-day": str(day.day), "due_on-month": str(day.month), "due_on-year": str(day.year),
    }  # fmt: skip
    assert client.post(f"/people/{ada}/to-do/add/", sent).status_code == 303
    task = Task.objects.for_system("test").get(person_id=ada)
    assert "Ring Kofi" in client.get("/tasks/").content.decode()
    stale = client.post(
        f"/people/{ada}/to-do/{task.pk}/?do=done", {"_form": "Outcome", "_version": "0", "outcome": ""}
    )
    assert stale.status_code == 409
    done = {"_form": "Outcome", "_version": str(task.version), "outcome": "He comes on Sunday"}
    assert client.post(f"/people/{ada}/to-do/{task.pk}/?do=done", done).status_code == 303
    assert "He comes on Sunday" in client.get(f"/people/{ada}/to-do/").content.decode()
    assert client.get(f"/people/{ada}/to-do/{task.pk}/").status_code == 200
