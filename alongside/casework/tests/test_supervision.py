"""Supervision: between two people, with what was decided on the records it concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.casework.actions import supervision
from alongside.casework.models import Note, Supervision, Task
from alongside.casework.queries import supervision as queries
from alongside.people.tests.making import add, again, opened, worker
from alongside.records import clock, owners
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Event
from alongside.web.errors import Forbidden, Missing, Refused

ClientOf = Callable[[Any], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Actor:
    """A team manager."""
    return worker("team-manager")


@pytest.fixture
def by() -> Actor:
    """A social worker."""
    return worker()


def held(boss: Actor, by: Actor, **said: Any) -> int:
    """A supervision today."""
    given: dict[str, Any] = {"worker_id": by.worker_id, "held_on": clock.today(), "text": "She is tired."}
    return int(supervision.write_supervision(by=boss, **(given | said)))


def about(person_id: int, **said: Any) -> Any:
    """Somebody who was talked about."""
    given = {"person_id": person_id, "text": "", "decision": "", "action": "", "due_on": None}
    return given | said


def test_two_people_see_it_and_nobody_else(boss: Actor, by: Actor, client_of: ClientOf) -> None:
    """R-316: content private: not to a colleague, not to another manager, not to the head of service."""
    key = held(boss, by)
    for who in (worker(), worker("team-manager"), worker("head-of-service", "governance")):
        with pytest.raises(Missing):
            queries.supervision(key, who)
        assert client_of(who).get(f"/supervision/{key}/").status_code == 404
        assert "She is tired" not in client_of(who).get("/supervision/").content.decode()
    for who in (boss, by):
        assert "She is tired." in client_of(who).get(f"/supervision/{key}/").content.decode()


def test_a_decision_goes_to_the_record_and_the_rest_stays(boss: Actor, by: Actor) -> None:
    """R-316: what binds others is a note and a task on the person's record; what was said is between the two."""
    ada = opened(add(), by, boss)
    key = held(boss, by)
    supervision.discuss_person(
        key,
        by=boss,
        about=about(
            ada, text="It wears her down.", decision="Visit weekly.", action="Ring Kofi", due_on=clock.today()
        ),
    )
    (row,) = queries.discussed(queries.supervision(key, by), again(by))
    assert (row.person, row.text) == ("Ada Lovelace", "It wears her down.")
    note = Note.objects.for_system("test").get(pk=row.decision_id or 0)
    task = Task.objects.for_system("test").get(pk=row.action_id or 0)
    assert (note.kind, note.text, task.title, task.owner) == (
        "management-decision",
        "Visit weekly.",
        "Ring Kofi",
        by.own,
    )
    said = Event.objects.for_system("test").filter(record_id=ada).values_list("sentence", flat=True)
    assert not [sentence for sentence in said.order_by("id") if "wears" in sentence]


def test_a_person_since_closed_to_the_reader_is_not_named(boss: Actor, by: Actor) -> None:
    """R-243: a record that was restricted afterwards keeps its name to itself, here as well."""
    from alongside.people.tests.making import restricted

    ada = opened(add(), by, boss)
    key = held(boss, by)
    supervision.discuss_person(key, by=boss, about=about(ada, text="Talked."))
    restricted(ada)
    (row,) = queries.discussed(queries.supervision(key, by), again(by))
    assert row.person == ""


def test_only_people_whom_both_see_are_offered(boss: Actor, by: Actor) -> None:
    """Supervision opens no record to either of them."""
    both, one = opened(add(given="Both"), by, boss), opened(add(given="One"), boss)
    row = queries.supervision(held(boss, by), boss)
    offered = {key for key, _name in queries.people_of(row, again(boss))}
    assert (str(both) in offered, str(one) in offered) == (True, False)
    with pytest.raises(Refused, match="not open"):
        supervision.discuss_person(row.id, by=boss, about=about(add(given="None"), text="x"))


