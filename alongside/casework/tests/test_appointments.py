"""Appointments: with the interpreter they need, agreed with the person, in a diary that names nobody outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.casework.actions import appointments
from alongside.casework.models import Appointment
from alongside.casework.queries import appointments as queries
from alongside.pathways.rules.calendar import day_of
from alongside.people.actions import alerts, life, needs, places
from alongside.people.models import Person
from alongside.people.tests.making import add, again, opened, worker
from alongside.people.tests.stating import seen
from alongside.records import clock, grants, owners
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Entry
from alongside.web.errors import Refused

ClientOf = Callable[[Any], Client]
pytestmark = pytest.mark.django_db


def soon(hours: int = 24) -> datetime:
    """A moment to come."""
    return clock.now() + timedelta(hours=hours)


def made(ada: int, by: Actor, **said: Any) -> int:
    """A home visit tomorrow."""
    given: dict[str, Any] = {"kind": "home-visit", "starts_at": soon(), "owner": by.own}
    return int(appointments.make_appointment(ada, by=by, **(given | said)))


def of(key: int) -> Appointment:
    """The appointment as it stands."""
    found: Appointment = Appointment.objects.for_system("test").get(pk=key)
    return found


def test_it_is_not_confirmed_without_the_interpreter_who_is_needed(by: Actor, ada: int) -> None:
    """R-118: found out at the desk and not on the doorstep; a moved visit needs the booking again."""
    key = made(ada, by, interpreter="needed")
    with pytest.raises(Refused, match="not booked"):
        appointments.confirm_appointment(key, by=by)
    with pytest.raises(Refused, match="reference"):
        appointments.book_interpreter(key, by=by, interpreter="booked")
    appointments.book_interpreter(key, by=by, interpreter="booked", interpreter_note="BSL, 4711")
    appointments.confirm_appointment(key, by=by)
    assert of(key).confirmed_at is not None
    appointments.move_appointment(key, by=by, starts_at=soon(48), why="She has a hospital visit")
    assert (of(key).confirmed_at, of(key).interpreter) == (None, "needed")


def test_the_page_begins_with_what_is_known(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Nobody types a fact twice: the home, and that an interpreter is needed; a confidential address is not shown."""
    needs.record_need(ada, by=by, kind="interpreter", code="spoken-language")
    places.add_address(ada, by=by, purpose="home", lines="12 Oak Road")
    html = client_of(by).get(f"/people/{ada}/to-do/appointments/add/").content.decode()
    assert "12 Oak Road" in html
    assert 'value="needed" checked' in html
    bea = opened(add(given="Bea"), by)
    places.add_address(
        bea,
        by=by,
        purpose="home",
        lines="1 Hidden Lane",
        safety="confidential",
        safety_why="He looks for her",
    )
    assert "Hidden Lane" not in client_of(by).get(f"/people/{bea}/to-do/appointments/add/").content.decode()


def test_whoever_goes_sees_the_record_until_it_is_over(by: Actor, ada: int) -> None:
    """R-004: a visitor without the record goes blind."""
    other = worker()
    key = made(ada, by, owner=other.own)
    assert Person.objects.visible_to(other).filter(pk=ada).exists()
    appointments.close_appointment(key, by=by, state="cancelled", why="She is in hospital")
    assert not Person.objects.visible_to(other).filter(pk=ada).exists()
    assert grants.differences(clock.now()) == []


def test_what_became_of_it_is_said_afterwards(by: Actor, ada: int) -> None:
    """Kept, or missed with why and what comes next; until then it stands out."""
    key = made(ada, by, starts_at=soon(1))
    with pytest.raises(Refused, match="still to come"):
        appointments.close_appointment(key, by=by, state="kept")
    with time_machine.travel(soon(5), tick=False):
        assert queries.appointment(key, seen(ada, by), by, clock.now()).unsaid
        with pytest.raises(Refused) as refused:
            appointments.close_appointment(key, by=by, state="missed")
        assert refused.value.field == "why"
        appointments.close_appointment(key, by=by, state="missed", why="No answer; ring tomorrow")
    with pytest.raises(Refused, match="recorded already"):
        appointments.confirm_appointment(key, by=by)


def test_each_thing_is_done_where_it_stands(by: Actor, ada: int, client_of: ClientOf) -> None:
    """An interpreter, the person's yes, another day and an end: each by one press on its own page."""
    key, client, later = made(ada, by), client_of(by), clock.today() + timedelta(days=3)
    when = {
        "starts_on-day": str(later.day),
        "starts_on-month": str(later.month),
        "starts_on-year": str(later.year),
    }
    for deed, form, said in (
        ("interpreter", "Interpret", {"interpreter": "booked", "interpreter_note": "Twi, by telephone"}),
        ("confirm", "Press", {}),
        (
            "move",
            "Move",
            when | {"starts": "14:30", "minutes": "60", "owner": by.own, "why": "Her hospital visit"},
        ),
        ("cancel", "Cancel", {"why": "She is in hospital; her son knows"}),
    ):
        sent = said | {"_form": form, "_version": str(of(key).version)}
        address = f"/people/{ada}/to-do/appointments/{key}/?do={deed}"
        assert client.post(address, sent).status_code == 303, deed
    assert (of(key).state, day_of(of(key).starts_at)) == ("cancelled", later)


