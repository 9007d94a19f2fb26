"""The page of a journey and everything that can be done on it (R-052, R-018, G-12)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from operator import attrgetter
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from alongside.pathways import library
from alongside.pathways.actions import course, moving, opening, saying
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import past
from alongside.pathways.queries.journey_moves import slug
from alongside.pathways.rules.folding import standing
from alongside.pathways.tests.reading import plain, text
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.records.models import Entry
from alongside.web.door import link

pytestmark = pytest.mark.usefixtures("trial")

ClientOf = Callable[[object], Client]


@pytest.fixture
def begun(town: Any) -> int:
    """Alice asked for a rail."""
    priya = town.actor("priya")
    return int(opening.open_journey(town.alice, by=priya, pathway="grab-rail", came_by="self"))


def row(pk: int) -> Journey:
    return Journey.objects.for_system("test").get(pk=pk)


def post(client: Client, address: str, form: str, **said: Any) -> HttpResponse:
    return client.post(address, {"_form": form, "_key": str(uuid4()), **said})  # type: ignore[return-value]


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def given_to_priya(town: Any, pk: int) -> None:
    moving.move(pk, by=town.actor("priya"), move="sort")
    moving.move(pk, by=town.actor("grace"), move="give", owner=f"worker:{town.priya}")


def test_it_says_where_it_stands_and_what_is_owed(town: Any, begun: int, client_of: ClientOf) -> None:
    """Stage, whose turn, next step and day, waits with elapsed days, what is owed to whom by when (R-052)."""
    page = text(client_of("priya"), f"/people/{town.alice}/work/{begun}/")
    assert "Stage Asked for" in page
    assert "Whose turn Triage worker" in page
    assert "Next Decide how urgent it is by" in page
    assert "Waiting for the visit 0 0" in page
    assert "Somebody speaks with them G-01 the person" in page


def test_what_cannot_be_done_yet_says_why(town: Any, begun: int, client_of: ClientOf) -> None:
    """Each step with every reason at once: whose it is, what must be so first."""
    given_to_priya(town, begun)
    moving.move(begun, by=town.actor("priya"), move="measure")
    page = text(client_of("priya"), f"/people/{town.alice}/work/{begun}/")
    assert "Not yet so: It is known what is to be agreed, in pounds a week." in page
    course.value(begun, by=town.actor("priya"), amount=900_000)
    moving.move(begun, by=town.actor("priya"), move="price")
    assert "It is for: authoriser." in text(client_of("priya"), f"/people/{town.alice}/work/{begun}/")
    agree = text(client_of("grace"), f"/people/{town.alice}/work/{begun}/move/agree/")
    assert "It costs £9,000.00 a week, and your role agrees up to £500 a week." in agree
    assert "It cannot wait for somebody who may agree it" in agree


def test_a_wait_with_a_worker_is_not_over_before_the_person_is_seen(
    town: Any, begun: int, client_of: ClientOf
) -> None:
    """“Allocated, not yet seen” is counted as waiting."""
    given_to_priya(town, begun)
    assert "Allocated, not yet seen" in text(client_of("priya"), f"/people/{town.alice}/work/{begun}/")


def test_days_on_hold_are_shown_beside_and_never_taken_off(town: Any, client_of: ClientOf) -> None:
    """Pauses shown, never hidden."""
    priya = town.actor("priya")
    pk = opening.open_journey(
        town.alice, by=priya, pathway="grab-rail", happened_at=clock.now() - timedelta(days=3)
    )
    course.hold(pk, by=priya, why="In hospital", until_on=clock.today() + timedelta(days=9))
    page = text(client_of("priya"), f"/people/{town.alice}/work/{pk}/")
    assert "On hold In hospital" in page
    assert "Waiting for the visit 3 0" in page


def test_a_move_is_taken_once_however_often_it_is_sent(town: Any, begun: int, client_of: ClientOf) -> None:
    """A double press is one step, and its second send leads to the same place."""
    client, key = client_of("priya"), str(uuid4())
    address = f"/people/{town.alice}/work/{begun}/move/sort/"
    for _ in range(2):
        answer = client.post(
            address, {"_form": "Move-sort", "_key": key, "_version": str(row(begun).version)}
        )
        assert answer.status_code == 303
        assert answer["Location"] == f"/people/{town.alice}/work/{begun}/"
    assert [each.kind for each in past.events(begun)].count("moved") == 1


def test_a_stale_move_overwrites_nothing(town: Any, begun: int, client_of: ClientOf) -> None:
    """Somebody went on with it since the page was opened: told, and nothing is written."""
    client, version = client_of("priya"), row(begun).version
    course.plan(begun, by=town.actor("grace"), step="Ring Kofi", on=clock.today())
    address = f"/people/{town.alice}/work/{begun}/move/sort/"
    answer = post(client, address, "Move-sort", _version=str(version))
    assert answer.status_code == 409
    assert row(begun).stage == "asked"


def test_a_step_asks_what_its_definition_says(town: Any, begun: int, client_of: ClientOf) -> None:
    """A day where it has one, whom to give it to with what they carry, the reasons of its list."""
    moving.move(begun, by=town.actor("priya"), move="sort")
    grace = client_of("grace")
    page = text(grace, f"/people/{town.alice}/work/{begun}/move/give/")
    assert "To whom?" in page
    assert re.search(r"Priya Nair \(\d+ open of \d+ agreed\)", page)
    answer = post(grace, f"/people/{town.alice}/work/{begun}/move/give/", "Move-give")
    assert "Select" in plain(answer) or "Answer" in plain(answer)
    assert row(begun).stage == "waiting"
    answer = post(
        grace,
        f"/people/{town.alice}/work/{begun}/move/give/",
        "Move-give",
        **{"owner-give": f"worker:{town.priya}"},
    )
    assert answer.status_code == 303
    assert row(begun).owner == f"worker:{town.priya}"
    priya = client_of("priya")
    address = f"/people/{town.alice}/work/{begun}/move/measure/"
    assert "Visit: on which day?" in text(priya, address)
    tomorrow = boxes("happened_on-measure", clock.today() + timedelta(days=1))
    assert "must be today or in the past" in plain(post(priya, address, "Move-measure", **tomorrow))
    today = boxes("happened_on-measure", clock.today())
    assert post(priya, address, "Move-measure", **today).status_code == 303


def test_everything_that_can_come_next_on_one_page(town: Any, begun: int, client_of: ClientOf) -> None:
    """Several steps, each with its button; what is sent for one takes that one."""
    client, address = client_of("priya"), f"/people/{town.alice}/work/{begun}/next/"
    page = text(client, address)
    assert page.index("Sort") < page.index("Stop"), "an ending comes last"
    answer = post(client, address, "Move-stop", **{"outcome-stop": "unwanted"})
    assert answer.status_code == 303
    assert row(begun).outcome == "unwanted"
    assert "Ended Not wanted" in text(client, f"/people/{town.alice}/work/{begun}/")
    assert client.get(address).status_code == 303, "nothing comes next"


def test_a_reason_is_asked_for_and_read_by_whoever_goes_on(
    town: Any, begun: int, client_of: ClientOf
) -> None:
    """Returned for changes with a comment, which stands above the work (R-018)."""
    given_to_priya(town, begun)
    priya, grace = town.actor("priya"), client_of("grace")
    moving.move(begun, by=priya, move="measure")
    course.value(begun, by=priya, amount=4_000)
    moving.move(begun, by=priya, move="price")
    address = f"/people/{town.alice}/work/{begun}/move/return/"
    assert "Say why, so that whoever reads it understands" in plain(post(grace, address, "Move-return"))
    post(grace, address, "Move-return", **{"comment-return": "Which rail?"})
    assert "Grace Adeyemi says Which rail?" in text(client_of("priya"), f"/people/{town.alice}/work/{begun}/")


DEEDS = (
    ("plan", "Plan", {"step": "Ring Kofi"} | boxes("on", clock.today() + timedelta(days=3)), "next_step", "Ring Kofi"),
    ("prioritise", "Prioritise", {"priority": "1", "why": "Fell again"}, "priority", 1),
    ("amount", "Value", {"amount": "214.50"}, "amount", 21_450),
    (
        "hold",
        "Hold",
        {"reason": "in-hospital", "detail": "Ward 3"} | boxes("until_on", clock.today() + timedelta(days=9)),
        "hold_reason",
        "The person is in hospital: Ward 3",
    ),
)  # fmt: skip


@pytest.mark.parametrize("asked", DEEDS, ids=[each[0] for each in DEEDS])
def test_what_can_be_done_besides(town: Any, begun: int, client_of: ClientOf, asked: tuple[Any, ...]) -> None:
    """Plan, priority, amount, hold: each its own form, saved once, refused when blank."""
    deed, form, said, column, value = asked
    client, address = client_of("priya"), f"/people/{town.alice}/work/{begun}/{deed}/"
    assert "There is a problem" in plain(post(client, address, form))
    assert post(client, address, form, **said).status_code == 303
    assert getattr(row(begun), column) == value


def test_a_hold_is_ended_from_the_page(town: Any, begun: int, client_of: ClientOf) -> None:
    """Offered only while it is on hold."""
    client, address = client_of("priya"), f"/people/{town.alice}/work/{begun}/release/"
    assert client.get(address).status_code == 404
    course.hold(begun, by=town.actor("priya"), why="Away", until_on=clock.today() + timedelta(days=2))
    assert post(client, address, "Release").status_code == 303
    assert row(begun).hold_until_on is None


def test_it_is_passed_on_with_what_is_owed(town: Any, begun: int, client_of: ClientOf) -> None:
    """Other hands, with the reason; the promise goes with it."""
    address = f"/people/{town.alice}/work/{begun}/give/"
    said = {"owner": f"worker:{town.grace}", "reason": "On leave"}
    assert post(client_of("priya"), address, "Give", **said).status_code == 303
    assert row(begun).owner == f"worker:{town.grace}"
    assert Promise.objects.for_system("test").get(journey=begun).owner == f"worker:{town.grace}"


def test_recording_contact_keeps_what_was_promised(town: Any, begun: int, client_of: ClientOf) -> None:
    """From the promise itself, in two presses (G-01)."""
    client = client_of("priya")
    page = client.get(f"/people/{town.alice}/work/{begun}/").content.decode()
    address = re.search(r'href="([^"]*/say/\?name=[^"]*)"', page)
    assert address is not None, "no way to record the contact"
    said = {"name": "first human contact", "note": "She is well"} | boxes("happened_on", clock.today())
    assert post(client, address[1], "Say", **said).status_code == 303
    assert Promise.objects.for_system("test").get(journey=begun).how == "kept"
    said = {"name": "page acknowledged"} | boxes("happened_on", clock.today())
    assert "Choose from the list" in plain(post(client, address[1], "Say", **said)), "not said by hand"


def test_what_is_not_owed_any_more_says_why(town: Any, begun: int, client_of: ClientOf) -> None:
    """Excused, never kept, and only by those who see it."""
    promise = Promise.objects.for_system("test").get(journey=begun)
    address = f"/people/{town.alice}/owed/{promise.pk}/excuse/"
    assert client_of("tom").get(address).status_code in (303, 404)
    client = client_of("priya")
    assert "Say why it is not owed any more" in plain(post(client, address, "Excuse"))
    post(client, address, "Excuse", why="He rang us back")
    assert Promise.objects.for_system("test").get(pk=promise.pk).how == "excused"
    assert "not owed any more" in text(client, f"/people/{town.alice}/work/{begun}/")


def test_what_a_person_is_owed_apart_from_work_is_settled_too(town: Any, client_of: ClientOf) -> None:
    """A promise of no journey (G-25): the same page, back to the person's work."""
    saying.say_of(town.alice, by=SYSTEM, name="worker left")
    promise = Promise.objects.for_system("test").get(person=town.alice, journey=None, closed_at=None)
    address = f"/people/{town.alice}/owed/{promise.pk}/excuse/"
    answer = post(client_of("priya"), address, "Excuse", why="It was the same worker")
    assert answer["Location"] == f"/people/{town.alice}/work/"
    assert Promise.objects.for_system("test").get(pk=promise.pk).how == "excused"


