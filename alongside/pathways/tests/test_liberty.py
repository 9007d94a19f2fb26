"""What an assessor of deprivations of liberty sees, and what nobody sees of their draft (U-18, R-243)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alongside.forms.actions import answering, filling
from alongside.forms.queries import filled as forms
from alongside.pathways.actions import course, opening
from alongside.pathways.models import Journey
from alongside.people.models import Person
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.tests import desk
from alongside.web.errors import Forbidden

ClientOf = Callable[[object], Client]
WORDS = "He says that the sea is his home, and packs for it"
SIGNED = {"age": "met", "decision": "not-granted", "reasons": "He can decide this himself"}


def test_the_lead_sees_the_applications_and_nothing_else(town: Any, client_of: ClientOf) -> None:
    """Three people and their applications; no record opens with a reason or in an emergency, and no other list."""
    bronwen = town.actor("bronwen")
    theirs = Person.objects.visible_to(bronwen).order_by("pk").values_list("pk", flat=True)
    assert sorted(theirs) == sorted([town.pearl, town.wilfred, town.zofia])
    work = Journey.objects.visible_to(bronwen).order_by("pathway").values_list("pathway", flat=True)
    assert set(work) == {"dols"}
    assert bronwen.permissions == {"find people", "add people", "change people", "plan capacity"}
    client = client_of("bronwen")
    for address in (
        f"/people/{town.alice}/open/",
        f"/people/{town.nadia}/break-glass/",
        "/imports/",
        "/concerns/",
    ):
        assert client.get(address).status_code in (403, 404), address
    for address in (
        "/",
        "/lists/",
        "/team/",
        "/lists/needs-assessment/for-assessment/",
        "/promises/",
        "/contacts/",
    ):
        page = client.get(address).content.decode()
        assert not [
            name for name in ("Mensah", "Georgiou", "Warsame", "Petrova", "Hosseini") if name in page
        ], address
    plan = client.get("/lists/dols/for-a-decision/plan/")
    assert plan.status_code == 200
    assert "Hutchings" not in plan.content.decode()


@pytest.fixture
def other(town: Any) -> Actor:
    """Another assessor of the same team."""
    key = workers.add_worker(by=SYSTEM, name="Ines Moss", sign_in_name="ines")
    [team] = [each for each in town.actor("bronwen").holders if each.startswith("team:")]
    workers.appoint(key, by=SYSTEM, role="best-interests-assessor", holder=team)
    return desk.again(key)


@pytest.fixture
def draft(town: Any) -> tuple[int, int]:
    """Bronwen assesses Wilfred, and writes: the journey, and the form."""
    bronwen = town.actor("bronwen")
    journey = Journey.objects.visible_to(bronwen).get(person_id=town.wilfred)
    made = filling.begin(town.wilfred, by=bronwen, form="dols-decision", subject=f"journey:{journey.pk}")
    answering.save_answer(made, by=bronwen, question="own-words", value=WORDS)
    return journey.pk, int(made)


def pages(town: Any, journey: int, form: int) -> list[str]:
    record = f"/people/{town.wilfred}/"
    work = f"{record}work/{journey}/"
    return [
        f"{record}forms/{form}/assessments/",
        f"{work}forms/dols-decision/",
        work,
        f"{record}forms/",
        record,
    ]


def test_another_assessors_draft_is_read_by_nobody(
    town: Any, other: Actor, draft: tuple[int, int], client_of: ClientOf
) -> None:
    """Before it is signed it is not there for the team that has the work, to read or to write in."""
    form, client = draft[1], client_of(other)
    assert client.get(f"/people/{town.wilfred}/work/{draft[0]}/").status_code == 200
    answers = [client.get(address) for address in pages(town, *draft)]
    assert [answer.status_code for answer in answers[:2]] == [404, 403]
    assert not any(WORDS in answer.content.decode() for answer in answers)
    assert forms.of_person([town.wilfred], other) != forms.of_person([town.wilfred], town.actor("bronwen"))
    for write in (
        lambda: answering.save_answer(form, by=other, question="own-words", value="No"),
        lambda: filling.complete(form, by=other),
        lambda: filling.discard(form, by=other, why="Not mine"),
    ):
        with pytest.raises(Forbidden):
            write()
    own = client_of("bronwen").get(pages(town, *draft)[0])
    assert WORDS in own.content.decode()


def test_a_draft_goes_with_the_work(town: Any, other: Actor, draft: tuple[int, int]) -> None:
    """Whoever takes it on reads what was written so far; whoever had it does not any more."""
    course.give(draft[0], by=town.actor("bronwen"), owner=other.own)
    assert forms.filled(draft[1], other) is not None
    assert forms.filled(draft[1], town.actor("bronwen")) is None


def test_what_is_signed_is_read_by_the_team(town: Any, other: Actor, draft: tuple[int, int]) -> None:
    """Finished by its assessor it is a finding."""
    bronwen = town.actor("bronwen")
    for question, value in SIGNED.items():
        answering.save_answer(draft[1], by=bronwen, question=question, value=value)
    filling.complete(draft[1], by=bronwen)
    assert forms.filled(draft[1], other) is not None


def test_other_forms_are_read_by_whoever_sees_the_record(town: Any, other: Actor) -> None:
    """An application that somebody is still screening is the team's."""
    bronwen = town.actor("bronwen")
    journey = opening.open_journey(town.pearl, by=SYSTEM, pathway="dols")
    made = filling.begin(town.pearl, by=bronwen, form="dols-screening", subject=f"journey:{journey}")
    assert forms.filled(made, other) is not None
