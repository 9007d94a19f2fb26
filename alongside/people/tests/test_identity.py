"""Names, birth and NHS number: appended, put right, shown, searched. Users 2.4; R-120, R-241."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.test import Client

from alongside.people.actions import identity
from alongside.people.actions.person import add_person, differing
from alongside.people.models import Name, Person, SearchCard, SearchKey, Trait
from alongside.people.tests.making import KEY, add, again, worker
from alongside.people.tests.stating import added, shown
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Event, Grant
from alongside.web.errors import Forbidden, Missing, Refused, Stale

ClientOf = Callable[[object], Client]

NUMBER, OTHER = "943 476 5919", "900 000 0009"
LONG = "Wolfeschlegelsteinhausenbergerdorff " * 6


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whom `by` added."""
    return added(by)


def test_adding_opens_the_record_to_adder_and_team(by: Actor, ada: int) -> None:
    """The adder sees it for a working day, the team for as long as it works with the person."""
    grants = {grant.holder: grant for grant in Grant.objects.filter(record_id=ada)}
    assert set(grants) == set(by.holders)
    assert grants[by.own].ends_at is not None
    assert all(grants[holder].ends_at is None for holder in by.holders if holder != by.own)
    assert Person.objects.visible_to(by).filter(pk=ada).exists()


def test_adding_without_a_name_is_refused(by: Actor) -> None:
    """Somebody nameless is described, not left blank."""
    with pytest.raises(Refused, match="Enter a name") as refused:
        add_person(by=by, given="  ", family="")
    assert refused.value.field == "given"


def test_adding_needs_the_permission(db: None) -> None:
    """An analyst adds nobody."""
    with pytest.raises(Forbidden):
        add_person(by=worker("analyst", "governance"), given="Ada")


@pytest.mark.parametrize(
    "name", ["عبد الرحمن بن محمد", "李小龍", "Ọládàpọ̀ O’Sullivan-Żak", LONG.strip(), "X Æ A-12"]
)
def test_names_are_kept_as_they_are_written(by: Actor, name: str, client_of: ClientOf) -> None:
    """Right to left, other scripts, 200 letters, marks: stored, shown and findable; never put in capitals."""
    person_id = add_person(by=by, given=name, family="")
    assert shown(person_id).name == name
    page = client_of(by).get(f"/people/{person_id}/").content.decode()
    assert name in page.replace("&#39;", "'")
    assert SearchKey.objects.filter(person_id=person_id).exists()


def test_a_new_name_takes_over_and_the_old_one_still_finds(by: Actor, ada: int) -> None:
    """Marriage, deed poll, transition: the former name is history, and who knows only that still finds the person."""
    identity.add_name(ada, by=by, kind="current", given="Ada", family="Byron", starts_on="2020-03")
    assert (shown(ada).name, shown(ada).sort_name) == ("Ada Byron", "byron ada")
    words = set(SearchKey.objects.filter(person_id=ada, kind=3).values_list("key", flat=True))
    assert {"byron", "lovelace", "ada"} <= words
    assert SearchCard.objects.get(person_id=ada).names.split() == ["ada", "lovelace", "byron"]


def test_a_name_from_tomorrow_is_not_shown_today(by: Actor, ada: int) -> None:
    """What begins later is on the record and not yet in the lists."""
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    identity.add_name(ada, by=by, kind="current", given="Augusta", family="King", starts_on=tomorrow)
    assert shown(ada).name == "Ada Lovelace"


def test_a_wrong_name_is_withdrawn_and_leaves_the_search(by: Actor, ada: int) -> None:
    """Corrected by appending: the wrong row stays, with who, when and why; it no longer finds anybody."""
    wrong = Name.objects.for_system("test").get(person_id=ada)
    identity.correct_name(ada, by=by, name_id=wrong.pk, given="Adah", family="Lovelace", why="Misheard")
    rows = {row.given: row for row in Name.objects.for_system("test").filter(person_id=ada)}
    assert (rows["Ada"].withdrawn_why, rows["Ada"].withdrawn_by_id) == ("Misheard", by.worker_id)
    assert rows["Adah"].withdrawn_at is None
    assert shown(ada).name == "Adah Lovelace"
    assert not SearchKey.objects.filter(person_id=ada, kind=3, key="ada").exists()


