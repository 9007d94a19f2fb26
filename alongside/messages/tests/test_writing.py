"""Writing a message with the event that causes it: once a cause, in the right form, to the right recipient."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.messages import actions
from alongside.messages.library import LetterFault
from alongside.messages.models import Message
from alongside.messages.outcomes import outcomes
from alongside.messages.tests.making import ASSESSMENT, REQUEST, held_by, message, person, written
from alongside.people.actions import circle, needs
from alongside.people.tests.making import worker
from alongside.records import clock
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.records.models import Event
from alongside.web.errors import Refused


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whom `by` sees, at an address of long standing."""
    return person(by)


def test_a_letter_waits_ten_minutes_and_says_where_it_goes(by: Actor, ada: int) -> None:
    """G-03: written with the event that causes it; source and date of the address are beside it (users 4.5.9)."""
    row = written(ada, by, cause="journey:1/opened/acknowledgement", subject="journey:1")
    assert row.state == "queued", row.stopped
    assert row.hold_until - row.written_at == timedelta(minutes=10)
    assert (row.to_name, row.channel, row.format) == ("Ada Lovelace", "post", "standard")
    assert row.place.startswith("12 Oak Road\nExampleton\n")
    assert row.place_said.startswith("Home, recorded by ")
    event = Event.objects.for_system("test").get(subject="journey:1", record_id=ada)
    assert "Oak Road" not in event.sentence + str(event.content)


def test_the_same_cause_makes_one_message(by: Actor, ada: int) -> None:
    """A step that is repeated does not write twice; a message without a cause is written each time."""
    first = written(ada, by, cause="journey:1/opened/acknowledgement")
    assert written(ada, by, cause="journey:1/opened/acknowledgement").pk == first.pk
    assert written(ada, by).pk != written(ada, by).pk


def test_a_letter_is_gone_with_the_step_that_failed(by: Actor, ada: int) -> None:
    """The outbox is written in the transaction of the event: no event, no letter."""

    @action("test.sign off and fail", may=lambda _actor, _thing: True)
    def sign_off(*, by: Actor, at: Any) -> None:
        actions.write(
            ada, by=by, template="contact-acknowledgement", cause="journey:9/sign off", context=REQUEST
        )
        raise Refused("No.")

    with pytest.raises(Refused):
        sign_off(by=by)
    assert not Message.objects.for_system("test").filter(cause="journey:9/sign off").exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"decision": ""}, "“decision” is missing"),
        ({"risks": "one"}, "needs a list for “risks”"),
        ({"outcomes": {"columns": ["a"], "rows": [["b", "c"]]}}, "needs a table"),
        ({"desicion": "x"}, "Did you mean “decision”"),
    ],
)
def test_a_letter_with_a_gap_is_not_written(by: Actor, ada: int, wrong: dict[str, Any], says: str) -> None:
    """A letter never shows a blank where a fact should be."""
    with pytest.raises(LetterFault, match=says):
        written(ada, by, template="copy-of-assessment", context={**ASSESSMENT, **wrong})


@pytest.mark.parametrize(
    ("codes", "form", "orders"),
    [
        (["large-print-18"], "large-print-18", 0),
        (["large-print-16", "large-print-24"], "large-print-24", 0),
        (["easy-read", "large-print-16"], "easy-read", 0),
        (["braille-2"], "standard", 1),
        (["audio", "large-print-18"], "large-print-18", 1),
    ],
)
def test_the_letter_comes_as_the_person_needs_it(
    by: Actor, ada: int, codes: list[str], form: str, orders: int
) -> None:
    """R-120: the letter engine obeys the communication needs; what we cannot make is an order to place."""
    for code in codes:
        needs.record_need(ada, by=by, kind="format", code=code)
    row = written(ada, by)
    assert (row.format, len(row.orders), row.state) == (form, orders, "queued")


def test_who_reads_another_language_gets_a_translation_ordered(by: Actor, ada: int) -> None:
    """The language read counts, not the one spoken."""
    needs.record_need(ada, by=by, kind="spoken", code="en")
    needs.record_need(ada, by=by, kind="read", code="tw")
    assert written(ada, by).orders == ["Have it translated into Twi or Akan."]


def test_easy_read_that_does_not_exist_stops_the_letter(by: Actor, ada: int) -> None:
    """Deny by default: no letter goes in a form that its reader cannot use."""
    needs.record_need(ada, by=by, kind="format", code="easy-read")
    context = {"received on": "1 December 2026", "their reference": "", "outcome": ""}
    row = written(ada, by, template="referrer-acknowledgement", context=context)
    assert (row.state, held_by(row)) == ("held", ["format_ready"])


def test_where_the_person_lacks_capacity_whoever_acts_gets_it(by: Actor, ada: int) -> None:
    """Care Act 2014 s12(3): to whoever may decide about welfare, whose document was seen; nobody else's will do."""
    assert held_by(written(ada, by, lacks_capacity=True)) == ["can_take_it_in"]
    kofi = person(by, given="Kofi", family="Mensah", number=3)
    said = {"kind": "attorney-health", "other_id": kofi}
    tie = circle.add_relationship(ada, by=by, **said)
    assert held_by(written(ada, by, lacks_capacity=True)) == ["can_take_it_in"]
    circle.correct_relationship(
        ada,
        by=by,
        relationship_id=tie,
        why="seen now",
        kind="attorney-health",
        authority_seen_on=clock.today(),
    )
    row = written(ada, by, lacks_capacity=True)
    assert (row.to_name, row.to_person_id, row.state) == ("Kofi Mensah", kofi, "queued")
    assert row.person_id == ada


def test_somebody_without_a_record_gets_it_where_the_writer_says(by: Actor, ada: int) -> None:
    """G-50: the referrer is answered, at the place they gave."""
    context = {"received on": "20 November 2026", "their reference": "OL/17"}
    said = {"template": "referrer-acknowledgement", "context": context, "to": "referrer"}
    row = written(ada, by, **said, to_name="Dr Shah", to_place="Oak Lodge Surgery\n1 High Street")
    assert (row.to_name, row.to_kind, row.state) == ("Dr Shah", "referrer", "queued")
    assert held_by(written(ada, by, **said, to_name="Dr Shah")) == ["place_known"]
    with pytest.raises(Refused, match="to whom"):
        written(ada, by, **said)


def test_the_world_is_told_what_becomes_of_it(by: Actor, ada: int) -> None:
    """Pathways keep their promises by this: held, and then handed over, in the transaction of each."""
    heard: list[tuple[int, str]] = []

    def listen(row: Message, outcome: str, /, *, by: Actor, at: Any) -> None:
        heard.append((row.pk, outcome))

    outcomes.append(listen)
    try:
        row = written(ada, by, lacks_capacity=None)
        assert heard == [(row.pk, "held")]
        row = written(ada, by)
        actions.issue_by_hand(row.pk, by=by)
        assert heard[1:] == [(row.pk, "issued")]
        assert message(row.pk).document_id is not None
    finally:
        outcomes.remove(listen)