def test_a_wrong_date_is_put_right_and_the_wrong_one_stays(town: Any, client_of: ClientOf) -> None:
    """Corrections by appending: the clock follows, the page shows what was first written."""
    pk = opening.open_journey(town.alice, by=town.actor("priya"), pathway="grab-rail")
    event, client = past.events(pk)[0].id, client_of("priya")
    asked = clock.today() - timedelta(days=4)
    address = f"/people/{town.alice}/work/{pk}/steps/{event}/date/"
    said = {"why": "She rang on Tuesday"} | boxes("happened_on", asked)
    assert post(client, address, "Redate", **said).status_code == 303
    page = text(client, f"/people/{town.alice}/work/{pk}/")
    assert "Waiting for the visit 4 0" in page
    assert "first written as" in page


def test_a_step_said_to_be_of_an_earlier_day_was_of_today(town: Any, begun: int, client_of: ClientOf) -> None:
    """It goes back to when it was written down: what followed it today follows it still."""
    priya, first = town.actor("priya"), past.events(begun)[0].id
    course.redate(begun, by=priya, event=first, happened_at=clock.now() - timedelta(days=4), why="A slip")
    moving.move(begun, by=priya, move="sort")
    address = f"/people/{town.alice}/work/{begun}/steps/{first}/date/"
    said = {"why": "It was today"} | boxes("happened_on", clock.today())
    assert post(client_of("priya"), address, "Redate", **said).status_code == 303
    stands = standing(past.events(begun))
    assert min(stands, key=attrgetter("at")).id == first
    assert stands[0].at == past.recorded_at(first)


