"""Addresses and numbers; above all: what is confidential stays so. Users 2.4; R-243."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest
from django.test import Client

from alongside import council
from alongside.people.actions import places
from alongside.people.actions.person import differing
from alongside.people.models import Address, SearchCard, SearchKey
from alongside.people.queries import around, history
from alongside.people.queries.places import unplaced
from alongside.people.rules.shown import CONFIDENTIAL, UNSAFE
from alongside.people.tests.making import worker
from alongside.people.tests.stating import added, seen, shown
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Entry, Event
from alongside.web.errors import Refused

ClientOf = Callable[[object], Client]

SECRET = "Safe House Nine"


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whom `by` added."""
    return added(by)


def known_postcode(number: int = 0) -> str:
    """A postcode of the council's directory."""
    return sorted(council.current().directory.postcodes)[number]


@pytest.fixture
def fled(by: Actor, ada: int) -> int:
    """Ada has fled to a confidential address."""
    places.add_address(
        ada,
        by=by,
        purpose="home",
        lines=SECRET,
        postcode=known_postcode(),
        safety=CONFIDENTIAL,
        safety_why="He looks for her",
    )
    return ada


def test_an_address_is_placed_by_its_postcode(by: Actor, ada: int) -> None:
    """However the postcode is typed, it is kept in its usual form; ward and small area follow."""
    postcode = known_postcode()
    places.add_address(
        ada, by=by, purpose="home", lines="1 Elm Road", postcode=f" {postcode.lower().replace(' ', '')} "
    )
    row = Address.objects.for_system("test").get(person_id=ada)
    place = council.current().place(postcode)
    assert place is not None
    assert (row.postcode, row.ward, row.lsoa) == (postcode, place.ward, place.lsoa)
    assert (shown(ada).postcode, shown(ada).ward) == (postcode, place.ward)


@pytest.mark.parametrize("postcode", ["ZZ99 9ZZ", "12345 Berlin", ""])
def test_an_unknown_postcode_is_kept_and_listed(
    by: Actor, ada: int, postcode: str, client_of: ClientOf
) -> None:
    """Never refused: written down as typed, and on the page of addresses without a ward."""
    places.add_address(ada, by=by, purpose="home", lines="Somewhere else", postcode=postcode)
    assert [row.person_id for row in unplaced(by)] == [ada]
    html = client_of(by).get("/people/addresses-without-ward/").content.decode()
    assert "Somewhere else" in html
    assert [row.person_id for row in unplaced(worker(role="occupational-therapist", kind="therapy"))] == []


def test_looking_them_up_again_places_what_the_directory_has_learnt(by: Actor, ada: int) -> None:
    """A new directory, and the list is shorter by those it holds; no statement about the person changed."""
    places.add_address(ada, by=by, purpose="home", lines="1 Elm Road", postcode=known_postcode())
    row = Address.objects.for_system("test").get(person_id=ada)
    Address.objects.for_system("test").filter(pk=row.pk).update(ward="", lsoa="")
    assert places.place_addresses(by=by, address_ids=[row.pk]) == 1
    assert [person.pk for person, _ in differing()] == []
    assert unplaced(by) == []


def test_no_fixed_abode_is_an_address(by: Actor, ada: int) -> None:
    """Somebody without a home has a record all the same, and is not on the list of wrong postcodes."""
    places.add_address(ada, by=by, purpose="no-fixed-abode", lines="")
    assert [place.purpose for place in around.places(seen(ada, by), clock.today())] == ["No fixed abode"]
    assert unplaced(by) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"lines": " ", "postcode": ""}, "lines"),
        ({"lines": "x", "purpose": "palace"}, "purpose"),
        ({"lines": "x", "safety": CONFIDENTIAL}, "safety_why"),
        ({"lines": "x", "safety": "hidden", "safety_why": "y"}, "safety"),
        ({"lines": "x", "uprn": "12A"}, "uprn"),
        ({"lines": "x", "uprn": "1234567890123"}, "uprn"),
        ({"lines": "x", "starts_on": "2024", "ends_on": "2023"}, "ends_on"),
    ],
)
def test_what_an_address_must_have(by: Actor, ada: int, wrong: dict[str, str], field: str) -> None:
    """Each refusal with its sentence, at its field."""
    with pytest.raises(Refused) as refused:
        places.add_address(ada, by=by, **({"purpose": "home"} | wrong))
    assert refused.value.field == field
    assert refused.value.message.endswith(".")


