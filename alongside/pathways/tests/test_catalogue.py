"""What matters by law in the pathways of the catalogue, beyond the examples that each of them tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from alongside.forms.actions import answering, filling
from alongside.messages import library as letters
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.pathways import checks, library
from alongside.pathways.actions import moving, opening
from alongside.pathways.drawing.description import describe
from alongside.pathways.language import Example
from alongside.pathways.letters import gaps
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.queries import asking, past
from alongside.pathways.rules import telling
from alongside.pathways.rules.calendar import last_day, span
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.records.facts import facts
from alongside.web.errors import Refused


def row(pk: int) -> Journey:
    return Journey.objects.for_system("test").get(pk=pk)


def waited(pk: int, wait: str) -> datetime | None:
    """When a wait of a journey was over; None while it runs."""
    return Wait.objects.for_system("test").get(journey_id=pk, name=wait).stopped_at


def holds(pk: int, fact: str) -> bool | None:
    """What a fact says of a journey as it stands."""
    journey = row(pk)
    state = past.state(pk)
    assert state is not None
    course = asking.Course(journey, state, library.current().pathways[journey.pathway].pathway)
    return asking.ask(course, [fact]).answers[fact]


def fill(pk: int, person: int, form: str, **answers: Any) -> None:
    """Fill in a form of a journey and finish it."""
    filled = filling.begin(person, by=SYSTEM, form=form, subject=past.subject(pk))
    for key, value in answers.items():
        answering.save_answer(filled, by=SYSTEM, question=key.replace("_", "-"), value=value)
    filling.complete(filled, by=SYSTEM)


def written() -> Iterator[Any]:
    """Every letter that a step of a shipped pathway writes."""
    for pathway in library.current().pathways.values():
        for letter in sorted({letter for move in pathway.pathway.moves.values() for letter in move.writes}):
            yield pytest.param(pathway.pathway, letter, id=f"{pathway.pathway.key}: {letter}")


@pytest.mark.parametrize(("pathway", "letter"), list(written()))
def test_every_letter_of_a_step_has_what_fills_it(pathway: Any, letter: str) -> None:
    """A letter that cannot be filled would hold up the step that owes it (R-023)."""
    of = gaps.Writing(None, pathway, None, None)  # type: ignore[arg-type]  # who fills a gap is looked up, nobody is asked
    said = letters.letter(letter)
    assert [gap for gap in said.gaps if gap not in said.may_be_empty and gaps.filling(of, gap) is None] == []


def test_no_application_is_screened_over_the_day_of_an_urgent_authorisation(town: Any) -> None:
    """The clock of seven days runs from that day, so it is written first (sch A1 para 78; G-53)."""
    pk = opening.open_journey(town.alice, by=SYSTEM, pathway="dols")
    assert holds(pk, "urgent authorisation has its day") is None, "nobody said yet"
    said = {"urgent": "yes", "befriended": "no", "priority": "1", "reason": "It ends on Friday"}
    fill(pk, town.alice, "dols-screening", **said)
    with pytest.raises(Refused, match="urgent authorisation has its day"):
        moving.move(pk, by=SYSTEM, move="screen")
    moving.move(pk, by=SYSTEM, move="note urgent")
    moving.move(pk, by=SYSTEM, move="screen")
    owed = set(row(pk).promises.for_system("test").values_list("name", flat=True))
    assert {
        "decision before the urgent authorisation ends",
        "advocate where there is nobody to consult",
    } <= owed
    assert row(pk).priority == 1


def test_an_authorisation_is_somebody_s_work_until_its_last_day(town: Any) -> None:
    """One that is shorter than a year does not run out unseen (sch A1 para 51; G-53: lapsed authorisations)."""
    pk = opening.open_journey(town.alice, by=SYSTEM, pathway="dols")
    said = {"urgent": "no", "befriended": "yes", "priority": "2", "reason": "She tries to leave"}
    fill(pk, town.alice, "dols-screening", **said)
    six = dict.fromkeys(
        ("age", "no-refusals", "capacity", "mental-health", "eligibility", "best-interests"), "met"
    )
    by = {"interests-assessor": "Ines Moss", "health-assessor": "Dr Bello", "recommended-until": "1 3 2027"}
    days = {"from-when": "1 12 2026", "until": "1 3 2027"}
    decided = {"decision": "granted", "reasons": "It is the least that keeps you safe."}
    fill(pk, town.alice, "dols-decision", **six, **by, **decided, **days)
    for step in ("screen", "allocate", "begin", "submit", "grant"):
        owner = {"owner": f"worker:{town.priya}"} if step == "allocate" else {}
        moving.move(pk, by=SYSTEM, move=step, **owner)
    assert (row(pk).stage, row(pk).next_on) == ("authorised", date(2027, 3, 1))
    assert letter_of(pk, "dols-decision").content["said"]["until"] == "1 March 2027"
    assert list(checks.differences(row(pk))) == []


REVIEWED = {
    "reviewed-on": "3 6 2026",
    "heard": "took-part",
    "needs-changed": "no",
    "contingency-right": "yes",
    "worry": "no",
    "outcome": "no-change",
    "reasons": "You are content with the mornings.",
}


def test_only_an_accepted_review_of_a_provider_takes_the_planned_one_off_the_list(town: Any) -> None:
    """Sent in and returned is not reviewed; accepted, one review is one review, and the next is planned (R-020, J3)."""
    planned = opening.open_journey(town.kofi, by=SYSTEM, pathway="planned-review")
    moving.move(planned, by=SYSTEM, move="fall due")
    pk = opening.open_journey(town.kofi, by=SYSTEM, pathway="provider-led-review")
    assert holds(pk, "no other review is open") is False
    fill(pk, town.kofi, "provider-review", **REVIEWED)
    moving.move(pk, by=SYSTEM, move="receive")
    moving.move(pk, by=SYSTEM, move="return", comment="Nothing says how you know")
    assert row(planned).ended_at is None
    assert waited(planned, "for review") is None, "returned is not reviewed"

    [following] = moving.move(pk, by=SYSTEM, move="accept from an agency")["opened"]
    assert (waited(planned, "for review"), row(planned).outcome) == (row(pk).ended_at, "reviewed-otherwise")
    assert (row(following).pathway, row(following).ended_at) == ("planned-review", None)
    assert list(checks.differences(row(planned))) == []
    letter = Message.objects.for_system("test").get(subject=past.subject(pk))
    assert letter.content["said"]["decision"] == "Your plan goes on as it is."


def test_a_worry_is_raised_before_a_review_is_accepted(town: Any) -> None:
    """What a provider worries about is with safeguarding, not filed with a review (R-020, G-55)."""
    pk = opening.open_journey(town.kofi, by=SYSTEM, pathway="provider-led-review")
    assert holds(pk, "worry is with safeguarding") is None
    fill(pk, town.kofi, "provider-review", **REVIEWED | {"worry": "yes"})
    assert holds(pk, "worry is with safeguarding") is False
    opening.open_journey(town.kofi, by=SYSTEM, pathway="safeguarding-concern")
    assert holds(pk, "worry is with safeguarding") is True


def letter_of(pk: int, key: str) -> Message:
    """The letter that a journey wrote."""
    return Message.objects.for_system("test").get(subject=past.subject(pk), letter=key)


def test_a_question_about_nhs_healthcare_is_closed_by_the_answer_in_their_hands(town: Any) -> None:
    """Not by an answer that lies here, nor by giving up (R-071, G-82: the case that the Ombudsman upheld)."""
    pk = opening.open_journey(town.alice, by=SYSTEM, pathway="chc-enquiry")
    answer = {"answered-on": "20 6 2026", "decision": "not-eligible", "reasons": "The needs are social."}
    fill(pk, town.alice, "chc-enquiry", life_ending="no", put_to="Continuing healthcare team", **answer)
    moving.move(pk, by=SYSTEM, move="put")
    with pytest.raises(Refused, match="answer"):
        moving.move(pk, by=SYSTEM, move="end", outcome="withdrawn")
    moving.move(pk, by=SYSTEM, move="receive")
    moving.move(pk, by=SYSTEM, move="send")
    with pytest.raises(Refused, match="answer"):
        moving.move(pk, by=SYSTEM, move="close")
    said = letter_of(pk, "chc-answer")
    assert said.content["said"]["decision"] == "The NHS will not pay for your care."
    assert waited(pk, "for an answer") is None, "they still wait for it"
    ending.issue_by_hand(said.pk, by=SYSTEM)
    assert waited(pk, "for an answer") is not None
    assert moving.move(pk, by=SYSTEM, move="close")["stage"] == "told"
    assert list(checks.differences(row(pk))) == []


@pytest.mark.parametrize(
    ("why", "opened"),
    [("nhs-chc", "chc-enquiry"), ("complaint", "complaint"), ("own-data", "data-subject-request")],
)
def test_what_somebody_asks_for_at_a_contact_begins_by_itself(town: Any, why: str, opened: str) -> None:
    """Whoever asks has asked: nobody has to think of it afterwards (R-071, R-272, G-82)."""
    pk = opening.open_journey(town.kofi, by=SYSTEM, pathway="contact")
    fill(pk, town.kofi, "contact", caller="self", worry="no", urgent="no", why=["money", why])
    begun = moving.move(pk, by=SYSTEM, move="advise", outcome="advice")["opened"]
    assert [row(each).pathway for each in begun] == [opened]


def test_whoever_complains_hears_why_it_is_not_taken_and_where_to_turn(town: Any) -> None:
    """In writing, with the reason that was chosen and the Ombudsman (SI 2009/309 reg 8; R-272)."""
    pk = opening.open_journey(town.kofi, by=SYSTEM, pathway="complaint")
    fill(pk, town.kofi, "complaint", complained_by="person", how="said", at_risk="no")
    moving.move(pk, by=SYSTEM, move="acknowledge")
    moving.move(pk, by=SYSTEM, move="not a complaint", outcome="court")
    said = letter_of(pk, "complaint-not-taken")
    assert said.content["said"]["why not"] == "A court or tribunal decides it"
    assert holds(pk, "it is the same or the next working day") is True


def test_a_son_who_complains_is_the_one_who_is_answered(town: Any) -> None:
    """The response goes to whoever complained, with what is put right and the Ombudsman (SI 2009/309 reg 14(2))."""
    pk = opening.open_journey(town.alice, by=SYSTEM, pathway="complaint")
    by_son = {"complained-by": "for-them", "complainant": "Kofi Mensah", "consent": "agreed", "at-risk": "no"}
    agreed = {"wanted": "An apology", "how-handled": "Somebody else reads the record", "hear-by": "1 7 2026"}
    found = {
        "considered": "We read it",
        "decision": "upheld",
        "reasons": "Nobody rang back",
        "remedy": ["apology"],
    }
    fill(pk, town.alice, "complaint", **by_son, **agreed, **found, put_right="We ring you today.")
    for step in ("acknowledge", "agree the way", "send to sign", "sign"):
        moving.move(pk, by=SYSTEM, move=step)
    said = letter_of(pk, "complaint-response")
    assert (said.to_name, said.content["said"]["put right"]) == ("Kofi Mensah", "We ring you today.")
    with pytest.raises(Refused, match="what is owed"):
        moving.move(pk, by=SYSTEM, move="close")


def test_a_longer_search_says_until_when_and_why(town: Any) -> None:
    """The extension names its reason, and a day that is three months after the request (UK GDPR article 12(3))."""
    asked_at = datetime(2026, 11, 2, 10, tzinfo=UTC)
    pk = opening.open_journey(town.kofi, by=SYSTEM, pathway="data-subject-request", happened_at=asked_at)
    fill(pk, town.kofi, "data-request", requested_by="person")
    moving.move(pk, by=SYSTEM, move="search")
    moving.move(pk, by=SYSTEM, move="extend", outcome="complex")
    said = letter_of(pk, "data-request-extension").content["said"]
    assert said["why not"] == "The request is complex"
    assert said["latest"] == "2 February 2027"


@given(st.dates(date(2025, 1, 1), date(2027, 6, 30)), st.integers(0, 27), st.integers(0, 200))
def test_a_clock_that_the_law_stops_goes_on_with_what_was_left(asked: date, after: int, stood: int) -> None:
    """However long they took to say what they mean, the days that we had are the days of a month (article 12A)."""
    pathway = library.current().pathways["data-subject-request"].pathway
    days = [asked + timedelta(n) for n in (0, after, after + stood)]
    happens: dict[str, tuple[str, ...]] = {
        "search": (f"{days[0]} 10:00",),
        "ask what": (f"{days[1]} 11:00",),
        "say what": (f"{days[2]} 12:00",),
    }
    story = Example(
        story="x",
        opened=f"{asked} 09:00",
        facts=("whoever asked may have the answer",),
        happens=happens,
        then="x",
    )
    state = telling.tell(pathway, story, library.calendar()).state
    owed = [each for each in state.promises if each.name == "answer in a month"]
    month = library.calendar().day_due(asked, span("1 month"))
    assert [each.how for each in owed] == ["excused", ""]
    assert last_day(owed[-1].due_at) == month + timedelta(stood)


def promised(pk: int, name: str) -> str:
    """How a promise of a journey was closed; "" while it is open."""
    return Promise.objects.for_system("test").get(journey_id=pk, name=name).how


def test_an_advocate_asked_for_once_is_known_wherever_one_is_owed(town: Any) -> None:
    """Nobody to consult begins the referral by itself, and sending it keeps what the application owes (G-21, G-22)."""
    pk = opening.open_journey(town.alice, by=SYSTEM, pathway="dols")
    said = {"urgent": "no", "befriended": "no", "priority": "2", "reason": "She tries to leave"}
    fill(pk, town.alice, "dols-screening", **said)
    [advocacy] = moving.move(pk, by=SYSTEM, move="screen")["opened"]
    owed = "advocate where there is nobody to consult"
    assert (row(advocacy).pathway, promised(pk, owed)) == ("advocacy", "")
    fill(advocacy, town.alice, "advocacy", kind="liberty", cannot_wait="no")
    moving.move(advocacy, by=SYSTEM, move="send")
    assert promised(pk, owed) == "kept"
    assert promised(advocacy, "capacity advocate in time") == "", "asked for is not there"
    with pytest.raises(Refused, match="decision cannot wait"):
        moving.move(advocacy, by=SYSTEM, move="decide meanwhile", comment="It was easier")


def test_a_refused_interpreter_is_refused_in_writing(town: Any) -> None:
    """With the manager's own reason, so that what departments refuse can be seen (G-83)."""
    pk = opening.open_journey(town.kofi, by=SYSTEM, pathway="interpreter-request")
    moving.move(pk, by=SYSTEM, move="refuse", comment="His own interpreter comes with him.")
    assert (
        letter_of(pk, "interpreter-refusal").content["said"]["why not"]
        == "His own interpreter comes with him."
    )