def test_the_worker_agrees_and_a_change_asks_again(boss: Actor, by: Actor) -> None:
    """What somebody agreed to is what stands."""
    key = held(boss, by)
    with pytest.raises(Forbidden, match="who was supervised"):
        supervision.agree_to_supervision(key, by=boss)
    supervision.agree_to_supervision(key, by=by)
    assert queries.supervision(key, by).agreed
    supervision.reword_supervision(key, by=boss, text="She is well.")
    assert queries.supervision(key, by).agreed == ""
    with pytest.raises(Forbidden):
        supervision.reword_supervision(key, by=again(by), text="Mine")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"worker_id": 999_999}, "worker"),
        ({"held_on": 3}, "held_on"),
        ({"next_on": -3}, "next_on"),
        ({"text": " "}, "text"),
    ],
)
def test_what_a_supervision_must_have(boss: Actor, by: Actor, wrong: dict[str, Any], field: str) -> None:
    """Each refusal at its field; nobody supervises themselves."""
    for name in ("held_on", "next_on"):
        if name in wrong:
            wrong = {name: clock.today() + timedelta(days=wrong[name])}
    with pytest.raises(Refused) as refused:
        held(boss, by, **wrong)
    assert refused.value.field == field
    with pytest.raises(Refused):
        held(boss, boss)
    assert not Supervision.objects.for_system("test").filter(supervisor_id=boss.worker_id).exists()


def test_supervision_through_its_pages(boss: Actor, by: Actor, client_of: ClientOf) -> None:
    """Written by the supervisor, agreed by the worker."""
    day = clock.today()
    sent = {
        "_form": "SupervisionForm", "worker": str(by.worker_id), "text": "We talked.",
        "held_on-day": str(day.day), "held_on-month": str(day.month), "held_on-year": str(day.year),
    }  # fmt: skip
    assert client_of(boss).post("/supervision/add/", sent).status_code == 303
    row = Supervision.objects.for_system("test").get(worker_id=by.worker)
    assert client_of(by).get("/supervision/add/").status_code == 403
    agreed = client_of(by).post(f"/supervision/{row.pk}/", {"_form": "Agree", "_version": str(row.version)})
    assert agreed.status_code == 303
    assert "Agreed by the worker" in client_of(boss).get("/supervision/").content.decode()
    assert client_of(by).get(f"/supervision/{row.pk}/write/").status_code == 403


def left(boss: Actor, to: str) -> None:
    workers.leave(boss.worker, by=SYSTEM, left_on=clock.today(), hand_to=to)


def test_whoever_supervises_next_reads_what_was_said(boss: Actor, by: Actor) -> None:
    """The supervisor leaves: the note goes to the next one, and is the former one's no more."""
    key = held(boss, by)
    assert owners.owned(boss.own)["supervision"] == [key]
    next_ = worker("team-manager")
    left(boss, next_.own)
    assert "She is tired." in {queries.supervision(key, again(who)).text for who in (next_, by)}
    assert owners.owned(next_.own)["supervision"] == [key]
    assert "supervision" not in owners.owned(boss.own)


def test_what_was_said_goes_to_nobody_who_does_not_supervise(boss: Actor, by: Actor) -> None:
    """A colleague takes over the manager's work and reads no supervision: the next supervisor of the team does."""
    key, colleague = held(boss, by), worker()
    left(boss, colleague.own)
    with pytest.raises(Missing):
        queries.supervision(key, again(colleague))
    new = again(Supervision.objects.for_system("test").get(pk=key).supervisor_id)
    assert new.plays("supervisor")
    assert new.worker_id != boss.worker_id
    assert queries.supervision(key, new).text == "She is tired."


def test_where_nobody_supervises_only_the_worker_reads_it() -> None:
    """And that it is nobody's is told to whoever runs the house."""
    boss, by = worker("team-manager", "therapy"), worker("occupational-therapist", "therapy")
    key, colleague = held(boss, by), worker("occupational-therapist", "therapy")
    left(boss, colleague.own)
    assert queries.supervision(key, again(by)).text == "She is tired."
    with pytest.raises(Missing):
        queries.supervision(key, again(colleague))
    assert any("Supervision" in said for said in owners.lost())