def test_putting_right_needs_a_reason(by: Actor, ada: int) -> None:
    """A mistake without a word is a change nobody understands."""
    name = Name.objects.for_system("test").get(person_id=ada)
    with pytest.raises(Refused, match="Say what was wrong"):
        identity.correct_name(ada, by=by, name_id=name.pk, given="Adah", why="  ")
    assert Name.objects.for_system("test").filter(person_id=ada).count() == 1


def test_the_only_name_cannot_end(by: Actor, ada: int) -> None:
    """Nobody is left without a name."""
    name = Name.objects.for_system("test").get(person_id=ada)
    with pytest.raises(Refused, match="only name"):
        identity.end_name(ada, by=by, name_id=name.pk, ends_on="2026")


def test_another_persons_name_is_not_changed_here(by: Actor, ada: int) -> None:
    """A number from another record is refused, whatever the form sent."""
    other = Name.objects.for_system("test").get(person_id=added(by, given="Grace"))
    with pytest.raises(Refused, match="not on this record"):
        identity.correct_name(ada, by=by, name_id=other.pk, given="X", why="because")


@pytest.mark.parametrize(
    ("former", "new", "why"),
    [
        ("", "1949", ""),
        ("~1949", "1951-12-10", ""),
        ("1949", "1949-06-15", ""),
        ("1949-06-15", "1950-06-15", "Letter misread"),
    ],
)
def test_birth_is_stated_refined_and_corrected(by: Actor, former: str, new: str, why: str) -> None:
    """About a year, a year, a day: what becomes more exact needs no reason, what contradicts does."""
    person_id = added(by, born=former)
    identity.set_born(person_id, by=by, born=new, why=why)
    assert shown(person_id).born == new
    kept = Trait.objects.for_system("test").filter(person_id=person_id, attribute="born").order_by("pk")
    assert [row.code for row in kept] == ([former] if former else []) + [new]


def test_a_contradicting_birth_needs_a_reason(by: Actor, ada: int) -> None:
    """1951 does not become 1915 without a word."""
    with pytest.raises(Refused, match="Say what was wrong"):
        identity.set_born(ada, by=by, born="1915-12-10")
    assert shown(ada).born == "1951-12-10"


@pytest.mark.parametrize("born", ["2999-01-01", "1949-13", "not a date", "1949-02-30"])
def test_impossible_births_are_refused(by: Actor, born: str) -> None:
    """A date that cannot be, or is still to come."""
    with pytest.raises(Refused) as refused:
        added(by, born=born)
    assert refused.value.field == "born"
    assert not Person.objects.for_system("test").filter(name="Ada Lovelace").exists()


@pytest.mark.parametrize(
    "number", ["943 476 5918", "000 000 0000", "111 111 1111", "943 476 591", "94A 476 5919"]
)
def test_bad_nhs_numbers_are_refused_at_their_field(by: Actor, number: str) -> None:
    """Check digit, noughts, one digit repeated, too short, letters."""
    with pytest.raises(Refused) as refused:
        added(by, nhs_number=number)
    assert refused.value.field == "nhs_number"


def test_nhs_number_and_the_reason_it_is_absent_exclude_each_other(by: Actor, ada: int) -> None:
    """Absent “not asked” until one is given; the database refuses both together."""
    assert (shown(ada).nhs_number, shown(ada).nhs_absent_reason) == ("", "not-asked")
    identity.set_nhs_number(ada, by=by, nhs_number=NUMBER)
    assert (shown(ada).nhs_number, shown(ada).nhs_status, shown(ada).nhs_absent_reason) == (
        "9434765919",
        "02",
        "",
    )
    person = shown(ada)
    person.nhs_absent_reason = "not-asked"
    with pytest.raises(IntegrityError):
        person.save()


