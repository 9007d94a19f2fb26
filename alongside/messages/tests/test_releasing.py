"""A stopped letter goes when it is mended, or when two people have looked at the same reasons. Users 4.5.9."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from alongside.messages import actions
from alongside.messages.models import Message
from alongside.messages.tests.making import held_by, lives, message, person, restrict, written
from alongside.people.actions import circle, places
from alongside.people.tests.making import opened, worker
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Forbidden, Missing, Refused

WHY = "I rang her on the number she gave; she is alone there"


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker, who writes."""
    return worker()


@pytest.fixture
def two(by: Actor) -> tuple[Actor, Actor]:
    """Two who may release."""
    return worker("team-manager"), worker("team-manager")


@pytest.fixture
def held(by: Actor, two: tuple[Actor, Actor]) -> Message:
    """A letter to an address that is new, which all three may see."""
    ada = person(by)
    opened(ada, *two)
    lives(ada, "2 New Street", number=1, days=1)
    row = written(ada, by)
    assert held_by(row) == ["place_settled"]
    return row


def test_it_takes_two(held: Message, two: tuple[Actor, Actor]) -> None:
    """Each with a reason; then the letter can still be cancelled for ten minutes."""
    first, second = two
    assert actions.release(held.pk, by=first, reason=WHY) == "held"
    with pytest.raises(Refused, match="Somebody else"):
        actions.release(held.pk, by=first, reason=WHY)
    assert actions.release(held.pk, by=second, reason=WHY) == "queued"
    row = message(held.pk)
    assert row.released == ["place_settled"]
    assert row.released_first_by_id == first.worker_id
    assert row.released_second_by_id == second.worker_id
    assert row.next_attempt_at == row.hold_until


def test_not_without_a_reason_nor_by_anybody(held: Message, by: Actor, two: tuple[Actor, Actor]) -> None:
    """Whoever only writes letters does not release them; who does not see the record finds no letter."""
    with pytest.raises(Refused, match="Say how you know"):
        actions.release(held.pk, by=two[0], reason=" ")
    with pytest.raises(Forbidden):
        actions.release(held.pk, by=by, reason=WHY)
    with pytest.raises(Missing):
        actions.release(held.pk, by=worker("team-manager"), reason=WHY)


def test_the_second_signs_what_the_first_did(held: Message, two: tuple[Actor, Actor]) -> None:
    """What came up between the two takes the first signature back."""
    actions.release(held.pk, by=two[0], reason=WHY)
    circle.add_relationship(
        held.person_id, by=SYSTEM, kind="no-contact", other_name="Bill Sikes", lives_with=True
    )
    assert actions.release(held.pk, by=two[1], reason=WHY) == "held"
    row = message(held.pk)
    assert held_by(row) == ["nobody_to_keep_away", "place_settled"]
    assert row.released_first_by_id == two[1].worker_id
    assert actions.release(held.pk, by=two[0], reason=WHY) == "queued"


def test_nobody_releases_a_letter_to_nowhere(by: Actor, two: tuple[Actor, Actor]) -> None:
    """It has to be mended."""
    nobody = person(by, address="")
    opened(nobody, two[0])
    row = written(nobody, by)
    with pytest.raises(Refused, match="cannot be released"):
        actions.release(row.pk, by=two[0], reason=WHY)
    lives(nobody)
    assert actions.ask_again(row.pk, by=by) == "queued"
    assert message(row.pk).place.startswith("12 Oak Road")


def test_asking_again_changes_nothing_that_was_not_mended(held: Message, by: Actor) -> None:
    """The gate has no favourites."""
    assert actions.ask_again(held.pk, by=by) == "held"
    restrict(held.person_id)
    assert actions.ask_again(held.pk, by=by) == "held"
    assert held_by(message(held.pk)) == ["not_restricted", "place_settled"]


def test_one_signature_twice_is_refused_by_the_table(held: Message, two: tuple[Actor, Actor]) -> None:
    """Whoever writes past the application meets the same rule."""
    key = two[0].worker_id
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.for_system("test").filter(pk=held.pk).update(
            released_first_by_id=key, released_second_by_id=key
        )


@pytest.mark.parametrize("deed", [actions.decline, actions.mark_unsafe, actions.cancel])
def test_what_became_of_it_needs_a_reason_and_is_final(held: Message, by: Actor, deed: object) -> None:
    """G-03: issued, declined or unsafe to send, each said by somebody."""
    with pytest.raises(Refused):
        deed(held.pk, by=by, reason="")  # type: ignore[operator]
    deed(held.pk, by=by, reason="She said she does not want it")  # type: ignore[operator]
    assert message(held.pk).ended_by_id == by.worker_id
    with pytest.raises(Refused, match="at rest"):
        actions.issue_by_hand(held.pk, by=by)


def test_a_letter_is_written_again_after_it_was_cancelled(held: Message, by: Actor) -> None:
    """The same words to where it goes now; pressed twice it is still one."""
    with pytest.raises(Refused, match="nothing to write again"):
        actions.write_again(held.pk, by=by)
    actions.cancel(held.pk, by=by, reason="Wrong address")
    key = "5f0c1c52-6c3e-4f0e-8b55-0f3f3f0c1c52"
    again = actions.write_again(held.pk, by=by, key=key)
    assert actions.write_again(held.pk, by=by, key=key) == again
    assert message(again).cause == "#2"
    assert message(again).content["said"] == held.content["said"]


def test_a_letter_handed_over_is_issued_though_its_address_is_new(held: Message, by: Actor) -> None:
    """Whoever hands it over has the person before them; a restricted record still stops it."""
    actions.issue_by_hand(held.pk, by=by)
    row = message(held.pk)
    assert (row.state, row.channel) == ("handed", "hand")
    other = written(held.person_id, by)
    restrict(held.person_id)
    with pytest.raises(Refused, match="restricted"):
        actions.issue_by_hand(other.pk, by=by)


def test_an_e_mail_address_never_asked_about_is_not_safe(by: Actor, settings: object) -> None:
    """“Not asked” is never taken for a yes."""
    settings.EMAIL_FROM = "care@council.example"  # type: ignore[attr-defined]
    ada = person(by)
    reach = places.add_reach(ada, by=by, kind="email", value="ada@example.org")
    assert held_by(written(ada, by, channel="email")) == ["contact_safe"]
    places.correct_reach(
        ada, by=by, reach_id=reach, why="asked her", value="ada@example.org", safe_to_leave_message="yes"
    )
    # The address that was put right is another statement, a minute old.
    assert held_by(written(ada, by, channel="email")) == ["place_settled"]


def test_a_stopped_letter_is_given_to_somebody_at_work(
    held: Message, by: Actor, two: tuple[Actor, Actor]
) -> None:
    """Nobody is ever lost: not to a worker who has left, and not once it goes."""
    actions.give(held.pk, by=by, owner=two[0].own)
    assert message(held.pk).owner == two[0].own
    with pytest.raises(Refused, match="at work"):
        actions.give(held.pk, by=by, owner="worker:999999")
    actions.cancel(held.pk, by=by, reason="Not needed")
    with pytest.raises(Refused, match="not held"):
        actions.give(held.pk, by=by, owner=by.own)
