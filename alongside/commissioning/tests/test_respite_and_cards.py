"""Respite granted, used and asked for in vain; needs that unpaid carers meet; the card they carry."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from alongside.commissioning.actions import cards, respite, unpaid
from alongside.commissioning.models import CardLookup, EmergencyCard, Stay, UnpaidCare
from alongside.commissioning.queries import cards as card_queries
from alongside.commissioning.queries import respite as queries
from alongside.commissioning.queries import unpaid as unpaid_queries
from alongside.commissioning.tests.making import days_ago
from alongside.forms.actions import answering, filling
from alongside.pathways import happenings
from alongside.pathways.actions import opening
from alongside.people.actions import circle, life
from alongside.people.tests.making import add, opened, restricted, worker
from alongside.people.tests.stating import seen
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Event
from alongside.web.errors import Forbidden, Missing, Refused

pytestmark = pytest.mark.django_db


def granted(ada: int, by: Actor, nights: int = 12, **said: Any) -> int:
    """Twelve nights for the year round today (004:226)."""
    year = {"starts_on": days_ago(100), "ends_on": days_ago(-264)}
    return int(respite.grant_respite(ada, by=by, unit="night", amount=nights * 100, **year | said))


def booked(key: int, by: Actor, ago: int = 10, nights: int = 5, **said: Any) -> int:
    """Some nights in a home that is on no register."""
    span = {"starts_on": days_ago(ago), "ends_on": days_ago(ago - nights), "amount": nights * 100}
    return int(respite.book_respite(key, by=by, **span | {"provider_name": "The Limes"} | said))


def ledger(ada: int, by: Actor) -> tuple[str, str, str, str]:
    """Used, booked, left, unmet, as the page shows them."""
    (row,) = queries.of_person(seen(ada, by), by, clock.today())
    return row.used, row.booked, row.left, row.unmet


def test_a_ledger_from_granting_to_what_was_not_had(by: Actor, ada: int) -> None:
    """R-039, G-09: granted, booked, used, left, and unmet with its reason."""
    key = granted(ada, by)
    first, second = booked(key, by), booked(key, by, ago=-20, nights=4)
    assert ledger(ada, by) == ("0 nights", "9 nights", "3 nights", "0 nights")
    respite.use_stay(first, by=by, amount=400, note="She came home early.")
    respite.cancel_stay(second, by=by, unmet_because="unwell")
    respite.note_unmet(
        key, by=by, starts_on=days_ago(-30), ends_on=days_ago(-37), amount=700, unmet_because="no-place"
    )
    assert ledger(ada, by) == ("4 nights", "0 nights", "8 nights", "7 nights")
    (row,) = queries.of_person(seen(ada, by), by, clock.today())
    assert [(each.state, each.why) for each in row.stays] == [
        ("Used", "She came home early."),
        ("Cancelled", "Somebody was unwell"),
        ("Not had", "No place was available"),
    ]


def test_more_than_is_left_needs_its_reason(by: Actor, ada: int) -> None:
    """Told as more than was granted; never refused to a carer who cannot go on."""
    key = granted(ada, by, nights=3)
    with pytest.raises(Refused, match="Only 3 nights are left") as refused:
        booked(key, by)
    assert refused.value.field == "over_why"
    booked(key, by, over_why="She is in hospital.")
    (row,) = queries.of_person(seen(ada, by), by, clock.today())
    assert row.over
    assert row.stays[0].why == "More than was left: She is in hospital."


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"starts_on": days_ago(200)}, "starts_on"),
        ({"ends_on": days_ago(-300)}, "starts_on"),
        ({"starts_on": days_ago(1)}, "ends_on"),
        ({"amount": 0}, "amount"),
        ({"provider_name": ""}, "provider_id"),
    ],
)
def test_a_booking_that_cannot_be_is_refused(by: Actor, ada: int, said: dict[str, Any], field: str) -> None:
    """Outside the year, the wrong way round, of nothing, by nobody."""
    key = granted(ada, by)
    with pytest.raises(Refused) as refused:
        booked(key, by, **said)
    assert refused.value.field == field


def test_what_became_of_a_booking_is_said_once(by: Actor, ada: int) -> None:
    """Used nights stay used; what is still to come was not used; an entitlement in use is not withdrawn."""
    key = granted(ada, by)
    past, coming = booked(key, by), booked(key, by, ago=-20, nights=4)
    with pytest.raises(Refused, match="still to come"):
        respite.use_stay(coming, by=by, amount=100)
    with pytest.raises(Refused, match="no more than was booked"):
        respite.use_stay(past, by=by, amount=600)
    respite.use_stay(past, by=by, amount=500)
    with pytest.raises(Refused, match="already"):
        respite.cancel_stay(past, by=by, unmet_because="other")
    with pytest.raises(Refused, match="booked from it"):
        respite.withdraw_respite(key, by=by, why="Wrong")
    spare = granted(ada, by)
    respite.withdraw_respite(spare, by=by, why="Written down twice")
    assert len(queries.of_person(seen(ada, by), by, clock.today())) == 1


def cared_for(carer: int, ada: int, by: Actor) -> None:
    """The carer looks after Ada."""
    circle.add_relationship(ada, by=by, kind="unpaid-carer", other_id=carer)


def caring(ada: int, by: Actor, **said: Any) -> int:
    """Kofi cooks for her."""
    given = {"need": "Eating", "does": "Cooks every evening", "starts_on": days_ago(50), "agreed": "agreed"}
    return int(unpaid.add_unpaid_care(ada, by=by, **given | {"carer_name": "Kofi"} | said))


def test_what_an_unpaid_carer_does_is_written_as_they_agree_to_it(by: Actor, ada: int) -> None:
    """Care Act s25: part of the plan, asked for, with an end and its reason."""
    key = caring(ada, by, hours=700, agreed="not-asked")
    (row,) = unpaid_queries.of_person(seen(ada, by), by, clock.today())
    assert (row.carer, row.hours, row.agreed, row.asked) == ("Kofi", "7 hours a week", "Not asked yet", False)
    unpaid.end_unpaid_care(key, by=by, ends_on=days_ago(2), why="He works nights now.")
    (row,) = unpaid_queries.of_person(seen(ada, by), by, clock.today())
    assert (row.current, row.why) == (False, "He works nights now.")
    for said in ({"carer_name": ""}, {"agreed": ""}, {"need": " "}, {"carer_id": "999999"}):
        with pytest.raises(Refused):
            caring(ada, by, **said)


def test_a_carer_whom_the_reader_may_not_see_is_not_named(by: Actor, ada: int) -> None:
    """R-243: a restricted carer is “an unpaid carer” in the plan and is in no sentence of the history."""
    kofi = opened(add(given="Kofi", family="Secret"), by)
    cared_for(kofi, ada, by)
    caring(ada, by, carer_id=str(kofi), carer_name="")
    assert unpaid_queries.of_person(seen(ada, by), by, clock.today())[0].carer == "Kofi Secret"
    restricted(kofi)
    (row,) = unpaid_queries.of_person(seen(ada, by), by, clock.today())
    assert row.carer == "An unpaid carer"
    events = Event.objects.for_system("test").filter(record_id=ada, kind__startswith="commissioning.")
    assert not [each.sentence for each in events if "Kofi" in each.sentence]


PLAN = {"who": "Her sister Ama\n020 7946 0100", "how_long": "Two days", "must_know": "Insulin at eight"}


def issued(kofi: int, by: Actor, **said: Any) -> EmergencyCard:
    """Kofi's card."""
    given = PLAN | {"expires_on": days_ago(-365)} | said
    key = cards.issue_card(kofi, by=by, **given)
    found: EmergencyCard = EmergencyCard.objects.for_system("test").get(pk=key)
    return found


