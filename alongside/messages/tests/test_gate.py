"""What the gate is told: each danger on the record of a real person stops a real letter. Users 4.5.9."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from alongside.messages import actions
from alongside.messages.tests.making import held_by, lives, message, person, postcode, restrict, sent, written
from alongside.people.actions import circle, life, needs, places
from alongside.people.tests import making
from alongside.people.tests.making import worker
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Refused


@pytest.fixture
def by(db: None) -> Actor:
    """A social worker."""
    return worker()


@pytest.fixture
def ada(by: Actor) -> int:
    """Ada, whom `by` sees, at an address of long standing."""
    return person(by)


def _confidential(ada: int) -> None:
    lives(ada, "1 Refuge Row", safety="confidential", safety_why="Fled violence")


def _unsafe(ada: int) -> None:
    lives(ada, "1 Oak Road", safety="unsafe", safety_why="He opens her post")


def _moved(ada: int) -> None:
    lives(ada, "2 New Street", number=1, days=13)


def _moves_in(ada: int) -> None:
    lives(ada, "2 New Street", number=1, starts_on=(clock.today() - timedelta(days=3)).isoformat())


def _letters_elsewhere(ada: int) -> None:
    lives(ada, "2 New Street", number=1, purpose="correspondence", days=2)


def _do_not_contact(ada: int) -> None:
    needs.record_need(ada, by=SYSTEM, kind="contact", code="no-contact")


def _no_letters(ada: int) -> None:
    places.add_reach(ada, by=SYSTEM, kind="letter", value="Post", safe_to_leave_message="no")


def _he_lives_there(ada: int) -> None:
    circle.add_relationship(ada, by=SYSTEM, kind="no-contact", other_name="Bill Sikes", lives_with=True)


def _he_lives_next_door(ada: int) -> None:
    bill = making.add(given="Bill", family="Sikes")
    lives(bill, "99 Oak Road")
    circle.add_relationship(ada, by=SYSTEM, kind="no-contact", other_id=bill)


def _she_must_not_find_him(ada: int) -> None:
    bill = making.add(given="Bill", family="Sikes")
    lives(bill)
    circle.add_relationship(bill, by=SYSTEM, kind="no-contact", other_id=ada)


DANGERS: list[tuple[Callable[[int], None], list[str]]] = [
    (_confidential, ["place_not_confidential"]),
    (_unsafe, ["place_safe"]),
    (_moved, ["place_settled"]),
    (_moves_in, ["place_settled"]),
    (_letters_elsewhere, ["place_settled"]),
    (_do_not_contact, ["contact_safe"]),
    (_no_letters, ["contact_safe"]),
    (_he_lives_there, ["nobody_to_keep_away"]),
    (_he_lives_next_door, ["nobody_to_keep_away"]),
    (_she_must_not_find_him, ["nobody_to_keep_away"]),
    (restrict, ["not_restricted"]),
]


@pytest.mark.parametrize(("danger", "codes"), DANGERS)
def test_each_danger_stops_a_letter(
    by: Actor, ada: int, danger: Callable[[int], None], codes: list[str]
) -> None:
    """And for that reason alone: without it the same letter goes."""
    assert held_by(written(ada, by)) == []
    danger(ada)
    row = written(ada, by)
    assert (row.state, held_by(row)) == ("held", codes)
    assert row.next_attempt_at is None
    assert row.owner == by.own


def test_without_an_address_nothing_goes(by: Actor) -> None:
    """Nor to no fixed abode."""
    nobody = person(by, address="")
    assert held_by(written(nobody, by)) == ["place_known"]
    places.add_address(nobody, by=SYSTEM, purpose="no-fixed-abode", lines="")
    assert "place_known" in held_by(written(nobody, by))


def test_a_first_address_is_no_change(by: Actor) -> None:
    """Everybody was new once; a second address within a fortnight is what stops a letter."""
    new = person(by, address="")
    lives(new, days=0)
    assert held_by(written(new, by)) == []


def test_a_confidential_address_is_in_no_list(by: Actor, ada: int) -> None:
    """It is read when the letter is made and is neither in the message nor in its events."""
    _confidential(ada)
    row = written(ada, by)
    assert row.place == ""
    assert "Refuge" not in str(vars(row))


def test_nothing_goes_to_who_must_be_kept_away(by: Actor, ada: int) -> None:
    """Not even with two signatures; whoever acts for the person is checked like anybody."""
    away = circle.add_relationship(ada, by=SYSTEM, kind="no-contact", other_name="Bill Sikes")
    row = written(ada, by, to=f"relationship:{away}")
    assert "recipient_may_have_it" in held_by(row)
    outside = written(ada, by, to="anybody", to_name="bill  SIKES", to_place="9 High Street")
    assert held_by(outside) == ["recipient_may_have_it"]


def test_who_acts_lives_with_who_must_be_kept_away(by: Actor, ada: int) -> None:
    """Charnwood, and seven others: the letter was right and the house was wrong."""
    kofi, bill = person(by, given="Kofi", number=2), making.add(given="Bill")
    lives(bill, "12 Oak Road, Exampleton", number=2)
    circle.add_relationship(ada, by=SYSTEM, kind="no-contact", other_id=bill)
    tie = circle.add_relationship(
        ada, by=by, kind="attorney-health", other_id=kofi, authority_seen_on=clock.today()
    )
    assert held_by(written(ada, by, to=f"relationship:{tie}")) == ["nobody_to_keep_away"]


def test_a_relationship_withdrawn_gets_nothing(by: Actor, ada: int) -> None:
    """Whoever was never the person's attorney is not sent what waits in the queue for them."""
    kofi = person(by, given="Kofi", number=2)
    tie = circle.add_relationship(
        ada, by=by, kind="attorney-health", other_id=kofi, authority_seen_on=clock.today()
    )
    row = written(ada, by, to=f"relationship:{tie}")
    assert row.state == "queued"
    circle.withdraw_relationship(ada, by=by, relationship_id=tie, why="Another Kofi")
    with pytest.raises(Refused, match="no longer stands"):
        written(ada, by, to=f"relationship:{tie}")
    actions.cancel(row.pk, by=by, reason="Another Kofi")