@pytest.mark.parametrize(
    ("born", "nearly"),
    [
        ("2008-12-15", True),
        ("2008-12-16", False),
        ("2000", True),
        ("2008-12", None),
        ("2012", False),
        ("", None),
    ],
)
def test_seventeen_and_a_half_is_nearly_eighteen(born: str, nearly: bool | None) -> None:
    """From that day on a plan for the day after eighteen is owed (R-174, G-42); a date half known decides nothing."""
    course = asking.Course(None, None, None)  # type: ignore[arg-type]  # nothing but the person is asked
    course.__dict__["person"] = SimpleNamespace(of=SimpleNamespace(born=born))
    with time_machine.travel(datetime(2026, 6, 15, 12, tzinfo=UTC)):
        assert facts["is nearly eighteen"].holds(course) is nearly


def test_the_register_of_dynamic_support_is_seen_by_those_who_keep_it(town: Any) -> None:
    """Not by everybody who may open the record (R-176)."""
    pk = opening.open_journey(town.kofi, by=SYSTEM, pathway="dynamic-support-register")
    seen = Journey.objects.visible_to(town.actor("priya"), clock.now()).filter(pk=pk)
    assert not seen.exists(), "her own Kofi, and not this"
    assert Journey.objects.visible_to(town.actor("tom"), clock.now()).filter(pk=pk).exists()