def test_a_new_home_takes_over_and_a_stay_stands_beside_it(by: Actor, ada: int) -> None:
    """One home at a time; hospital and letters beside it."""
    first, second = known_postcode(0), known_postcode(1)
    places.add_address(ada, by=by, purpose="home", lines="1 Elm Road", postcode=first, starts_on="2001")
    places.add_address(ada, by=by, purpose="hospital", lines="Ward 3")
    places.add_address(
        ada, by=by, purpose="care-home", lines="The Limes", postcode=second, starts_on="2026-02"
    )
    said = [place.purpose for place in around.places(seen(ada, by), clock.today())]
    assert said == ["Home in a care home", "In hospital"]
    assert shown(ada).postcode == second
    assert set(SearchCard.objects.get(person_id=ada).postcodes.split()) == {
        first.replace(" ", "").lower(),
        second.replace(" ", "").lower(),
    }


def test_a_confidential_address_is_in_no_list_search_or_event(by: Actor, fled: int) -> None:
    """Nowhere but in its own row: not in the columns of lists, the search, the chronology, the sheet or the history."""
    postcode = known_postcode().replace(" ", "").lower()
    assert (shown(fled).postcode, shown(fled).ward) == ("", "")
    assert SearchCard.objects.get(person_id=fled).postcodes == ""
    assert not SearchKey.objects.filter(person_id=fled, key__contains=postcode).exists()
    assert not SearchKey.objects.filter(person_id=fled, key__contains=postcode[:-3]).exists()
    told = " ".join(
        f"{row.sentence} {row.content}" for row in Event.objects.for_system("test").filter(record_id=fled)
    )
    sheet = seen(fled, by)
    for text in (told, repr(sheet), repr(history.addresses(sheet, by, clock.today()))):
        assert SECRET not in text
        assert known_postcode() not in text
    assert "confidential address" in " ".join(_summary(fled, by))


def _summary(person_id: int, by: Actor) -> Sequence[str]:
    from alongside.people.queries.person import minute

    return minute(seen(person_id, by), clock.today()).text


def test_no_page_but_the_revealing_one_shows_it(by: Actor, fled: int, client_of: ClientOf) -> None:
    """Every page of the record is looked through; the one that shows it writes down that it did."""
    client = client_of(by)
    number = Address.objects.for_system("test").get(person_id=fled).pk
    pages = [
        "",
        "names/",
        "facts/",
        "facts/?on=1+1+2026",
        "places/",
        f"addresses/{number}/",
        "needs/",
        "circle/",
        "alerts/",
    ]
    for page in pages:
        html = client.get(f"/people/{fled}/{page}").content.decode()
        assert SECRET not in html, page
        assert known_postcode() not in html, page
    before = Entry.objects.filter(op="R", tbl="people.reveal_address").count()
    assert SECRET in client.get(f"/people/{fled}/addresses/{number}/show/").content.decode()
    assert SECRET in client.get(f"/people/{fled}/addresses/{number}/?do=correct").content.decode()
    looked = Entry.objects.filter(op="R", tbl="people.reveal_address").order_by("id")
    assert looked.count() == before + 2
    assert json.loads(looked[0].payload or "")["records"] == [fled]