def test_mail_that_came_back_stops_the_next_letter(by: Actor, ada: int) -> None:
    """Until somebody states the address anew."""
    first = written(ada, by)
    sent(first.pk, by)
    actions.mark_returned(first.pk, by=by, reason="Gone away")
    assert held_by(written(ada, by)) == ["nothing_came_back"]
    lives(ada, "5 Fresh Start", number=4)
    assert "nothing_came_back" not in held_by(written(ada, by))


def test_death_stops_what_waits_and_a_wrong_report_lets_it_go(by: Actor, ada: int) -> None:
    """Printed ones are taken out of the post; what was stopped for another reason stays stopped."""
    waiting, other = written(ada, by), written(ada, by, lacks_capacity=True)
    gone = written(ada, by)
    sent(gone.pk, by)
    event = life.record_death(ada, by=SYSTEM, on=clock.today().isoformat())
    assert held_by(message(waiting.pk)) == ["recipient_alive", "about_alive"]
    assert message(gone.pk).state == "sent"
    assert held_by(written(ada, by)) == ["recipient_alive", "about_alive"]
    life.take_back(event, by=SYSTEM, reason="Another Ada")
    assert message(waiting.pk).state == "queued"
    assert message(other.pk).state == "held"


def test_the_recipients_death_stops_it_too(by: Actor, ada: int) -> None:
    """The attorney who died gets no letter about the person who lives."""
    kofi = person(by, given="Kofi", number=2)
    circle.add_relationship(
        ada, by=by, kind="attorney-health", other_id=kofi, authority_seen_on=clock.today()
    )
    row = written(ada, by, lacks_capacity=True)
    life.record_death(kofi, by=SYSTEM, on=clock.today().isoformat())
    assert held_by(message(row.pk)) == ["recipient_alive"]


def test_postcodes_of_the_tests_differ() -> None:
    """The stories above mean different places."""
    assert len({postcode(number) for number in range(5)}) == 5