def test_a_card_is_issued_and_whatever_waits_for_it_hears(by: Actor, ada: int) -> None:
    """R-037, G-05: the promise of the carer's assessment listens for “emergency card issued”."""
    listening = opening.open_journey(ada, by=by, pathway="carers-assessment", owner=by.own)
    issued(ada, by)
    events = Event.objects.for_system("test").filter(subject=f"journey:{listening}", kind="pathway.said")
    assert [each.content["name"] for each in events] == [happenings.CARD_ISSUED]
    with pytest.raises(Refused, match="have a card"):
        issued(ada, by)
    other = opened(add(given="Bea"), by)
    for said in (
        {"who": " "},
        {"how_long": ""},
        {"expires_on": days_ago(0)},
        {"expires_on": days_ago(-9_999)},
    ):
        with pytest.raises(Refused):
            issued(other, by, **said)


def asked(number: str, who: Actor, caller: str = "Paramedic, call sign N421") -> int:
    """Somebody rings with a number."""
    return int(cards.look_up_card(by=who, number=number, caller=caller))


def test_a_number_is_answered_with_the_plan_and_nothing_else(by: Actor, ada: int) -> None:
    """R-036, R-037: whoever answers the telephone need not see the record; that they asked stands in it."""
    card = issued(ada, by)
    duty = worker("front-door-officer", "front-door")
    key = asked(card.number, duty)
    answer = card_queries.answer(key, duty, clock.now())
    assert (answer.found, answer.who, answer.how_long, answer.must_know) == (True, *PLAN.values())
    assert "Ada" not in str(answer)
    (row,) = card_queries.lookups(card.pk, by)
    assert (row.by, row.caller) == (duty.name, "Paramedic, call sign N421")
    for who in (by, worker("front-door-officer", "front-door")):
        with pytest.raises(Missing):
            card_queries.answer(key, who, clock.now())
    with pytest.raises(Missing):
        card_queries.answer(key, duty, clock.now() + timedelta(minutes=31))
    assert card_queries.lookups(card.pk, duty) == []