def test_a_step_is_taken_back(town: Any, begun: int, client_of: ClientOf) -> None:
    """The last one only; it stays to be read as taken back."""
    moving.move(begun, by=town.actor("priya"), move="sort")
    event, client = past.events(begun)[-1].id, client_of("priya")
    address = f"/people/{town.alice}/work/{begun}/steps/{event}/take-back/"
    assert post(client, address, "TakeBack", why="Wrong person").status_code == 303
    assert row(begun).stage == "asked"
    assert "Taken back: Sort." in text(client, f"/people/{town.alice}/work/{begun}/")
    assert client.get(f"/people/{town.alice}/work/{begun}/steps/0/take-back/").status_code == 404


def test_how_it_stood_and_what_was_known(town: Any, client_of: ClientOf) -> None:
    """Two times are asked apart: as it was on a day, as was recorded by a day."""
    priya = town.actor("priya")
    began = clock.now() - timedelta(days=5)
    pk = opening.open_journey(town.alice, by=priya, pathway="grab-rail", happened_at=began)
    moving.move(pk, by=priya, move="sort", happened_at=began + timedelta(days=2))
    client, address = client_of("priya"), f"/people/{town.alice}/work/{pk}/as-at/"
    on = boxes("on", clock.day_of(began) + timedelta(days=1))
    assert "Stage Asked for" in plain(client.get(address, on | boxes("as_known", clock.today())))
    later = boxes("on", clock.day_of(began) + timedelta(days=3))
    said = plain(client.get(address, later | {"as_known-day": "", "as_known-month": "", "as_known-year": ""}))
    assert "Stage Waiting for a fitter" in said
    assert "Waiting for the visit 3 0" in said
    known = boxes("as_known", clock.today() - timedelta(days=1))
    assert "It had not begun on" in plain(client.get(address, later | known)), "recorded only today"
    assert "must be today or in the past" in plain(
        client.get(address, boxes("on", clock.today() + timedelta(days=1)) | known)
    )