def test_a_contact_about_autism_has_an_owner_to_come(town: Any) -> None:
    """Whatever the diagnosis, and though nothing else is opened (R-128, G-29)."""
    pk = opening.open_journey(town.kofi, by=SYSTEM, pathway="contact")
    fill(pk, town.kofi, "contact", caller="self", worry="no", urgent="no", why=["autism"])
    [opened] = moving.move(pk, by=SYSTEM, move="advise", outcome="advice")["opened"]
    assert row(opened).pathway == "autism-support"
    assert promised(opened, "somebody with a name") == ""
    with pytest.raises(Refused, match="stands at"):
        moving.move(opened, by=SYSTEM, move="finish")


@pytest.mark.parametrize("key", sorted(library.current().pathways))
def test_every_definition_is_whole(key: str) -> None:
    """Each says its law, what it leads to and counts as, whom it is owed to, what is waited for against which target,
    and where each of its numbers comes from and since when (issue 5, the catalogue)."""
    found = library.current().pathways[key].pathway
    assert found.times is not None
    assert found.law
    assert found.leads_to
    assert found.counts_as
    assert found.promises
    assert [wait.target for wait in found.waits.values() if wait.headline] != [None]
    assert [wait.headline for wait in found.waits.values()].count(True) == 1
    assert len(found.examples) > 1


def test_the_help_page_says_where_a_number_comes_from() -> None:
    """A target with its day and source, the scale of a priority with its own, and of the rest since when it holds."""
    about = dict(describe(library.current().pathways["needs-assessment"].pathway, {}).about)
    assert (
        "28 days, since 1 April 2026 (proposed with this configuration" in about["The council’s own numbers"]
    )
    assert "Priority of a Care Act request" in about["The council’s own numbers"]
    assert "since 1 April 2026; not confirmed by the council" in about["Other times"]
