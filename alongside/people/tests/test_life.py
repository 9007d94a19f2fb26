"""Death, moving away and coming back: one act each, with all that follows, and back again when it was wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from alongside.people import consequences
from alongside.people.actions import circle, life, needs
from alongside.people.models import Alert, LifeEvent, Need, Person, Relationship
from alongside.people.queries import chronology, finding
from alongside.people.queries.telling import of_kinds
from alongside.people.tests.making import add, opened, worker
from alongside.records.actors import Actor
from alongside.web.errors import Forbidden, Missing, Refused

ClientOf = Callable[[object], Client]


class Letters:
    """What a room above might keep: letters that are stopped, an enquiry that goes on."""

    def __init__(self) -> None:
        self.waiting: dict[int, list[str]] = {}
        self.enquiries: dict[int, str] = {}

    def stop(self, person: Person, *, by: Actor, at: datetime) -> Any:
        """Letters that are waiting to be sent are stopped."""
        return self.waiting.pop(person.pk, [])

    def go_on(self, person: Person, kept: Any, *, by: Actor, at: datetime) -> None:
        self.waiting[person.pk] = kept


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    """A room that stops letters at a death and registers nothing for its safeguarding enquiries."""
    room = Letters()
    monkeypatch.setattr(consequences, "_registered", list(consequences._registered))
    consequences.consequence("death", "stop letters", undo=room.go_on)(room.stop)
    return room


def _person(person: int) -> Person:
    return Person.objects.for_system("test").get(pk=person)


def test_a_death_is_one_act_that_every_room_follows(db: None, letters: Letters) -> None:
    """Letters stop, safeguarding goes on, the page says so; taken back, all is as it was (the report was wrong)."""
    by = worker()
    person = opened(add(), by)
    letters.waiting[person], letters.enquiries[person] = ["copy of the assessment"], "open"
    need = needs.record_need(person, by=by, kind="spoken", code="en")
    event = life.record_death(person, by=by, on="2026-05-03", told_by="Her daughter")
    assert _person(person).died == "2026-05-03"
    assert letters.waiting == {}
    assert letters.enquiries[person] == "open"
    assert Need.objects.for_system("test").get(pk=need).ends_on == "2026-05-03"
    life.take_back(event, by=by, reason="It was her sister")
    assert _person(person).died == ""
    assert letters.waiting == {person: ["copy of the assessment"]}
    assert (letters.enquiries[person], Need.objects.for_system("test").get(pk=need).ends_on) == ("open", "")


def test_a_room_that_fails_leaves_nothing_half_done(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """All in one transaction: where one consequence cannot be, nobody has died."""

    def cannot(person: Person, *, by: Actor, at: datetime) -> Any:
        """It cannot be."""
        raise Refused("The last bill is still open.")

    monkeypatch.setattr(consequences, "_registered", list(consequences._registered))
    consequences.consequence("death", "cannot", undo=lambda *_a, **_k: None)(cannot)
    by = worker()
    person = opened(add(), by)
    with pytest.raises(Refused, match="last bill"):
        life.record_death(person, by=by, on="2026-05-03")
    assert _person(person).died == ""
    assert not LifeEvent.objects.for_system("test").filter(person=person).exists()


@pytest.mark.parametrize("written_on", ["the person cared for", "the carer"])
def test_the_death_of_a_carer_is_flagged_where_it_matters(db: None, written_on: str) -> None:
    """Whoever relied on them has an alert at once, owned by those who work with them; the events name nobody."""
    by, colleague = worker(), worker("team-manager")
    carer, cared_for = opened(add(given="Kofi"), by), opened(add(given="Alma"), by)
    if written_on == "the person cared for":
        tie = circle.add_relationship(cared_for, by=by, kind="unpaid-carer", other_id=carer)
    else:
        tie = circle.add_relationship(carer, by=by, kind="cared-for", other_id=cared_for)
    event = life.record_death(carer, by=by, on="2026-05", told_by="Hospital")
    (alert,) = Alert.objects.for_system("test").filter(person=cared_for)
    assert alert.ended_at is None
    assert "Kofi" not in alert.text
    assert Relationship.objects.for_system("test").get(pk=tie).ends_on == "2026-05"
    assert finding.find("alma lovelace", colleague).rows[0].alert
    life.take_back(event, by=by, reason="Another Kofi")
    assert Alert.objects.for_system("test").get(pk=alert.pk).ended_at is not None
    assert Relationship.objects.for_system("test").get(pk=tie).ends_on == ""


def test_what_somebody_changed_since_is_not_overwritten(db: None) -> None:
    """Taking back restores what the death wrote, not what a worker wrote afterwards."""
    by = worker()
    person = opened(add(), by)
    need = needs.record_need(person, by=by, kind="spoken", code="en")
    event = life.record_death(person, by=by, on="2026-05-03")
    Need.objects.for_system("test").filter(pk=need).update(ended_why="no longer needed", ends_on="2026-01-01")
    life.take_back(event, by=by, reason="Wrong")
    assert Need.objects.for_system("test").get(pk=need).ends_on == "2026-01-01"


def test_moving_away_and_coming_back(db: None) -> None:
    """Each is one act; a return empties what the move set; they are taken back in the order they came."""
    by = worker()
    person = opened(add(), by)
    there = "e08000025"
    with pytest.raises(Refused, match="not recorded as having moved"):
        life.record_return(person, by=by, on="2026")
    with pytest.raises(Refused, match="Select the council"):
        life.record_move_away(person, by=by, on="2026", to="nowhere")
    move = life.record_move_away(person, by=by, on="2026-02", to=there, told_by="Their son")
    assert _person(person).moved_away == "2026-02"
    back = life.record_return(person, by=by, on="2026-04-01")
    assert _person(person).moved_away == ""
    with pytest.raises(Refused, match="later one back first"):
        life.take_back(move, by=by, reason="Wrong")
    life.take_back(back, by=by, reason="Only a visit")
    assert _person(person).moved_away == "2026-02"
    life.take_back(move, by=by, reason="Wrong")
    assert _person(person).moved_away == ""
    said = [row.sentence for row in chronology.rows([person], actor=by, sift=of_kinds("people.move away"))]
    assert said == ["Ada Lovelace moved away to Birmingham in February 2026."]


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("", "at least the year"),
        ("2099-01-01", "still to come"),
        ("1899", "before Ada Lovelace was born"),
        ("x", "not a date"),
    ],
)
def test_a_date_that_cannot_be_is_refused(db: None, on: str, said: str) -> None:
    """With a sentence at the field."""
    by = worker()
    person = opened(add(), by)
    with pytest.raises(Refused, match=said) as refused:
        life.record_death(person, by=by, on=on)
    assert refused.value.field == "on"


def test_nobody_dies_twice_or_moves_when_dead(db: None) -> None:
    """The second report is told of the first."""
    by = worker()
    person = opened(add(), by)
    life.record_death(person, by=by, on="~2025")
    with pytest.raises(Refused, match="already recorded as having died on about 2025"):
        life.record_death(person, by=by, on="2026-01-01")
    with pytest.raises(Refused, match="recorded as having died"):
        life.record_move_away(person, by=by, on="2026", to="e08000025")


def test_who_may_record_a_death(db: None, client_of: ClientOf) -> None:
    """Whoever sees the person and has the permission; an analyst has no such page, a stranger no such person."""
    by, stranger, other = worker(), worker(), worker("nhs-key-worker", "mental-health")
    person = opened(add(), by)
    with pytest.raises(Missing):
        life.record_death(person, by=stranger, on="2026")
    assert client_of(stranger).post(f"/people/{person}/died/", {"on-year": "2026"}).status_code == 404
    assert client_of(other).get(f"/people/{person}/died/").status_code == 403
    event = life.record_death(person, by=by, on="2026")
    with pytest.raises(Missing):
        life.take_back(event, by=stranger, reason="Wrong")
    with pytest.raises(Forbidden):
        life.record_return(opened(add(given="Bea"), by), by=again_without(by), on="2026")


def again_without(by: Actor) -> Actor:
    """The same worker without the permission."""
    return replace(by, permissions=by.permissions - {"record death and moves"})


def test_the_pages_say_what_will_happen(db: None, client_of: ClientOf, letters: Letters) -> None:
    """Before: what follows, a sentence each. After: what is recorded, and how to take it back."""
    by = worker()
    person = opened(add(), by)
    client = client_of(by)
    page = client.get(f"/people/{person}/died/").content.decode()
    assert "Letters that are waiting to be sent are stopped." in page
    sent = {"on-day": "3", "on-month": "5", "on-year": "2026", "told_by": "Her daughter"}
    assert client.post(f"/people/{person}/died/", sent)["Location"] == f"/people/{person}/life/"
    page = client.get(f"/people/{person}/life/").content.decode()
    assert "Ada Lovelace died on 3 May 2026." in page
    event = LifeEvent.objects.for_system("test").get(person=person)
    assert (
        client.post(f"/people/{person}/life/{event.pk}/take-back/", {"reason": "Her sister"}).status_code
        == 303
    )
    assert (
        "<del>Ada Lovelace died on 3 May 2026.</del>"
        in client.get(f"/people/{person}/life/").content.decode()
    )


@pytest.mark.parametrize("of", ["marriage", "death"])
def test_a_wrong_registration_fails_at_once(of: str) -> None:
    """An unknown kind, a function without a sentence, a name taken: each fails when the room is imported."""

    def silent(person: Person, *, by: Actor, at: datetime) -> Any:
        return None

    with pytest.raises(TypeError):
        consequences.consequence(of, "silent", undo=lambda *_a, **_k: None)(silent)
    silent.__doc__ = "It says something."
    if of == "death":
        with pytest.raises(TypeError):
            consequences.consequence(of, "communication needs of the person", undo=lambda *_a, **_k: None)(
                silent
            )