def test_a_restricted_journey_is_not_there_for_others(town: Any, begun: int, client_of: ClientOf) -> None:
    """Who may see the person does not thereby see it; who does is written down on its own record."""
    given_to_priya(town, begun)
    priya = town.actor("priya")
    moving.move(begun, by=priya, move="measure")
    course.value(begun, by=priya, amount=4_000)
    moving.move(begun, by=priya, move="price")
    check = moving.move(begun, by=town.actor("grace"), move="agree")["opened"][0]
    address = f"/people/{town.alice}/work/{check}/"
    assert client_of("priya").get(address).status_code == 404
    assert "Check of a rail" not in text(client_of("priya"), f"/people/{town.alice}/work/")
    before = Entry.objects.filter(op="R", tbl="pathways.journey", record_id=row(check).record_id).count()
    assert "Only those who act on it" in text(client_of("aisha"), address)
    after = Entry.objects.filter(op="R", tbl="pathways.journey", record_id=row(check).record_id).count()
    assert after == before + 1


def test_another_persons_journey_is_not_under_this_one(town: Any, begun: int, client_of: ClientOf) -> None:
    """An address that mixes two people answers as none."""
    assert client_of("priya").get(f"/people/{town.kofi}/work/{begun}/").status_code == 404


def test_work_lists_what_is_under_way_and_what_ended(town: Any, begun: int, client_of: ClientOf) -> None:
    """The person's tab: open ones by what is due first, ended ones with what came of them, what may be begun."""
    over = opening.open_journey(town.alice, by=town.actor("priya"), pathway="grab-rail")
    moving.move(over, by=town.actor("priya"), move="stop", outcome="unwanted")
    page = text(client_of("priya"), f"/people/{town.alice}/work/")
    assert page.index("Asked for") < page.index("Ended") < page.index("Not wanted")
    assert "Ask for a rail Put up a rail for somebody who may fall." in page


