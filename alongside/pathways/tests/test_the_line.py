"""One person walks the whole line: a phone call, an assessment, a signed copy in her hands (J2 steps 1–6 and 8)."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.forms.actions import answering, filling
from alongside.forms.queries.filled import filled_of
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.pathways import checks
from alongside.pathways.actions import course, moving, opening
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.queries import past
from alongside.people.actions import life
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Forbidden, Refused


def fill(person: int, form: str, subject: str, by: Actor, answers: dict[str, Any]) -> int:
    """Fill in a form as somebody at a page would: each answer, then finished. `key.3` is the third row."""
    found = filled_of(subject, form)
    filled = found.id if found else filling.begin(person, by=by, form=form, subject=subject)
    for name, value in answers.items():
        key, _dot, place = name.partition(".")
        answering.save_answer(filled, by=by, question=key, place=int(place or 0), value=value)
    filling.complete(filled, by=by)
    return filled


CONTACT = {
    "caller": "unpaid-carer",
    "channel": "telephone",
    "worry": "no",
    "urgent": "no",
    "wish": "Help with cooking",
}
TRIAGE = {"priority": "2", "reason": "Two falls in May", "safe-to-wait": "yes"}
ASSESSMENT = {
    "spoken-on": "3 6 2026",
    "refused": "no",
    "wishes": "To cook for Kofi on Sundays",
    "said.1": "I cannot lift the pot any more",
    "touches.1": ["nutrition"],
    **{f"difficulty.{row}": ["fine"] for row in range(1, 11)},
    "difficulty.1": ["danger"],
    "difficulty.2": ["unaided"],
    "evidence.1": "Burnt her hand twice",
    "involvement": ["none"],
    "deafblind": "no",
    "unpaid-carer": "yes",
    "carer-offered": "yes",
    "from-impairment": "yes",
    "significant-impact": "yes",
    "decision": "eligible",
    "reasons": "You cannot cook or wash safely without help.",
}


def row(pk: int) -> Journey:
    return Journey.objects.for_system("test").get(pk=pk)


@pytest.fixture
def contact(town: Any) -> int:
    samir = town.actor("samir")
    pk = opening.open_journey(town.alice, by=samir, pathway="contact")
    fill(town.alice, "contact", f"journey:{pk}", samir, CONTACT)
    return int(pk)


@pytest.fixture
def assessing(town: Any, contact: int) -> int:
    samir, priya, grace = town.actor("samir"), town.actor("priya"), town.actor("grace")
    pk = moving.move(contact, by=samir, move="ask for an assessment")["opened"][0]
    fill(town.alice, "triage", f"journey:{pk}", priya, TRIAGE)
    moving.move(pk, by=priya, move="triage")
    moving.move(pk, by=grace, move="allocate", owner=f"worker:{town.priya}")
    moving.move(pk, by=priya, move="begin")
    return int(pk)


def test_from_the_call_to_the_copy(town: Any, assessing: int) -> None:
    """Each hand does its part, nothing is typed twice, and the promise of a copy is kept by issuing it only (G-03)."""
    priya, grace = town.actor("priya"), town.actor("grace")
    journey = row(assessing)
    assert (journey.priority, journey.priority_reason) == (2, "Two falls in May")
    assert journey.came_by == "unpaid-carer", "said once, at the front door"
    assert Wait.objects.for_system("test").get(journey=journey, name="for assessment").stopped_at is not None

    filled = fill(town.alice, "needs-assessment", f"journey:{assessing}", priya, ASSESSMENT)
    with pytest.raises(Refused, match="contingency written or released"):
        moving.move(assessing, by=priya, move="submit")
    filling.reopen(filled, by=priya, why="Contingency is missing")
    answering.save_answer(filled, by=priya, question="contingency-who", value="Kofi, 07700 900101")
    answering.save_answer(filled, by=priya, question="contingency-when", value="The same evening")
    filling.complete(filled, by=priya)
    moving.move(assessing, by=priya, move="submit")
    with pytest.raises(Forbidden):
        moving.move(assessing, by=priya, move="sign off")
    moving.move(assessing, by=grace, move="return", comment="The contingency is thin")
    moving.move(assessing, by=priya, move="submit")
    assert moving.move(assessing, by=grace, move="sign off")["stage"] == "agreed"

    copy = Promise.objects.for_system("test").get(journey=journey, name="copy of the assessment")
    assert copy.closed_at is None, "signed is not given"
    letter = Message.objects.for_system("test").get(subject=f"journey:{assessing}")
    assert letter.content["said"]["decision"].startswith("You have needs")
    assert "I cannot lift the pot" in letter.content["said"]["own words"]
    ending.issue_by_hand(letter.pk, by=priya)
    assert Promise.objects.for_system("test").get(pk=copy.pk).how == "kept"
    assert list(checks.differences(row(assessing))) == []

    plan = Journey.objects.for_system("test").get(parent=assessing)
    assert (plan.pathway, plan.owner) == ("support-plan", f"worker:{town.priya}"), "she keeps her worker"


def test_somebody_without_eligible_needs_is_not_left_alone(town: Any, assessing: int) -> None:
    """What the council need not meet begins as help to stay well, with somebody to turn to (R-031)."""
    priya, grace = town.actor("priya"), town.actor("grace")
    fine = {f"difficulty.{place}": ["fine"] for place in range(1, 11)}
    said = {"decision": "not-eligible", "advice": "The lunch club on Mondays"}
    plans = {"contingency-who": "Kofi", "contingency-when": "At once"}
    fill(town.alice, "needs-assessment", f"journey:{assessing}", priya, ASSESSMENT | fine | said | plans)
    moving.move(assessing, by=priya, move="submit")
    moving.move(assessing, by=grace, move="sign off")
    assert Journey.objects.for_system("test").get(parent=assessing).pathway == "prevention"


def test_an_unsafe_copy_excuses_and_is_never_kept(town: Any, assessing: int) -> None:
    """Issued, declined or unsafe to send: each said plainly, with its reason (G-03)."""
    priya, grace = town.actor("priya"), town.actor("grace")
    fill(
        town.alice,
        "needs-assessment",
        f"journey:{assessing}",
        priya,
        ASSESSMENT | {"contingency-who": "Kofi", "contingency-when": "At once"},
    )
    moving.move(assessing, by=priya, move="submit")
    moving.move(assessing, by=grace, move="sign off")
    letter = Message.objects.for_system("test").get(subject=f"journey:{assessing}")
    ending.mark_unsafe(letter.pk, by=priya, reason="Somebody reads her post")
    copy = Promise.objects.for_system("test").get(journey_id=assessing, name="copy of the assessment")
    assert (copy.how, copy.why) == ("excused", "Somebody reads her post")


def test_a_contact_with_a_worry_ends_only_when_the_worry_is_raised(town: Any) -> None:
    """A concern is never homeless: the contact waits for it, and it is seen by those who act on it."""
    samir = town.actor("samir")
    contact = opening.open_journey(town.kofi, by=samir, pathway="contact")
    fill(
        town.kofi, "contact", f"journey:{contact}", samir, CONTACT | {"worry": "yes", "worry-what": "Bruises"}
    )
    with pytest.raises(Refused, match="safeguarding worry dealt with"):
        moving.move(contact, by=samir, move="advise", outcome="advice")
    concern = opening.open_journey(town.kofi, by=samir, pathway="safeguarding-concern", parent=contact)
    moving.move(contact, by=samir, move="advise", outcome="advice")
    assert row(concern).record_id != town.kofi
    aisha = town.actor("aisha")
    moving.move(concern, by=aisha, move="take in hand", owner=f"worker:{town.aisha}")
    owed = {each.name: each.how for each in Promise.objects.for_system("test").filter(journey_id=concern)}
    assert owed == {"acknowledged page": "kept", "receipt": "kept"}


def test_a_death_stops_the_work_and_a_wrong_report_gives_it_back(town: Any, assessing: int) -> None:
    """One act with all its consequences, and one act to take it back."""
    samir = town.actor("samir")
    said = ("stage", "next_step", "next_on", "owner", "ended_at")
    before = [getattr(row(assessing), name) for name in said]
    open_before = (
        Promise.objects.for_system("test").filter(journey_id=assessing, closed_at__isnull=True).count()
    )
    died = life.record_death(town.alice, by=samir, on="2026-11-20", told_by="The hospital")
    assert row(assessing).outcome == "died"
    assert (
        not Promise.objects.for_system("test").filter(journey_id=assessing, closed_at__isnull=True).exists()
    )
    life.take_back(died, by=samir, reason="It was another Alice Mensah")
    assert [getattr(row(assessing), name) for name in said] == before
    assert (
        Promise.objects.for_system("test").filter(journey_id=assessing, closed_at__isnull=True).count()
        == open_before
    )
    assert list(checks.differences(row(assessing))) == []


def test_a_sign_off_taken_back_sends_no_copy_and_the_next_one_writes_anew(town: Any, assessing: int) -> None:
    """What a step began never was: its letter does not go, and the copy that goes says what was signed (G-03)."""
    priya, grace = town.actor("priya"), town.actor("grace")
    thin = ASSESSMENT | {"contingency-who": "Kofi", "contingency-when": "At once"}
    filled = fill(town.alice, "needs-assessment", f"journey:{assessing}", priya, thin)
    moving.move(assessing, by=priya, move="submit")
    moving.move(assessing, by=grace, move="sign off")
    course.take_back(assessing, by=grace, event=past.events(assessing)[-1].id, why="Read too fast")
    letters = Message.objects.for_system("test").filter(subject=f"journey:{assessing}").order_by("pk")
    assert [each.state for each in letters] == ["cancelled"]
    assert (
        not Promise.objects.for_system("test")
        .filter(journey=assessing, name="copy of the assessment")
        .exists()
    )

    moving.move(assessing, by=grace, move="return", comment="Say more")
    filling.reopen(filled, by=priya, why="Returned")
    answering.save_answer(filled, by=priya, question="reasons", value="You cannot cook safely.")
    filling.complete(filled, by=priya)
    moving.move(assessing, by=priya, move="submit")
    moving.move(assessing, by=grace, move="sign off")
    first, second = letters.all()
    assert "You cannot cook safely." in second.content["said"]["reasons"]
    assert (first.state, second.state == first.state) == ("cancelled", False)

    ending.issue_by_hand(second.pk, by=priya)
    last = [each.id for each in past.events(assessing) if each.kind == "moved"][-1]
    with pytest.raises(Refused, match="has gone"):
        course.take_back(assessing, by=SYSTEM, event=last, why="Too late")