def test_only_who_answers_the_telephone_asks(by: Actor, ada: int) -> None:
    """R-037: and they say who rings; a slip in the number is told before anything is asked."""
    card = issued(ada, by)
    with pytest.raises(Forbidden):
        asked(card.number, worker("finance-officer", "finance"))
    for number, caller in ((card.number, " "), ("123", "Police"), ("123456789", "Police")):
        with pytest.raises(Refused):
            asked(number, by, caller)
    assert not CardLookup.objects.for_system("test").exists()


def test_a_number_that_leads_nowhere_says_so_and_nobody_tries_them_all(by: Actor, ada: int) -> None:
    """Expired, ended, replaced and never issued are answered alike; after ten in an hour the door is shut."""
    card = issued(ada, by, expires_on=days_ago(-3))
    new = cards.renew_card(card.pk, by=by, expires_on=days_ago(-3), **PLAN)
    renewed = EmergencyCard.objects.for_system("test").get(pk=new)
    assert renewed.number != card.number
    assert not card_queries.answer(asked(card.number, by), by, clock.now()).found
    with time_machine.travel(clock.now() + timedelta(days=4), tick=True):
        assert not card_queries.answer(asked(renewed.number, by), by, clock.now()).found
        for _try in range(9):
            asked(card.number, by)
        with pytest.raises(Refused, match="Too many"):
            asked(card.number, by)


def test_a_death_ends_what_is_for_the_person_and_by_the_carer(by: Actor, ada: int) -> None:
    """Booked respite, the card and unpaid care end with either of the two, and come back with the undoing."""
    kofi = opened(add(given="Kofi", family="Mensah"), by)
    manager = worker("team-manager")
    opened(ada, manager)
    cared_for(kofi, ada, by)
    care = caring(ada, by, carer_id=str(kofi), carer_name="")
    stay = booked(granted(ada, by), by, ago=-20)
    card = issued(kofi, by, cared_for_id=str(ada))
    standing = state(care, stay, card.pk)
    event = life.record_death(ada, by=manager, on=days_ago(3).isoformat())
    assert state(care, stay, card.pk) == (days_ago(3), "cancelled", "died")
    life.take_back(event, by=manager, reason="It was somebody else")
    assert state(care, stay, card.pk) == standing == (None, "booked", "")
    opened(kofi, manager)
    life.record_death(kofi, by=manager, on=days_ago(3).isoformat())
    assert state(care, stay, card.pk) == (days_ago(3), "booked", "died")


def state(care: int, stay: int, card: int) -> tuple[object, ...]:
    """How the three stand."""
    return (
        UnpaidCare.objects.for_system("test").get(pk=care).ends_on,
        Stay.objects.for_system("test").get(pk=stay).state,
        EmergencyCard.objects.for_system("test").get(pk=card).ended_reason,
    )


def test_respite_begins_from_the_assessment(by: Actor, ada: int) -> None:
    """The nights that a carer's assessment found are not typed again (R-039)."""
    assert "amount" not in queries.suggested(seen(ada, by), by, clock.today())
    filled = filling.begin(ada, by=SYSTEM, form="carers-assessment")
    answering.save_answer(filled, by=SYSTEM, question="respite-nights", value="12")
    began = queries.suggested(seen(ada, by), by, clock.today())
    assert (began["amount"], began["unit"]) == ("12", "night")
    assert (began["ends_on"] - began["starts_on"]).days == 364