def test_work_is_begun_by_whoever_may(town: Any, client_of: ClientOf) -> None:
    """Who asked and when; the definition says whose part it is to begin it."""
    address = f"/people/{town.alice}/work/begin/grab-rail/"
    client = client_of("priya")
    said = {"came_by": "gp", "referrer": "Dr Shah"} | boxes("happened_on", clock.today() - timedelta(days=1))
    answer = post(client, address, "BeginWork", **said)
    assert answer.status_code == 303
    pk = int(answer["Location"].rstrip("/").rsplit("/", 1)[1])
    assert (row(pk).came_by, row(pk).referrer) == ("gp", "Dr Shah")
    assert clock.day_of(row(pk).opened_at) == clock.today() - timedelta(days=1)
    assert client.get(f"/people/{town.alice}/work/begin/nothing/").status_code == 404


def test_every_step_of_every_way_has_an_address_of_its_own(client: Client) -> None:
    """Also “ask for a carer's assessment”: an apostrophe once led to no page at all (R-003)."""
    assert client.get("/healthz").status_code == 200
    for key, resolved in library.current().pathways.items():
        steps = [slug(move) for move in resolved.pathway.moves]
        assert len(set(steps)) == len(steps), key
        for step in steps:
            address = link("pathways.move", person_id=1, journey_id=2, step=step)
            assert resolve(address).kwargs["step"] == step


def test_whoever_agrees_sees_what_it_costs_and_what_follows(
    town: Any, begun: int, client_of: ClientOf
) -> None:
    """Nobody agrees on a bare page: the amount, what was written and what begins stand above the button."""
    priya, grace = town.actor("priya"), town.actor("grace")
    moving.move(begun, by=priya, move="sort")
    moving.move(begun, by=grace, move="give", owner=f"worker:{town.priya}")
    moving.move(begun, by=priya, move="measure")
    course.value(begun, by=priya, amount=25_050)
    moving.move(begun, by=priya, move="price")
    page = text(client_of("grace"), f"/people/{town.alice}/work/{begun}/move/agree/")
    assert page.index("It costs £250.50 a week.") < page.index("Check of a rail begins.")
