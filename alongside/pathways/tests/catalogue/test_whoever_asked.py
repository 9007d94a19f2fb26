"""Who asks in somebody's place is answered only where it is shown that they may be; nobody else ever is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from alongside.forms.actions import answering, filling
from alongside.forms.queries.filled import filled_of
from alongside.messages.models import Message
from alongside.pathways.tests.catalogue import walking
from alongside.people.actions import circle
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.web.errors import Refused

OFFICE = "Shah and Partners\n1 Temple Row\nZZ1 1AA"
ANSWER = {"searched": "The record and the post", "left-out": ["nothing"], "decision": "given"}
SOLICITOR = {"requested-by": "consent", "requester": "Shah and Partners", "requester-place": OFFICE}
ATTORNEY = {"requested-by": "acts-for", "requester": "Efua Mensah", "requester-place": "2 Low Road\nZZ1 1AB"}
DENIED = "whoever asked may have the answer"


def asked(person: int, answers: dict[str, Any], **said: Any) -> int:
    """A request for data as it was written down."""
    journey = walking.begin(person, "data-subject-request", **said)
    walking.fill(person, "data-request", journey, {**ANSWER, **answers})
    return journey


def letter(journey: int, key: str) -> Message:
    return Message.objects.for_system("test").get(subject=f"journey:{journey}", letter=key)


def answered(journey: int) -> Message:
    """The answer, as it is addressed."""
    for each in ("search", "read", "answer"):
        walking.step(journey, each)
    return letter(journey, "data-request-answer")


def named(person: int, kind: str, seen: date | None) -> None:
    circle.add_relationship(
        person, by=SYSTEM, kind=kind, other_name="Efua Mensah", authority="All", authority_seen_on=seen
    )


def test_the_person_s_own_request_is_answered_to_them(town: Any) -> None:
    """Whoever rang for them first has no part in it (UK GDPR article 15)."""
    found = answered(
        asked(town.kofi, {"requested-by": "person"}, came_by="family-or-friend", referrer="Mrs Iqbal")
    )
    assert (found.to_kind, found.content["said"]["whom"]) == ("person", "you")


def test_a_solicitor_with_the_person_s_consent_is_answered_where_they_are(town: Any) -> None:
    """To them by name, at their own address; the letter says about whom."""
    found = answered(asked(town.kofi, {**SOLICITOR, "authority-seen": "yes"}))
    assert (found.to_kind, found.to_name, found.place) == ("whoever asked", "Shah and Partners", OFFICE)
    assert found.content["said"]["whom"] == found.content["always"]["person name"]


def test_an_attorney_on_the_record_is_answered_as_whoever_acts_for_the_person(town: Any) -> None:
    """Through the gate of a representative, so that what is known of them stops it (Mental Capacity Act 2005 s9)."""
    named(town.kofi, "attorney-property", clock.today())
    found = answered(asked(town.kofi, {**ATTORNEY, "authority-seen": "yes"}))
    assert (found.to_kind, found.to_name) == ("representative", "Efua Mensah")
    assert found.relationship_id is not None


def test_nobody_else_gets_a_word(town: Any) -> None:
    """No document seen, none on the record, another name, no consent, nobody named, or nothing written: no letter."""
    for kind, seen in (("child", None), ("attorney-health", None), ("appointee", date(2026, 1, 5))):
        named(town.kofi, kind, seen)
    denied(town.kofi, {**ATTORNEY, "authority-seen": "yes"})
    named(town.kofi, "attorney-property", date(2026, 1, 5))
    for answers in (
        {**ATTORNEY, "authority-seen": "no"},
        {**ATTORNEY, "requester": "Yaw Mensah", "authority-seen": "yes"},
        {**SOLICITOR, "authority-seen": "no"},
        SOLICITOR,
        {"requested-by": "consent", "authority-seen": "yes"},
        {},
    ):
        denied(town.kofi, answers)


def denied(person: int, answers: dict[str, Any]) -> None:
    """Neither searched for nor refused nor let through by proof of who they are, and nothing written."""
    journey = asked(person, answers, came_by="family-or-friend", referrer="Efua Mensah")
    for move in ("search", "refuse"):
        with pytest.raises(Refused, match=DENIED):
            walking.step(journey, move)
    walking.step(journey, "ask who", comment="Nothing was shown")
    with pytest.raises(Refused, match=DENIED):
        walking.step(journey, "show who")
    assert walking.letters(journey) == {}


def test_consent_taken_back_before_the_answer_stops_it(town: Any) -> None:
    """What was shown when the search began has to hold when the answer goes."""
    journey = asked(town.kofi, {**SOLICITOR, "authority-seen": "yes"})
    walking.step(journey, "search")
    walking.step(journey, "read")
    found = filled_of(f"journey:{journey}", "data-request")
    assert found is not None
    filling.reopen(found.id, by=SYSTEM, why="She took her consent back")
    walking.fill(town.kofi, "data-request", journey, {"authority-seen": "no"})
    with pytest.raises(Refused, match=DENIED):
        walking.step(journey, "answer")


def test_a_complaint_of_the_person_is_not_answered_to_whoever_rang_first(town: Any) -> None:
    """The daughter rang, the person complains: the daughter does not hear that they did (SI 2009/309 reg 14)."""
    journey = walking.begin(town.kofi, "complaint", came_by="family-or-friend", referrer="Efua Mensah")
    walking.fill(town.kofi, "complaint", journey, {"complained-by": "person", "how": "said", "at-risk": "no"})
    walking.step(journey, "not a complaint", outcome="court")
    assert letter(journey, "complaint-not-taken").to_kind == "person"


def test_nothing_is_written_while_nobody_said_who_complains(town: Any) -> None:
    """Whoever told us of it is not taken for whoever complains."""
    journey = walking.begin(town.kofi, "complaint", came_by="family-or-friend", referrer="Efua Mensah")
    with pytest.raises(Refused, match="who asks"):
        walking.step(journey, "not a complaint", outcome="court")


def test_somebody_of_unknown_name_is_no_referrer(town: Any) -> None:
    """“Not known” is nobody to write to (G-50)."""
    journey = walking.begin(town.kofi, "contact")
    filled = filling.begin(town.kofi, by=SYSTEM, form="contact", subject=f"journey:{journey}")
    answering.save_answer(filled, by=SYSTEM, question="caller-name", value=None, absent="not-known")
    told = {"caller": "anonymous", "worry": "no", "urgent": "no", "why": ["complaint"]}
    walking.fill(town.kofi, "contact", journey, told)
    walking.step(journey, "advise", outcome="advice")
    assert walking.stand(journey).referrer == ""


def test_whoever_referred_is_written_to_where_they_said(town: Any) -> None:
    """By their name alone, at the address that they gave: a telephone number is no part of either (G-50)."""
    journey = walking.begin(town.kofi, "professional-referral")
    told = {
        "caller": "gp",
        "caller-name": "Dr Shah",
        "caller-phone": "020 7946 0112",
        "caller-place": "9 Mill Lane",
    }
    walking.fill(town.kofi, "contact", journey, {**told, "worry": "no", "urgent": "no"})
    walking.step(journey, "acknowledge")
    wrote = letter(journey, "referrer-acknowledgement")
    assert (wrote.to_kind, wrote.to_name, wrote.place) == ("referrer", "Dr Shah", "9 Mill Lane")
