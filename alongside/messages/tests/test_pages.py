"""The pages of letters: what each says, what each lets one do, and who must see nothing of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alongside.messages import actions
from alongside.messages.models import Message
from alongside.messages.queries import lists
from alongside.messages.tests.making import (
    ASSESSMENT,
    held_by,
    lives,
    message,
    person,
    ready,
    sent,
    written,
)
from alongside.people.actions import life, merging
from alongside.people.tests.making import opened, restricted, worker
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Entry, Record

ClientOf = Callable[[Any], Client]
LISTS = ("/letters/", "/letters/stopped/", "/letters/print/", "/letters/came-back/")


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whom `by` sees, at an address of long standing."""
    return person(by)


def key_of(page: str) -> str:
    """The key of the form on a page."""
    found = re.search(r'name="_key" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_stopped_letter_says_first_what_stops_it(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Users 4.5.9: address, where it is known from and when, beside the letter's own words."""
    lives(ada, "2 New Street", number=1, days=1, told_by="Her neighbour")
    row = written(ada, by, template="copy-of-assessment", context=ASSESSMENT)
    page = client_of(by).get(f"/people/{ada}/letters/{row.pk}/").content.decode()
    for said in (
        "The address was changed in the last 14 days.",
        "2 New Street",
        "told by Her neighbour",
        "You can have care and support from us.",
        "Ask again whether it may go",
    ):
        assert said in page
    assert "Release this letter" not in page


def test_the_file_is_what_goes(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Before it is kept and after: the preview is the exact PDF."""
    row = written(ada, by)
    client, address = client_of(by), f"/people/{ada}/letters/{row.pk}/file/"
    before = client.get(address)
    assert before["Content-Type"] == "application/pdf"
    assert before["Content-Disposition"].startswith("attachment")
    kept = ready(row.pk)
    assert client.get(address).content == before.content
    assert client.get(f"/documents/{kept.document_id}/").content == before.content
    looked = Entry.objects.filter(tbl__endswith=".letter_file", worker_id=by.worker_id)
    assert looked.count() == 2


@pytest.mark.parametrize(
    ("do", "why", "state"),
    [
        ("hand", "", "handed"),
        ("declined", "She has it from her son", "declined"),
        ("unsafe", "He opens the post", "unsafe"),
        ("cancel", "Wrong letter", "cancelled"),
    ],
)
def test_what_became_of_a_letter_is_said_on_its_page(
    by: Actor, client_of: ClientOf, do: str, why: str, state: str
) -> None:
    """Pressed twice it happened once; without a reason it is asked for."""
    ada = person(by)
    row, client, said = written(ada, by), client_of(by), {"reason": why} if why else {}
    address = f"/people/{ada}/letters/{row.pk}/?do={do}"
    page = client.get(address).content.decode()
    if said:
        refused = client.post(address, {"reason": " ", "_key": key_of(page)})
        assert "There is a problem" in refused.content.decode()
    form = {**said, "_key": key_of(page), "_version": str(row.version)}
    assert client.post(address, form).status_code == 303
    assert message(row.pk).state == state
    events = message(row.pk).version
    client.post(address, form)
    assert message(row.pk).version == events


def test_two_release_on_the_page(by: Actor, ada: int, client_of: ClientOf) -> None:
    """The first sees who is still needed; only the second makes it go."""
    one, two = worker("team-manager"), worker("team-manager")
    opened(ada, one, two)
    lives(ada, "2 New Street", number=1, days=1)
    row = written(ada, by)
    address = f"/people/{ada}/letters/{row.pk}/?do=release"
    for who, state in ((one, "held"), (two, "queued")):
        client = client_of(who)
        page = client.get(address).content.decode()
        client.post(address, {"reason": "I rang her", "_key": key_of(page)})
        assert message(row.pk).state == state
    assert "Release this letter" not in client_of(one).get(address).content.decode()
    assert "Released by" in client_of(by).get(f"/people/{ada}/letters/{row.pk}/").content.decode()


def test_a_stale_page_changes_nothing(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Somebody else was first: the page says so."""
    row, client = written(ada, by), client_of(by)
    address = f"/people/{ada}/letters/{row.pk}/?do=cancel"
    form = {
        "reason": "No",
        "_key": key_of(client.get(address).content.decode()),
        "_version": str(row.version),
    }
    ready(row.pk)
    assert client.post(address, form).status_code == 409
    assert message(row.pk).state == "ready"


def test_print_and_post_in_batches(by: Actor, ada: int, client_of: ClientOf) -> None:
    """N in, N accounted for, and each letter's file beside it."""
    rows = [ready(written(ada, by).pk) for _ in range(2)]
    client = client_of(by)
    page = client.get("/letters/print/").content.decode()
    for row in rows:
        assert f'value="{row.pk}"' in page
        assert f"/people/{ada}/letters/{row.pk}/file/" in page
    nothing = client.post("/letters/print/", {"_form": "Printed", "_key": key_of(page)})
    assert "Select at least one letter to print" in nothing.content.decode()
    form = {"_form": "Printed", "_key": key_of(page), "message_ids": [row.pk for row in rows]}
    answer = client.post("/letters/print/", form)
    assert "2 marked." in client.get(answer["Location"]).content.decode()
    assert {message(row.pk).state for row in rows} == {"printed"}
    form = {"_form": "Posted", "_key": key_of(client.get("/letters/print/").content.decode())}
    client.post("/letters/print/", {**form, "message_ids": [rows[0].pk]})
    assert [message(row.pk).state for row in rows] == ["sent", "printed"]


def test_each_list_shows_its_letters(by: Actor, ada: int, client_of: ClientOf) -> None:
    """On their way, stopped, to print, come back; with the person and who owns it."""
    here = {
        "/letters/": written(ada, by, template="copy-of-assessment", context=ASSESSMENT),
        "/letters/stopped/": written(ada, by, lacks_capacity=True),
        "/letters/print/": ready(written(ada, by).pk),
    }
    back = written(ada, by)
    sent(back.pk, by)
    actions.mark_returned(back.pk, by=by, reason="Gone away")
    here["/letters/came-back/"] = back
    client = client_of(by)
    for address in LISTS:
        page = client.get(address).content.decode()
        linked = set(map(int, re.findall(rf"/people/{ada}/letters/(\d+)/\"", page)))
        assert linked == {here[address].pk}, address
    every = client.get(f"/people/{ada}/letters/").content.decode()
    assert all(f"/letters/{row.pk}/" in every for row in here.values())


def test_who_may_not_see_the_person_sees_nothing(by: Actor, ada: int, client_of: ClientOf) -> None:
    """404 for the letter, its file and its document; no line in any list; nothing to press."""
    row = ready(written(ada, by).pk)
    written(ada, by, lacks_capacity=True)
    other = worker()
    client = client_of(other)
    for address in (f"/people/{ada}/letters/{row.pk}/file/", f"/documents/{row.document_id}/"):
        assert client.get(address).status_code in {303, 404}, address
    assert client.post(f"/people/{ada}/letters/{row.pk}/?do=cancel", {"reason": "x"}).status_code == 404
    for address in LISTS:
        page = client.get(address).content.decode()
        assert "Lovelace" not in page
        assert f"/letters/{row.pk}/" not in page
    client.post("/letters/print/", {"_form": "Printed", "message_ids": [row.pk]})
    assert message(row.pk).state == "ready"


def test_a_letter_of_a_closer_record_is_for_those_who_see_that_one(
    by: Actor, ada: int, client_of: ClientOf
) -> None:
    """A concern has a record of its own: its letters are not among the person's for who sees only the person."""
    concern = Record.objects.create(kind="concern")
    row = written(ada, SYSTEM, record_id=concern.pk)
    assert held_by(row) == []
    client = client_of(by)
    assert client.get(f"/people/{ada}/letters/{row.pk}/").status_code == 404
    assert client.get(f"/people/{ada}/letters/{row.pk}/file/").status_code == 404
    assert row.title not in client.get(f"/people/{ada}/letters/").content.decode()
    assert Message.objects.visible_to(by).filter(pk=row.pk).count() == 0


def test_a_restricted_person_is_in_nobodys_list(by: Actor, ada: int, client_of: ClientOf) -> None:
    """From the moment of the restriction, to whoever is not named on it."""
    row = written(ada, by)
    restricted(ada)
    client = client_of(by)
    assert client.get(f"/people/{ada}/letters/{row.pk}/").status_code in {303, 404}
    for address in LISTS:
        assert "Lovelace" not in client.get(address).content.decode()


@pytest.mark.parametrize("role", ["system-administrator", "analyst"])
def test_who_sends_no_letters_has_no_print_queue(db: None, client_of: ClientOf, role: str) -> None:
    """The page is not there for them."""
    who = worker(role, "")
    assert client_of(who).get("/letters/print/").status_code == 403
    assert "Print and post" not in client_of(who).get("/letters/").content.decode()


def test_letters_follow_a_merge(by: Actor, ada: int, client_of: ClientOf) -> None:
    """What was written about the one is among the letters of both, and stops when the survivor dies."""
    other, manager = person(by, given="Augusta Ada", number=2), worker("team-manager")
    opened(ada, manager)
    opened(other, manager)
    row = written(other, by)
    merging.merge(other, by=manager, survivor=ada, reason="The same person")
    assert row.title in client_of(by).get(f"/people/{ada}/letters/").content.decode()
    assert client_of(by).get(f"/people/{ada}/letters/{row.pk}/").status_code == 200
    life.record_death(ada, by=SYSTEM, on=clock.today().isoformat())
    assert "about_alive" in held_by(message(row.pk))


def test_messages_of_a_thing(by: Actor, ada: int) -> None:
    """For the page of a journey: its own letters, to who may see them."""
    row = written(ada, by, subject="journey:7")
    written(ada, by, subject="journey:8")
    assert [line.id for line in lists.of_subject("journey:7", by)] == [row.pk]
    assert lists.of_subject("journey:7", worker()) == []
