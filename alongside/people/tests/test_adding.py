"""Adding a person: who it may be comes first, and nobody is added twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.people.actions import places
from alongside.people.models import Person, Reach
from alongside.people.queries import comparing
from alongside.people.tests.making import KEY, add, bare, restricted, worker
from alongside.records.actors import SYSTEM
from alongside.records.models import BlindMatch, Entry

ClientOf = Callable[[object], Client]
NEW = {
    "given": "Zuleika", "family": "Quillfeather", "born-day": "18", "born-month": "6", "born-year": "1990",
    "_form": "AddPerson", "_key": KEY,
}  # fmt: skip

NEW_NAME = {"given": "Zuleika", "family": "Quillfeather", "message": "Wants help"}


def _count(family: str = "Quillfeather") -> int:
    return Person.objects.for_system("test").filter(name__contains=family).count()


def test_posted_twice_is_one_person(db: None, client_of: ClientOf) -> None:
    """A double click, or a reload of the page that was sent, adds nobody."""
    client = client_of(worker())
    answers = [client.post("/people/add/", NEW | {"phone": "07700 900123"}) for _press in range(2)]
    assert _count() == 1
    assert [answer["Location"] for answer in answers] == [answers[0]["Location"]] * 2
    person = Person.objects.for_system("test").get(name="Zuleika Quillfeather")
    assert (person.born, person.nhs_absent_reason) == ("1990-06-18", "not-asked")
    assert Reach.objects.for_system("test").get(person=person).value == "07700 900123"


def test_likely_matches_come_first_with_reasons(db: None, client_of: ClientOf) -> None:
    """Users 1.2 no. 8: nobody is added before the likely matches were on the page, each with its reasons in words."""
    there = add(given="Suleika", family="Quillfeather", born="1990-06-18", postcode="NW9 4AB")
    client = client_of(worker())
    html = client.post("/people/add/", NEW).content.decode()
    assert _count() == 1
    assert "Same birth date" in html
    assert f"/people/{there}/open/" in html
    assert "None of these: add the person" in html
    assert client.post("/people/add/", NEW | {"shown": str(there)}).status_code == 303
    assert _count() == 2


@pytest.mark.parametrize("form", ["Contact", "AddPerson", ""])
def test_what_is_carried_along_is_checked_as_what_is_typed(db: None, client_of: ClientOf, form: str) -> None:
    """Whatever a browser or a program leaves out or alters on the way, the page says what is wrong with it."""
    altered = {"_form": form} if form else {}
    for sent in (altered, altered | NEW_NAME | {"born-day": "41", "born-month": "6", "born-year": "1990"}):
        answer = client_of(worker()).post("/people/add/", sent)
        assert answer.status_code == 200
        assert "There is a problem" in answer.content.decode()
    assert _count() == 0


def test_twins_and_parents_are_shown_with_why_they_are_two(db: None) -> None:
    """Daniel and David O’Brien, Mohammed Khan and his son: likely by the score, and told apart in words."""
    by = worker()
    add(given="Dorian", family="Quillfeather", born="2001-04-30", postcode="NW9 4AB")
    add(given="Mohammed", family="Quillfeather", born="1948-02-11", postcode="NW9 4AB")
    said = dict.fromkeys(("known_as", "nhs_number", "phone"), "") | {
        "family": "Quillfeather",
        "postcode": "NW9 4AB",
    }
    twin = comparing.likely(comparing.described(said | {"given": "David", "born": "2001-04-30"}), by)
    son = comparing.likely(comparing.described(said | {"given": "Mohammed", "born": "1975-09-05"}), by)
    assert any("twins" in bar for each in twin.rows for bar in each.said.bars)
    assert any("generation" in bar for each in son.rows for bar in each.said.bars)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"nhs_number": "9000000001"}, "its check digit is wrong"),
        ({"nhs_number": "1111111111"}, "never one digit repeated"),
        ({"born-day": "31", "born-month": "2"}, "February"),
        ({"born-year": "2090"}, "must be today or in the past"),
        ({"given": "", "family": ""}, "Enter a name"),
    ],
)
def test_what_is_wrong_is_said_and_the_answers_stay(
    db: None, client_of: ClientOf, wrong: dict[str, str], said: str
) -> None:
    """A refused number or date costs nobody their typing."""
    html = (
        client_of(worker())
        .post("/people/add/", NEW | {"lines": "9 Victoria Terrace"} | wrong)
        .content.decode()
    )
    assert said in html
    assert "9 Victoria Terrace" in html
    assert _count() == 0


def test_little_need_be_known(db: None, client_of: ClientOf) -> None:
    """Users 1.2 no. 17: one name is enough; an approximate date stays approximate."""
    sent = {"family": "Quillfeather", "born-year": "about 1949", "_form": "AddPerson"}
    assert client_of(worker()).post("/people/add/", sent).status_code == 303
    assert Person.objects.for_system("test").get(name="Quillfeather").born == "~1949"


def test_a_likely_restricted_person_can_only_be_taken_as_a_contact(db: None, client_of: ClientOf) -> None:
    """R-242: no second record of the most endangered, and nothing of the first is shown."""
    hidden = add(given="Zuleika", family="Quillfeather", born="1990-06-18")
    restricted(hidden)
    client = client_of(worker())
    html = client.post("/people/add/", NEW).content.decode()
    assert "A restricted record may match." in html
    assert "add the person" not in html.lower().replace("do not add the person", "")
    assert f"/people/{hidden}/" not in html
    assert client.post("/people/add/", NEW | {"shown": str(hidden)}).status_code == 200
    assert _count() == 1
    sent = NEW | {"_form": "Contact", "message": "She is at the desk"}
    assert "/taken/" in client.post("/people/add/", sent)["Location"]
    assert BlindMatch.objects.get(record_id=hidden).message == "She is at the desk"
    entry = Entry.objects.filter(tbl="people.add", op="R").order_by("-id").first()
    assert entry is not None
    assert str(hidden) in str(entry.payload)


def test_every_restricted_match_reads_the_same(db: None, client_of: ClientOf) -> None:
    """Whichever of two restricted people is meant, the page differs in nothing but what was typed."""
    client, pages = client_of(worker()), []
    for given, family, number in (
        ("Zuleika", "Quillfeather", ""),
        ("Bartholomew", "Fotheringay", "9991234594"),
    ):
        restricted(add(given=given, family=family, born="1990-06-18", nhs_number=number))
        pages.append(
            bare(client.post("/people/add/", NEW | {"given": given, "family": family}), given, family)
        )
    assert pages[0] == pages[1]


def test_the_officer_sees_whom_they_would_double(db: None, client_of: ClientOf) -> None:
    """It is the restricted-records officer who decides."""
    hidden = add(given="Zuleika", family="Quillfeather", born="1990-06-18")
    restricted(hidden)
    html = (
        client_of(worker("restricted-records-officer", "governance"))
        .post("/people/add/", NEW)
        .content.decode()
    )
    assert "Restricted" in html
    assert "None of these: add the person" in html


def test_a_confidential_address_is_not_given_away_by_agreeing(db: None) -> None:
    """Typing a postcode must not tell whether somebody in hiding lives there."""
    by = worker()
    person = add(given="Zuleika", family="Quillfeather", born="1990-06-18")
    places.add_address(
        person, by=SYSTEM, purpose="home", lines="1 Elm Road", postcode="NW9 4AB", safety="confidential",
        safety_why="She fled",
    )  # fmt: skip
    said = {
        "given": "Zuleika",
        "family": "Quillfeather",
        "born": "1990-06-18",
        "known_as": "",
        "nhs_number": "",
        "phone": "",
    }
    with_it, without = (
        comparing.likely(comparing.described(said | {"postcode": each}), by) for each in ("NW9 4AB", "")
    )
    assert [each.said.reasons for each in with_it.rows] == [each.said.reasons for each in without.rows]
    assert [each.row.place for each in with_it.rows] == [""]


def test_who_may_not_add_people(db: None, client_of: ClientOf) -> None:
    """A finance officer finds people and adds nobody."""
    client = client_of(worker("finance-officer", "finance"))
    assert client.get("/people/add/").status_code == 403
    assert client.post("/people/add/", NEW).status_code == 403
    assert "Add a new person" not in client.get("/people/", {"q": "quillfeather"}).content.decode()