def test_what_becomes_confidential_later_leaves_the_lists_and_the_history(by: Actor, ada: int) -> None:
    """The unmarked row is withdrawn; being the same address, it is hidden as well."""
    number = places.add_address(ada, by=by, purpose="home", lines="1 Elm Road", postcode=known_postcode())
    said = {"purpose": "home", "lines": "1 Elm  road", "postcode": known_postcode(), "safety": CONFIDENTIAL}
    places.correct_address(
        ada, by=by, address_id=number, why="He was released", safety_why="He must not know", **said
    )
    assert shown(ada).postcode == ""
    assert SearchCard.objects.get(person_id=ada).postcodes == ""
    assert "Elm" not in repr(history.addresses(seen(ada, by), by, clock.today()))


def test_a_former_address_still_finds_her_and_the_ward_does_not_give_the_new_one_away(
    by: Actor, ada: int
) -> None:
    """Fleeing: the former home is known to all; where she is now is not, not even by ward."""
    places.add_address(
        ada, by=by, purpose="home", lines="1 Elm Road", postcode=known_postcode(0), starts_on="2001"
    )
    places.add_address(
        ada,
        by=by,
        purpose="temporary",
        lines=SECRET,
        postcode=known_postcode(1),
        safety=CONFIDENTIAL,
        safety_why="Fled",
    )
    places.end_address(ada, by=by, address_id=_home(ada), ends_on=clock.today().isoformat())
    assert (shown(ada).postcode, shown(ada).ward) == ("", "")
    assert SearchCard.objects.get(person_id=ada).postcodes == known_postcode(0).replace(" ", "").lower()


def _home(person_id: int) -> int:
    return int(Address.objects.for_system("test").get(person_id=person_id, purpose="home").pk)


def test_an_unsafe_address_is_shown_with_its_warning(by: Actor, ada: int, client_of: ClientOf) -> None:
    """Where nobody writes or calls: in sight, with why."""
    places.add_address(
        ada, by=by, purpose="home", lines="1 Elm Road", safety=UNSAFE, safety_why="He opens her letters"
    )
    html = client_of(by).get(f"/people/{ada}/").content.decode()
    assert "Not safe to write or call: He opens her letters" in html
    assert "1 Elm Road" in html


@pytest.mark.parametrize(
    "value", ["07700 900123", "+49 (0)30 901820", "ring the shop and ask", "ada@example.org"]
)
def test_any_form_of_number_is_taken(by: Actor, ada: int, value: str) -> None:
    """Hackney's validation stopped people from being created: none here. “Not asked” is not a yes."""
    places.add_reach(ada, by=by, kind="mobile", value=value)
    (way,) = around.ways(seen(ada, by), clock.today())
    assert (way.value, way.safe) == (value, "Not asked whether a message may be left")


def test_a_number_is_put_right_and_ended(by: Actor, ada: int, client_of: ClientOf) -> None:
    """On its page: no message any more; then no longer in use."""
    client = client_of(by)
    number = places.add_reach(ada, by=by, kind="mobile", value="07700 900123", safe_to_leave_message="yes")
    sent = {
        "value": "07700 900123",
        "safe_to_leave_message": "no",
        "why": "He reads it",
        "_form": "CorrectReach",
    }
    answer = client.post(
        f"/people/{ada}/reach/{number}/?do=correct", sent | {"_version": str(shown(ada).version)}
    )
    assert answer.status_code == 303
    (way,) = around.ways(seen(ada, by), clock.today())
    assert way.safe == "Do not leave a message"
    sent = {"ends_on-year": "2026", "_form": "End", "_version": str(shown(ada).version)}
    assert client.post(f"/people/{ada}/reach/{way.id}/?do=end", sent).status_code == 303
    assert around.ways(seen(ada, by), clock.today()) == []


def test_blank_and_wrong_reaches_are_refused(by: Actor, ada: int) -> None:
    """A number without a number, a kind of no list, a word that is no answer."""
    for wrong, field in (
        ({"kind": "mobile", "value": " "}, "value"),
        ({"kind": "pigeon", "value": "x"}, "kind"),
        ({"kind": "mobile", "value": "x", "safe_to_leave_message": "perhaps"}, "safe_to_leave_message"),
    ):
        with pytest.raises(Refused) as refused:
            places.add_reach(ada, by=by, **wrong)
        assert refused.value.field == field
