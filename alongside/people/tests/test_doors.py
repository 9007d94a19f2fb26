"""The doors of a record: truth tables of who must see nothing, and that nothing opens before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from alongside.people.models import Person
from alongside.people.tests.making import KEY, add, again, bare, opened, restricted, worker
from alongside.records import clock
from alongside.records.actions import access as records
from alongside.records.actions import duty
from alongside.records.models import GlassBroken, Grant, Restriction

ClientOf = Callable[[object], Client]
NOBODY = 999_999


def _visible(person: int, who: object) -> bool:
    return bool(Person.objects.visible_to(again(who)).filter(pk=person).exists())  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["social-worker", "team-manager", "head-of-service", "front-door-officer"])
def test_looking_at_the_door_opens_nothing(db: None, client_of: ClientOf, role: str) -> None:
    """A GET never grants: a link in an e-mail, or a browser reading ahead, opens no record."""
    who, person = worker(role), add()
    client = client_of(who)
    assert client.get(f"/people/{person}/open/").status_code == 200
    assert client.get(f"/people/{person}/").status_code in {303, 404}
    assert not _visible(person, who)


def test_one_press_with_a_reason_opens(db: None, client_of: ClientOf) -> None:
    """Users 1.2: one click, logged; the reason is the council's word, with one's own if wished."""
    who, person = worker(), add()
    answer = client_of(who).post(f"/people/{person}/open/", {"because": "duty", "reason": "hospital rang"})
    assert answer["Location"] == f"/people/{person}/"
    assert _visible(person, who)
    grant = Grant.objects.get(record_id=person, holder=who.own)
    assert grant.reason == "Duty work today: hospital rang"
    assert grant.ends_at is not None


def test_no_reason_no_record(db: None, client_of: ClientOf) -> None:
    """An unknown reason is no reason; the page asks again."""
    who, person = worker(), add()
    for sent in ({}, {"because": "curiosity"}):
        html = client_of(who).post(f"/people/{person}/open/", sent).content.decode()
        assert "Say why you need to open this record." in html
    assert not _visible(person, who)


def test_a_shift_opens_on_its_strength_and_ends_with_it(db: None, client_of: ClientOf) -> None:
    """Out of hours no reason is typed; the shift is the reason, and its end the end."""
    who, person = worker("emergency-duty-worker", "emergency-duty"), add()
    shift = duty.begin_shift(by=who, ends_at=clock.now() + timedelta(hours=8), handover_in="Quiet")
    client = client_of(who)
    assert "Open on emergency duty" in client.get(f"/people/{person}/open/").content.decode()
    assert not _visible(person, who)
    client.post(f"/people/{person}/open/", {})
    assert Grant.objects.get(record_id=person).source == f"shift:{shift}"
    duty.end_shift(shift, by=again(who), handover_out="Seen at home")
    assert not _visible(person, who)


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("finance-officer", "finance"),
        ("caldicott-guardian", "governance"),
        ("complaints-officer", "governance"),
        ("analyst", "governance"),
        ("system-administrator", ""),
        ("provider", ""),
    ],
)
def test_who_opens_no_record_with_a_reason(db: None, client_of: ClientOf, role: str, kind: str) -> None:
    """They see a name in the search at most."""
    who, person = worker(role, kind), add()
    client = client_of(who)
    assert client.get(f"/people/{person}/open/").status_code == 403
    assert client.post(f"/people/{person}/open/", {"because": "duty"}).status_code == 403
    assert not _visible(person, who)


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("social-worker", "locality"),
        ("team-manager", "locality"),
        ("safeguarding-worker", "safeguarding"),
        ("head-of-service", ""),
        ("caldicott-guardian", "governance"),
        ("emergency-duty-worker", "emergency-duty"),
        ("restricted-records-officer", "governance"),
    ],
)
def test_a_restricted_record_is_not_there(db: None, client_of: ClientOf, role: str, kind: str) -> None:
    """Every page of it answers word for word as a number that nobody has (design 3: another's record answers 404)."""
    who = worker(role, kind, name="Pat Example")
    person = add()
    restricted(person)
    client = client_of(who)
    for path in ("", "open/", "merge/", "life/", "died/"):
        there, nowhere = (client.get(f"/people/{number}/{path}") for number in (person, NOBODY))
        if there.status_code == 303:
            there, nowhere = (client.get(each["Location"]) for each in (there, nowhere))
        assert (there.status_code, there.status_code) in {
            (404, nowhere.status_code),
            (403, nowhere.status_code),
        }
        assert bare(there, *_called(person)) == bare(nowhere, *_called(NOBODY))
    if who.may("open records"):
        assert client.post(f"/people/{person}/open/", {"because": "duty"}).status_code == 404
    assert not _visible(person, who)


def test_whoever_loses_sight_finds_no_page(db: None, client_of: ClientOf) -> None:
    """Restriction bites at once, also on a page that is open in the browser."""
    loser, keeper, person = worker(), worker(), add()
    opened(person, loser, keeper)
    client = client_of(loser)
    assert client.get(f"/people/{person}/").status_code == 200
    restricted(person, keeper)
    assert client.get(f"/people/{person}/").status_code in {303, 404}
    assert client.get(f"/people/{person}/open/").status_code == 404
    assert client_of(keeper).get(f"/people/{person}/").status_code == 200


def test_breaking_the_glass_says_nothing_beforehand(db: None, client_of: ClientOf) -> None:
    """A restricted record, an ordinary one and none at all: one page, and one refusal for the last two."""
    client = client_of(worker())
    hidden, ordinary = add(), add(given="Grace", family="Hopper")
    restricted(hidden)
    pages, refusals = set(), set()
    for number in (hidden, ordinary, NOBODY):
        pages.add(bare(client.get(f"/people/{number}/break-glass/"), *_called(number)))
    for number in (ordinary, NOBODY):
        sent = {"category": "life-at-risk", "reason": "Ambulance at the door now"}
        refusals.add(bare(client.post(f"/people/{number}/break-glass/", sent), *_called(number)))
    assert len(pages) == len(refusals) == 1


def _called(number: int) -> tuple[str, ...]:
    """How a page repeats the number that was asked for."""
    return (f"people/{number}/", f"people%2F{number}%2F", f"record {number}")


def test_broken_glass_opens_for_some_hours_and_waits_for_review(db: None, client_of: ClientOf) -> None:
    """R-244: told at once, time-limited, reviewed; a second press is the same breaking."""
    who, person = worker(), add()
    restricted(person)
    sent = {
        "category": "life-at-risk",
        "reason": "Ambulance at the door now",
        "_key": KEY,
    }
    client = client_of(who)
    for _press in range(2):
        assert client.post(f"/people/{person}/break-glass/", sent)["Location"] == f"/people/{person}/"
    assert client.get(f"/people/{person}/").status_code == 200
    broken = GlassBroken.objects.get()
    assert broken.grant.ends_at is not None
    assert broken.grant.ends_at <= clock.now() + timedelta(hours=12)


def test_a_contact_is_the_way_to_the_glass_without_a_number(db: None, client_of: ClientOf) -> None:
    """Whoever took the contact may break the glass of what it may concern; nobody else by that number."""
    who, other, person = worker(), worker(), add()
    restricted(person)
    contact = records.report_blind_match(person, by=who, message="She is at the door")
    sent = {"category": "life-at-risk", "reason": "She is at the door and bleeding"}
    refused = client_of(other).post(f"/people/contacts/{contact}/break-glass/", sent)
    assert "No restricted record has this number" in refused.content.decode()
    answer = client_of(who).post(f"/people/contacts/{contact}/break-glass/", sent)
    assert answer["Location"] == f"/people/{person}/"


def test_restricting_names_those_who_stay(db: None, client_of: ClientOf) -> None:
    """Who has it open is offered; whoever is chosen keeps sight, the officer learns of nothing else."""
    officer, stays, goes, person = (
        worker("restricted-records-officer", "governance"),
        worker(),
        worker(),
        add(),
    )
    opened(person, stays, goes)
    client = client_of(officer)
    page = client.get(f"/people/{person}/restrict/").content.decode()
    assert stays.name in page
    assert goes.name in page
    day = clock.today() + timedelta(days=30)
    sent = {
        "category": "stalking", "reason": "A neighbour waits outside", "named": [stays.own],
        "review_on-day": day.day, "review_on-month": day.month, "review_on-year": day.year,
    }  # fmt: skip
    assert client.post(f"/people/{person}/restrict/", sent)["Location"] == f"/people/{person}/restriction/"
    assert (_visible(person, stays), _visible(person, goes), _visible(person, officer)) == (
        True,
        False,
        False,
    )
    assert (
        client.post(f"/people/{person}/restriction/", {"_form": "Name", "holder": goes.own}).status_code
        == 303
    )
    assert _visible(person, goes)
    client.post(f"/people/{person}/restriction/", {"_form": "Lift", "reason": "He was arrested"})
    assert not Restriction.objects.filter(record_id=person, ended_at__isnull=True).exists()
    assert (_visible(person, stays), _visible(person, goes)) == (True, True)


def test_somebody_has_to_be_named(db: None, client_of: ClientOf) -> None:
    """A record that nobody may see is a person whom nobody helps."""
    officer, person = worker("restricted-records-officer", "governance"), add()
    day = clock.today() + timedelta(days=30)
    sent = {
        "category": "stalking", "reason": "A neighbour waits outside",
        "review_on-day": day.day, "review_on-month": day.month, "review_on-year": day.year,
    }  # fmt: skip
    html = client_of(officer).post(f"/people/{person}/restrict/", sent).content.decode()
    assert "Name at least one worker or team" in html
    assert "A neighbour waits outside" in html
    assert not Restriction.objects.filter(record_id=person).exists()
