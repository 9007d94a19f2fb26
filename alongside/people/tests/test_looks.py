"""Who has looked: everything for those who review access, and for the person what leaves no trace of the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.people.queries.looks import looks
from alongside.people.tests.making import add, bare, opened, restricted, team, worker
from alongside.records.actions import access, workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.audit.reading import saw

ClientOf = Callable[[object], Client]


@pytest.fixture
def guardian(db: None) -> Actor:
    """Whoever reviews access."""
    return worker("caldicott-guardian", "governance")


def _given(client: Client, person: int) -> str:
    return bare(client.get(f"/people/{person}/looked/for-the-person/"))


def test_an_ordinary_look_is_told_in_plain_words(guardian: Actor, client_of: ClientOf) -> None:
    """Who, as what, on which day, why: without the worker's own words."""
    by = worker(name="Priya Example")
    person = add()
    access.open_record(person, by=by, reason="Duty work today: his brother is difficult")
    saw(by, "people.show", [person])
    html = _given(client_of(guardian), person)
    assert "<strong>Priya Example</strong> (Social worker" in html
    assert "looked at your record. They gave a reason for needing it." in html
    assert "difficult" not in html


def _safeguarding(person: int) -> Actor:
    who = worker("safeguarding-worker", "safeguarding", name="Sam Guarding")
    opened(person, who)
    return who


def _by_reason(person: int) -> Actor:
    who = worker(name="Robin Reason")
    access.open_record(person, by=who, reason="Duty work today: MARAC tomorrow")
    return who


def _by_glass(person: int) -> Actor:
    named, who = worker(), worker(name="Gil Glass")
    restricted(person, named)
    access.break_glass(person, by=who, reason="He has found out where she is", category="safeguarding")
    return who


def _guard(person: int) -> Actor:
    return worker("restricted-records-officer", "governance", name="Ola Officer")


@pytest.mark.parametrize("how", [_safeguarding, _by_reason, _by_glass, _guard])
def test_a_withheld_look_leaves_no_trace(
    guardian: Actor, client_of: ClientOf, how: Callable[[int], Actor]
) -> None:
    """The page given to the person is byte for byte the one from before the look; the reviewer's page shows it."""
    by, person = worker(name="Priya Example"), add()
    opened(person, by)
    saw(by, "people.show", [person])
    client = client_of(guardian)
    before = _given(client, person)
    who = how(person)
    for _time in range(3):
        saw(who, "people.show", [person])
    assert _given(client, person) == before
    assert who.name in client.get(f"/people/{person}/looked/").content.decode()
    assert not any(each.told for each in looks(person, guardian).looks if each.who == who.name)


def test_being_listed_and_found_is_a_look(guardian: Actor) -> None:
    """One entry of a list names everybody it showed."""
    by = worker(name="Priya Example")
    person, other = add(), add(given="Grace")
    saw(by, "people.mine", [other, person], what="list")
    saw(by, "people.find", [person], what="search")
    said = {line.did for line in looks(person, guardian).lines if line.who == "Priya Example"}
    assert said == {"saw your name in a list of people they work with", "saw your name when searching"}


def test_the_role_is_the_one_held_at_the_time(guardian: Actor) -> None:
    """Whoever joins safeguarding later does not take their earlier, ordinary looks out of sight."""
    by, person = worker(name="Priya Example"), add()
    saw(by, "people.show", [person])
    assert by.worker_id is not None
    workers.appoint(by.worker_id, by=SYSTEM, role="safeguarding-worker", holder=team("safeguarding"))
    saw(by, "people.show", [person])
    assert sorted(each.told for each in looks(person, guardian).looks if each.who == by.name) == [False, True]


def test_only_those_who_may_see_who_looked(guardian: Actor, client_of: ClientOf) -> None:
    """A practitioner has no such page, nor is there one for nobody's number."""
    by = worker()
    person = opened(add(), by)
    for path in (f"/people/{person}/looked/", f"/people/{person}/looked/for-the-person/"):
        assert client_of(by).get(path).status_code == 403
        assert client_of(guardian).get(path).status_code == 200
        assert client_of(guardian).get(path.replace(str(person), "999999")).status_code == 404