def test_the_diary_shows_what_must_be_known_first(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Screens 1: the dog is beside the visit, not on another page."""
    day = clock.today() + timedelta(30)
    alerts.raise_alert(ada, by=by, kind="animal", text="Dog, ring first", owner=by.own, review_on=day)
    made(ada, by)
    html = client_of(by).get("/appointments/").content.decode()
    assert "Dog, ring first" in html
    assert "Home visit" in html
    assert "Dog, ring first" not in client_of(worker()).get("/appointments/").content.decode()


def test_the_calendar_file_names_nobody(by: Actor, ada: int, client_of: ClientOf) -> None:
    """No name, no address, no number of the council's; only one's own diary, and that it left is written down."""
    key = made(ada, by, place="12 Oak Road")
    made(ada, by, owner=worker().own)
    answer = client_of(by).get("/appointments/calendar/")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert text.count("BEGIN:VEVENT") == 1
    for secret in ("Ada", "Lovelace", "Oak"):
        assert secret not in text
    assert f"UID:appointment-{key}@" in text
    assert Entry.objects.filter(tbl="casework.my_calendar").exists()
    assert client_of(worker()).get(f"/appointments/{key}/calendar/").status_code == 404


def test_a_death_cancels_what_is_planned_and_a_wrong_report_gives_it_back(by: Actor, ada: int) -> None:
    """Nobody rings at the door of somebody who died; nobody is forgotten who lives."""
    key = made(ada, by)
    event = life.record_death(ada, by=by, on=clock.today().isoformat(), told_by="Her son")
    assert of(key).state == "cancelled"
    life.take_back(event, by=by, reason="It was her sister")
    assert of(key).state == "planned"
    assert grants.differences(clock.now()) == []


def test_a_leaver_s_diary_is_handed_over(by: Actor, ada: int) -> None:
    """G-25: an appointment without anybody who goes is found before the day."""
    leaver, heir = worker(), worker()
    key = made(ada, by, owner=leaver.own)
    workers.leave(leaver.worker_id, by=SYSTEM, left_on=clock.today(), hand_to=heir.own)
    assert of(key).owner == heir.own
    assert list(owners.lost()) == []
    assert Person.objects.visible_to(again(heir)).filter(pk=ada).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "party"}, "kind"),
        ({"starts_at": -1}, "starts_on"),
        ({"starts_at": 24 * 800}, "starts_on"),
        ({"minutes": 0}, "minutes"),
        ({"owner": "worker:999999"}, "owner"),
        ({"interpreter": "perhaps"}, "interpreter"),
        ({"interpreter": "booked"}, "interpreter_note"),
    ],
)
def test_what_an_appointment_must_have(by: Actor, ada: int, wrong: dict[str, Any], field: str) -> None:
    """Each refusal at its field."""
    if "starts_at" in wrong:
        wrong = {"starts_at": soon(wrong["starts_at"])}
    with pytest.raises(Refused) as refused:
        made(ada, by, **wrong)
    assert refused.value.field == field


def test_an_appointment_through_its_pages(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Made, confirmed, moved; the note of it begins with its day."""
    client, day = client_of(by), clock.today() + timedelta(days=2)
    sent = {
        "_form": "AppointmentForm", "kind": "home-visit", "owner": by.own, "minutes": "60", "starts": "2.30 pm",
        "starts_on-day": str(day.day), "starts_on-month": str(day.month), "starts_on-year": str(day.year),
        "interpreter": "not needed", "place": "12 Oak Road",
    }  # fmt: skip
    assert client.post(f"/people/{ada}/to-do/appointments/add/", sent).status_code == 303
    row = Appointment.objects.for_system("test").get(person_id=ada)
    address = f"/people/{ada}/to-do/appointments/{row.pk}/"
    assert "2:30pm" in client.get(address).content.decode()
    confirmed = client.post(f"{address}?do=confirm", {"_form": "Press", "_version": str(row.version)})
    assert confirmed.status_code == 303
    assert of(row.pk).confirmed_at is not None
    assert "14:30" in client.get(f"/people/{ada}/notes/add/?appointment={row.pk}").content.decode()
    assert "Calendar file" in client.get(address).content.decode()
