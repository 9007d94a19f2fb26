"""The person's page: a stranger in a minute, few questions to the database, written down as seen. Users 1.2 no. 3-4."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.people.actions import alerts, circle, identity, merging, needs, places, traits
from alongside.people.models import Address, Alert, Name, Need, Person, Reach, Trait
from alongside.people.queries.person import number
from alongside.people.queries.sheet import Sheet, sheet
from alongside.people.tests.making import add, opened, restricted, worker
from alongside.people.tests.stating import added, seen, shown
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Entry

ClientOf = Callable[[object], Client]


@pytest.fixture
def by(db: None) -> Actor:
    """A team manager, who may merge."""
    return worker("team-manager")


def lived(by: Actor, times: int = 1) -> int:
    """Somebody with so many of each thing."""
    ada = added(by, nhs_number="943 476 5919")
    for turn in range(times):
        identity.add_name(ada, by=by, kind="alias", given=f"Alias {turn}")
        places.add_reach(ada, by=by, kind="mobile", value=f"07700 9001{turn:02}")
        places.add_address(ada, by=by, purpose="correspondence", lines=f"{turn} Elm Road")
        needs.record_need(ada, by=by, kind="format", code="audio", detail=str(turn))
        circle.add_relationship(ada, by=by, kind="friend", other_id=added(by, given=f"Friend {turn}"))
        alerts.raise_alert(
            ada,
            by=by,
            kind="animal",
            text=f"Dog {turn}",
            owner=by.own,
            review_on=clock.today() + timedelta(30),
        )
    traits.set_trait(ada, by=by, attribute="sex", code="female")
    return ada


def asked(client: Client, address: str) -> int:
    """How many statements an answer takes."""
    with CaptureQueriesContext(connection) as statements:
        assert client.get(address).status_code == 200
    return len(statements)


def test_the_page_asks_the_database_as_little_of_a_full_life_as_of_a_short_one(
    by: Actor, client_of: ClientOf
) -> None:
    """Session, reader, person, statements, ties, work, chronology, audit: however much there is."""
    short, full = added(by), lived(by, times=7)
    client = client_of(by)
    client.get(f"/people/{short}/")
    few, many = asked(client, f"/people/{short}/"), asked(client, f"/people/{full}/")
    assert many <= few
    assert few <= 9


def test_everything_a_stranger_needs_is_there(by: Actor, client_of: ClientOf) -> None:
    """Who, how to speak to them, whom to ring, what to beware of, where, what happened."""
    html = client_of(by).get(f"/people/{lived(by)}/").content.decode()
    for text in (
        "Ada Lovelace", "NHS 943 476 5919", "Dog 0", "Audio recording", "07700 900100", "0 Elm Road", "Friend 0",
        "Female", "began this record",
    ):  # fmt: skip
        assert text in html, text


def test_being_shown_is_written_down_once(by: Actor, client_of: ClientOf) -> None:
    """One view, one entry, with the record."""
    ada = added(by)
    before = Entry.objects.filter(op="R").count()
    client_of(by).get(f"/people/{ada}/")
    entry = Entry.objects.filter(op="R").latest("id")
    assert Entry.objects.filter(op="R").count() == before + 1
    assert (entry.tbl, entry.worker_id, json.loads(entry.payload or "")["records"]) == (
        "people.show",
        by.worker_id,
        [ada],
    )


def test_a_record_not_open_leads_to_the_question_why(by: Actor, client_of: ClientOf) -> None:
    """An ordinary one; nothing of it is shown on the way, nor written down as seen."""
    grace = add(given="Grace", family="Hopper")
    client = client_of(by)
    before = Entry.objects.filter(op="R").count()
    for page in ("", "needs/", "addresses/add/", "alerts/"):
        answer = client.get(f"/people/{grace}/{page}")
        assert (answer.status_code, answer["Location"]) == (303, f"/people/{grace}/open/")
    assert client.post(f"/people/{grace}/born/", {"_form": "Born"}).status_code == 404
    assert Entry.objects.filter(op="R").count() == before


def test_a_restricted_record_and_none_answer_alike(by: Actor, client_of: ClientOf) -> None:
    """Not even the bar of a page about somebody else gives it away."""
    hidden = add(given="Hidden")
    restricted(hidden)
    client = client_of(by)
    for person_id in (hidden, 987654):
        answer = client.get(f"/people/{person_id}/", follow=True)
        assert answer.status_code == 404
        assert "Hidden" not in answer.content.decode()
    gone = client_of(worker("analyst", "governance"))
    assert gone.get(f"/people/{hidden}/").status_code == gone.get(f"/people/{add()}/").status_code == 404


def test_a_merged_record_leads_to_the_survivor_with_all_that_was_said(by: Actor, client_of: ClientOf) -> None:
    """Every page follows the pointer; the survivor shows the rows of both and is found by both."""
    survivor, other = added(by), added(by, given="Ada", family="King")
    places.add_reach(other, by=by, kind="mobile", value="07700 900555")
    merging.merge(other, by=by, survivor=survivor, reason="The same letter came for both")
    client = client_of(by)
    assert client.get(f"/people/{other}/")["Location"] == f"/people/{survivor}/"
    assert client.get(f"/people/{other}/needs/")["Location"] == f"/people/{survivor}/needs/"
    html = client.get(f"/people/{survivor}/").content.decode()
    assert "07700 900555" in html
    assert shown(survivor).name == "Ada Lovelace"
    assert "Ada King" in client.get(f"/people/{survivor}/names/").content.decode()


def test_the_order_of_what_happened_is_turned_and_remembered(by: Actor, client_of: ClientOf) -> None:
    """Newest first unless turned; turned, it stays so on the next page. Users 1.1: the order is labelled."""
    ada = lived(by)
    client = client_of(by)

    def first(address: str) -> bool:
        html = client.get(address).content.decode()
        return html.index("began this record") < html.index("Sex: Female")

    assert not first(f"/people/{ada}/")
    assert first(f"/people/{ada}/?order=oldest")
    assert first(f"/people/{ada}/")
    assert not first(f"/people/{ada}/?order=newest")


def test_what_happened_is_sifted(by: Actor, client_of: ClientOf) -> None:
    """By kind and by words; what is not asked for is not shown."""
    ada = lived(by)
    client = client_of(by)
    events = client.get(f"/people/{ada}/?kind=alerts").content.decode().split('id="chronology"')[1]
    assert "Animal in the home alert" in events
    assert "began this record" not in events
    assert (
        "Nothing that happened has these words" in client.get(f"/people/{ada}/?text=zebra").content.decode()
    )
    assert "began this record" in client.get(f"/people/{ada}/?text=BEGAN&kind=nonsense").content.decode()


def test_without_the_right_to_change_nothing_offers_to(by: Actor, client_of: ClientOf) -> None:
    """Somebody who may look and not write."""
    ada = lived(by)
    reader = worker("caldicott-guardian", "governance")
    if not reader.may("open records"):
        from alongside.people.tests.making import again
        from alongside.records.models import Grant

        grant = Grant.objects.filter(record_id=ada).first()
        assert grant is not None
        Grant.objects.create(
            record_id=ada, holder=reader.own, basis="audit sample", starts_at=grant.starts_at
        )
        reader = again(reader)
    else:
        opened(ada, reader)
    assert not reader.may("change people")
    client = client_of(reader)
    for page in ("", "names/", "places/", "needs/", "circle/", "alerts/", "facts/"):
        answer = client.get(f"/people/{ada}/{page}")
        assert answer.status_code == 200
        assert ">Change<" not in answer.content.decode(), page
    assert client.get(f"/people/{ada}/addresses/add/").status_code == 403


def test_the_sheet_shows_what_the_guard_would_let_through(by: Actor) -> None:
    """Written as SQL, it answers as the guarded tables do: whoever sees the person, however, sees the same rows."""
    ada = lived(by, times=2)
    stranger, named = worker("occupational-therapist", "therapy"), worker(name="Named one")
    opened(ada, named)
    restricted(ada, named)
    tables: list[Any] = [Name, Trait, Reach, Address, Need, Alert]
    for who in (by, stranger, named):
        found = sheet(ada, who)
        let = Person.objects.visible_to(who).filter(pk=ada).exists()
        assert (found is not None) == let == (who is named)
        for table in tables:
            rows = set(table.objects.visible_to(who).filter(person=ada).values_list("pk", flat=True))
            said = found.said[table._meta.model_name] if isinstance(found, Sheet) else ()
            assert {row.id for row in said} == rows


def test_no_number_says_why(by: Actor) -> None:
    """Absent and not asked, absent and declined: told apart."""
    assert number(seen(added(by), by)) == "No NHS number (not asked yet)"
    declined = added(by, nhs_absent_reason="declined")
    assert "does not want it recorded" in number(seen(declined, by))


def test_a_form_sent_for_a_record_just_merged_is_not_lost(by: Actor, client_of: ClientOf) -> None:
    """An edit during a merge: what was typed is shown with who merged, or saved on the survivor; never dropped."""
    survivor, other = added(by), added(by, given="Ada", family="King")
    version = shown(other).version + 5
    merging.merge(other, by=by, survivor=survivor, reason="The same letter came for both")
    sent = {"_form": "NameForm", "_version": str(version), "kind": "alias", "given": "Countess of L"}
    answer = client_of(by).post(f"/people/{other}/names/add/", sent)
    assert answer.status_code == 409
    assert "Countess of L" in answer.content.decode()