def test_verifying_keeps_the_number(by: Actor, ada: int) -> None:
    """The same number traced: the status changes, no reason is asked."""
    identity.set_nhs_number(ada, by=by, nhs_number=NUMBER)
    identity.set_nhs_number(ada, by=by, nhs_number=NUMBER, nhs_status="01")
    assert (shown(ada).nhs_number, shown(ada).nhs_status) == ("9434765919", "01")


def test_another_number_needs_a_reason_and_taking_it_away_too(by: Actor, ada: int) -> None:
    """A number on a record was somebody's; that it was wrong is said."""
    identity.set_nhs_number(ada, by=by, nhs_number=NUMBER)
    with pytest.raises(Refused, match="Say what was wrong"):
        identity.set_nhs_number(ada, by=by, nhs_number=OTHER)
    with pytest.raises(Refused, match="Say what was wrong"):
        identity.set_no_nhs_number(ada, by=by, nhs_absent_reason="declined")
    identity.set_no_nhs_number(ada, by=by, nhs_absent_reason="declined", why="Her sister's number")
    assert (shown(ada).nhs_number, shown(ada).nhs_absent_reason) == ("", "declined")


def test_a_number_on_two_records_is_warned_of_not_refused(by: Actor, ada: int) -> None:
    """cld.md 1.4 no. 9: said once, without saying whose; then it is the worker's decision."""
    add(given="Secret", family="Somebody", nhs_number=NUMBER)
    with pytest.raises(Refused, match="Another record has this NHS number") as refused:
        identity.set_nhs_number(ada, by=by, nhs_number=NUMBER)
    assert "Secret" not in refused.value.message
    assert shown(ada).nhs_number == ""
    identity.set_nhs_number(ada, by=by, nhs_number=NUMBER, certain=True)
    assert shown(ada).nhs_number == "9434765919"


def test_pressed_twice_is_one_name(by: Actor, ada: int) -> None:
    """One key, one deed, the same answer."""
    said = {"by": by, "key": KEY, "kind": "alias", "given": "Countess"}
    assert identity.add_name(ada, **said) == identity.add_name(ada, **said)
    assert Name.objects.for_system("test").filter(person_id=ada, kind="alias").count() == 1
    assert Event.objects.for_system("test").filter(record_id=ada, kind="people.name added").count() == 1


def test_a_form_opened_before_another_save_is_stale(by: Actor, ada: int) -> None:
    """Nothing is overwritten unseen; who saved first is named."""
    version = shown(ada).version
    identity.add_name(ada, by=by, version=version, kind="alias", given="Countess")
    with pytest.raises(Stale) as stale:
        identity.set_born(ada, by=by, version=version, born="1951-12-11", why="Misread")
    assert (stale.value.by, stale.value.version) == (by.name, version + 1)
    assert shown(ada).born == "1951-12-10"


def test_nobody_changes_whom_they_cannot_see(ada: int) -> None:
    """Another's record answers as if it were not there."""
    stranger = again(worker(name="A stranger"))
    other = add()
    with pytest.raises(Missing):
        identity.add_name(other, by=stranger, kind="alias", given="X")


def test_what_is_shown_follows_from_what_is_stated(by: Actor, ada: int) -> None:
    """The columns are derived: altered past the actions, the check finds them."""
    identity.add_name(ada, by=by, kind="known-as", given="Lady L")
    assert [person.pk for person, _ in differing()] == []
    Person.objects.for_system("test").filter(pk=ada).update(known_as="somebody else")
    assert [person.pk for person, _ in differing()] == [ada]


def test_age_is_a_range_where_the_birth_is_approximate(by: Actor, client_of: ClientOf) -> None:
    """“About 1949” never becomes 1 January 1949."""
    person_id = added(by, born="~1949")
    page = client_of(by).get(f"/people/{person_id}/").content.decode()
    year = date.today().year  # noqa: DTZ011 the year only
    assert f"{year - 1952}" in page or f"{year - 1951}" in page
    assert "born about 1949" in page
    assert "1 January" not in page
