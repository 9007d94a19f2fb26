"""Finding people, and what a search says of somebody who may not be shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.people.queries import finding
from alongside.people.tests.making import KEY, add, bare, opened, restricted, worker
from alongside.records.audit.reading import records_in
from alongside.records.models import BlindMatch, Entry, Event
from alongside.records.queries import access

ClientOf = Callable[[object], Client]
WAYS = (
    {"given": "Zuleika", "family": "Quillfeather", "born": "1990-06-18"},
    {
        "given": "Bartholomew",
        "family": "Fotheringay-Cholmondeley",
        "born": "1931-01-02",
        "nhs_number": "9991234578",
    },
    {"given": "Li", "family": "Wu", "born": "2003-12-30", "known_as": "Lily"},
)


def _text(said: dict[str, str]) -> str:
    return f"{said['given']} {said['family']}"


def test_names_in_any_order_show_no_more_than_search_may(db: None) -> None:
    """Users 1.2 no. 7: name, known as, date of birth, part of the postcode; whether it is open to the reader."""
    by = worker()
    person = add(
        given="John",
        family="Smith",
        known_as="Jack",
        born="1941-07-03",
        postcode="NW9 4AB",
        lines="1 Elm Road",
    )
    for said in ("smith john", "jack 1941", "3 july 1941 smith", "john smith NW9"):
        (row, *_more) = finding.find(said, by).rows
        assert (row.id, row.name, row.known_as, row.born) == (person, "John Smith", "Jack", "3 July 1941")
        assert (row.place, row.is_open, row.alert, row.deceased) == ("NW9 4", False, False, False)
    opened(person, by)
    assert finding.find("john smith", by).rows[0].is_open


def test_a_search_is_one_entry_with_everybody_it_touched(db: None, client_of: ClientOf) -> None:
    """R-246: who was listed and who was matched blind, in one entry of reading."""
    by = worker()
    seen, hidden = add(given="Zuleika", family="Quillfether"), add(**WAYS[0])
    restricted(hidden)
    before = Entry.objects.filter(op="R").count()
    client_of(by).get("/people/", {"q": "zuleika quillfeather"})
    (entry,) = Entry.objects.filter(op="R").order_by("id")[before:]
    assert set(records_in(entry)) >= {hidden}
    assert entry.tbl == "people.find"
    assert seen in records_in(entry)


@pytest.mark.parametrize("said", WAYS)
def test_a_restricted_person_is_never_listed(db: None, client_of: ClientOf, said: dict[str, str]) -> None:
    """Not the name (unless typed), not the number, not the birth date: only that a restricted record may match."""
    hidden = add(**said)
    restricted(hidden)
    html = client_of(worker()).get("/people/", {"q": _text(said)}).content.decode()
    assert "A restricted record may match." in html
    assert "Add a new person" not in html
    for secret in (f"/people/{hidden}/", said["born"][:4], said.get("known_as") or "\0"):
        assert secret not in html


def test_every_blind_match_looks_the_same(db: None, client_of: ClientOf) -> None:
    """Whoever is meant and however many: word for word one page, for as many statements."""
    by = worker()
    client, pages, counts = client_of(by), [], []
    for said in WAYS:
        restricted(add(**said))
        with CaptureQueriesContext(connection) as asked:
            finding.find(_text(said), by)
        counts.append(len(asked))
        pages.append(
            bare(client.get("/people/", {"q": _text(said)}), _text(said), _text(said).replace(" ", "+"))
        )
    restricted(add(**WAYS[0]))
    pages.append(
        bare(client.get("/people/", {"q": _text(WAYS[0])}), _text(WAYS[0]), _text(WAYS[0]).replace(" ", "+"))
    )
    assert len(set(pages)) == 1
    assert len(set(counts)) == 1


def test_a_single_fact_tells_nobody_who_is_restricted(db: None, client_of: ClientOf) -> None:
    """A family name alone is no way to fish."""
    restricted(add(**WAYS[0]))
    html = client_of(worker()).get("/people/", {"q": "quillfeather"}).content.decode()
    assert "restricted" not in html
    assert "Nobody was found." in html


def test_whoever_is_named_finds_the_person_as_usual(db: None) -> None:
    """Restricted to others is not restricted to those who care for them."""
    named, other = worker(), worker()
    hidden = add(**WAYS[0])
    restricted(hidden, named)
    assert [row.id for row in finding.find("zuleika quillfeather", named).rows] == [hidden]
    assert finding.find("zuleika quillfeather", named).unseen == ()
    assert finding.find("zuleika quillfeather", other).rows == ()
    assert finding.find("zuleika quillfeather", other).unseen == (hidden,)


def test_the_contact_reaches_the_officer_and_nobody_else(db: None, client_of: ClientOf) -> None:
    """R-243: the officer is told at once, of the record; the worker reads only a number."""
    by = worker()
    hidden = add(**WAYS[0])
    restricted(hidden)
    client = client_of(by)
    sent = {
        "message": "She rang about her medicine",
        "callback": "07700 900123",
        "_key": KEY,
    }
    for _press in range(2):
        answer = client.post("/people/?q=zuleika+quillfeather", sent)
    assert answer.status_code == 303
    (match,) = [each for each in access.blind_matches() if each.record_id == hidden]
    assert (match.record_id, match.message, match.callback) == (hidden, *list(sent.values())[:2])
    page = client.get(answer["Location"]).content.decode()
    assert "The officer has been told" in page
    assert "Quillfeather" not in page
    assert Event.objects.for_system("test").filter(record_id=hidden, kind="records.blind match").count() == 1


def test_a_contact_about_nobody_is_not_swallowed(db: None, client_of: ClientOf) -> None:
    """When the restriction was lifted meanwhile the answers stay and the worker searches again."""
    answer = client_of(worker()).post("/people/?q=zuleika+quillfeather", {"message": "She rang"})
    assert answer.status_code == 200
    assert "Search again before you send this." in answer.content.decode()
    assert not BlindMatch.objects.filter(message="She rang").exists()


def test_who_may_not_find_people_may_not_search(db: None, client_of: ClientOf) -> None:
    """The analyst, the provider and the system administrator have no search."""
    for role, kind in (("analyst", "governance"), ("system-administrator", ""), ("provider", "")):
        assert client_of(worker(role, kind)).get("/people/").status_code == 403


def test_little_is_asked_back(db: None, client_of: ClientOf) -> None:
    """A year alone is too little; no answer at all is an empty page with the box in focus."""
    client = client_of(worker())
    assert "too little to search by" in client.get("/people/", {"q": "1951"}).content.decode()
    assert "autofocus" in client.get("/people/").content.decode()
