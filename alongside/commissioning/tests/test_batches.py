"""Work sent to an agency and back (J3, R-054, G-13): nothing changes before the council accepts; nobody is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction

from alongside.casework.actions import bulk
from alongside.casework.models import BulkItem
from alongside.commissioning import batches as timed
from alongside.commissioning.actions.batches import agency, deciding
from alongside.commissioning.models import Backdating, BatchItem
from alongside.commissioning.queries.batches import council, lent
from alongside.commissioning.rules import batches as rules
from alongside.commissioning.tests import sending
from alongside.commissioning.tests.making import line, standing
from alongside.commissioning.tests.sending import House, item, items, journey, review, sent
from alongside.forms.models import FilledForm
from alongside.messages.models import Message
from alongside.pathways.actions import course
from alongside.pathways.models import Journey, Wait
from alongside.pathways.queries import past
from alongside.people.actions import sharing
from alongside.people.tests.making import opened, restricted, worker
from alongside.records import clock, grants, owners
from alongside.records.actors import SYSTEM
from alongside.records.check import run
from alongside.web.errors import Forbidden, Missing, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """The council and its agency."""
    return sending.house()


def wait_of(key: int) -> Wait:
    found: Wait = Wait.objects.for_system("test").get(journey_id=key, name="for review")
    return found


def test_everybody_chosen_is_accounted_for_and_each_refusal_says_why(house: House) -> None:
    """J3.7: N in = N accounted for; the restricted, the objecting, the ended, those with an agency already stay."""
    free, secret, objects, over, gone = sending.waiting(5, house)
    restricted(journey(secret).person_id or 0)
    sharing.decide_sharing(
        opened(journey(objects).person_id or 0, house.manager),
        by=house.manager,
        organisation_id=house.organisation,
        decision="objection",
        minimum="",
        person_told="yes",
    )
    course.hold(over, by=house.manager, why="In hospital", until_on=clock.today() + timedelta(days=9))
    sent([gone], house, name="Earlier")
    made = sending.operation(sending.send([free, secret, objects, over, gone], house))
    assert (made.asked, made.done, made.left) == (5, 1, 4)
    fates = dict(BulkItem.objects.for_system("test").filter(operation=made).values_list("key", "why"))
    assert fates[free] == ""
    assert "not yours to see" in fates[secret]
    assert fates[objects] == "They object to being known to this agency."
    assert "on hold" in fates[over]
    assert fates[gone] == "It is with Westfield Reviews already, in “Earlier”."


def test_the_council_keeps_the_work_and_its_next_step(house: House) -> None:
    """R-054: the agency owns nothing; what is not back on the day is late in the council's own lists."""
    [key] = sending.waiting(1, house)
    before = journey(key).owner
    batch = sent([key], house)
    stands = journey(key)
    assert (stands.owner, stands.next_step, stands.next_on) == (
        before,
        "Back from Westfield Reviews",
        batch.due_on,
    )
    assert wait_of(key).stopped_on is None
    assert grants.differences(clock.now()) == []
    with time_machine.travel(clock.now() + timedelta(days=31), tick=True):
        [row] = [each for each in council.batches() if each.id == batch.pk]
        assert row.late == 1
        assert (journey(key).next_on or clock.today()) < clock.today()


def test_nothing_changes_before_the_council_accepts(house: House) -> None:
    """J3.4: one returned with what is missing, one accepted; only the accepted one leaves the list, on the day of the
    conversation; the letter and the next review follow."""
    first, second = sending.waiting(2, house)
    batch = sent([first, second], house)
    one, two = items(batch)
    with time_machine.travel(clock.now() + timedelta(days=5), tick=True):
        spoke = clock.today() - timedelta(days=2)
        again = clock.today() + timedelta(days=200)
        said = {"reviewed-on": spoke.isoformat(), "next-review": again.isoformat()}
        review(one.pk, house.lucy, said)
        review(two.pk, house.lucy, said)
        assert not FilledForm.objects.for_system("test").filter(subject=past.subject(first)).exists()
        assert wait_of(first).stopped_on is None
        deciding.return_(one.pk, by=house.reviewer, comment="Who took part?")
        assert (item(one.pk).state, item(one.pk).comment) == (rules.OUT, "Who took part?")
        moved = sending.accept(two.pk, house.reviewer)
        assert wait_of(first).stopped_on is None
        assert (wait_of(second).stopped_on, wait_of(second).how) == (spoke, "completed")
        [following] = moved["opened"]
        assert (journey(following).stage, journey(following).next_on) == ("scheduled", again)
        assert Message.objects.for_system("test").filter(subject=past.subject(second)).count() == 1
        form = FilledForm.objects.for_system("test").get(subject=past.subject(second))
        assert (form.state, form.closed_by_id) == ("complete", house.reviewer.worker_id)
        review(one.pk, house.lucy, said | {"invited": "Her daughter"})
        sending.accept(one.pk, house.reviewer)
        assert wait_of(first).stopped_on == spoke


def test_a_changed_service_is_changed_from_the_providers_day(house: House) -> None:
    """J3.6, G-16, R-053: what the provider gave since is reckoned and told."""
    [key] = sending.waiting(1, house)
    person = journey(key).person_id or 0
    care = line(opened(person, house.reviewer), house.reviewer, ago=100)
    [one] = items(sent([key], house))
    since = clock.today() - timedelta(days=21)
    said = {"needs-changed": "yes", "outcome": "increase", "from-when": since.isoformat()}
    review(one.pk, house.lucy, said)
    found = council.result(one.pk, house.reviewer)
    assert (found.changes, found.from_when) == (True, since)
    sending.accept(one.pk, house.reviewer, change={"line_id": care, "effective_on": since, "units": 2_100})
    assert [(each.units, each.starts_on) for each in standing(person)][-1] == (2_100, since)
    told = Backdating.objects.for_system("test").get(person_id=person, first_on=since)
    assert (told.first_on, told.after - told.before) == (since, 3 * 22_575)


def test_whom_the_agency_gives_back_is_the_councils_at_once(house: House) -> None:
    """With the reason and a next step: of a death today, of a conflict of interest within two working days."""
    first, second = sending.waiting(2, house)
    batch = sent([first, second], house)
    one, two = items(batch)
    with pytest.raises(Refused, match="what you know"):
        agency.give_back(one.pk, by=house.lucy, code="died", note="")
    agency.give_back(one.pk, by=house.lucy, code="died", note="A neighbour told us")
    agency.give_back(two.pk, by=house.lucy, code="conflict", note="My aunt")
    assert journey(first).next_on == clock.today()
    assert journey(first).ended_at is None
    assert journey(second).next_step == "Westfield Reviews gave them back: conflict of interest"
    assert lent.batches(house.lucy) == []
    assert wait_of(first).stopped_on is None


def test_a_worry_about_abuse_waits_for_no_review(house: House) -> None:
    """What the agency is worried about is read today, and is with safeguarding before the review is accepted."""
    [key] = sending.waiting(1, house)
    [one] = items(sent([key], house))
    review(one.pk, house.lucy, {"worry": "yes"})
    assert (journey(key).next_on, "worried" in journey(key).next_step) == (clock.today(), True)
    assert council.result(one.pk, house.reviewer).worried
    with pytest.raises(Refused, match="worry is with safeguarding"):
        sending.accept(one.pk, house.reviewer)
    assert item(one.pk).state == rules.SENT_BACK


def test_closing_accounts_for_everybody(house: House) -> None:
    """Not while something that came back was not looked at; who is still out is taken back."""
    journeys = sending.waiting(4, house)
    batch = sent(journeys, house)
    one, two, three, _four = items(batch)
    review(one.pk, house.lucy)
    agency.give_back(two.pk, by=house.lucy, code="in-hospital", note="Until Friday")
    deciding.take_back(three.pk, by=house.manager, why="Her worker sees her tomorrow")
    with pytest.raises(Refused, match="nobody has looked"):
        deciding.close(batch.pk, by=house.manager, reason="Month-end")
    sending.accept(one.pk, house.reviewer)
    with pytest.raises(Refused, match="Say why"):
        deciding.close(batch.pk, by=house.manager)
    deciding.close(batch.pk, by=house.manager, reason="Month-end")
    told, found, others = council.batch(batch.pk, house.manager)
    assert (told.account.sent, told.account.accepted, told.account.given_back, told.account.taken_back) == (
        4,
        1,
        1,
        2,
    )
    assert (len(found), others) == (4, 0)
    assert journey(journeys[3]).next_step != "Back from Westfield Reviews"
    assert list(timed.unaccounted()) == []
    assert grants.differences(clock.now()) == []


def test_sending_is_undone_within_a_day_where_nothing_has_begun(house: House) -> None:
    """The plan before is the plan again; what the agency has begun with stays, and says so."""
    first, second = sending.waiting(2, house)
    before = journey(first).next_step, journey(first).next_on
    made = sending.send([first, second], house)
    [begun] = BatchItem.objects.for_system("test").filter(journey_id=second)
    agency.note_progress(begun.pk, by=house.lucy, progress="asked")
    bulk.undo(made, by=house.manager, reason="The wrong list")
    done = sending.operation(made)
    assert (done.back, done.stayed) == (1, 1)
    assert (journey(first).next_step, journey(first).next_on) == before
    assert journey(second).next_step == "Back from Westfield Reviews"
    sent([first], house)


def test_somebody_restricted_meanwhile_is_seen_no_more_from_that_moment(house: House) -> None:
    """The query hides them at once; the job takes them back, and whoever's work has ended."""
    first, second = sending.waiting(2, house)
    batch = sent([first, second], house)
    one, two = items(batch)
    restricted(journey(first).person_id or 0)
    with pytest.raises(Missing):
        lent.item(one.pk, batch.pk, house.lucy)
    with pytest.raises(Missing):
        agency.note_progress(one.pk, by=house.lucy, progress="asked")
    assert [each.id for each in lent.batch(batch.pk, house.lucy)[1]] == [two.pk]
    timed.take_back_closed()
    assert (item(one.pk).state, item(two.pk).state) == (rules.TAKEN_BACK, rules.OUT)


def test_a_step_taken_back_is_to_be_looked_at_again(house: House) -> None:
    """Accepting was a mistake: the result waits for a decision, as long as the batch is open."""
    [key] = sending.waiting(1, house)
    [one] = items(sent([key], house))
    review(one.pk, house.lucy)
    sending.accept(one.pk, house.reviewer)
    event = [each for each in past.events(key) if each.content.get("move") == rules.ACCEPT][-1].id
    course.take_back(key, by=house.reviewer, event=event, why="The wrong person")
    assert (item(one.pk).state, wait_of(key).stopped_on) == (rules.SENT_BACK, None)
    assert grants.differences(clock.now()) == []
    sending.accept(one.pk, house.reviewer)
    assert item(one.pk).state == rules.ACCEPTED


def test_who_may_do_what(house: House) -> None:
    """The agency decides on nothing; the council writes no results; another agency sees and does nothing."""
    [key] = sending.waiting(1, house)
    [one] = items(sent([key], house))
    _other, _agreement, mallory = sending.an_agency(house.manager, "Southfield Reviews")
    for stranger in (mallory, house.manager):
        with pytest.raises(Missing):
            agency.note_progress(one.pk, by=stranger, progress="asked")
    review(one.pk, house.lucy)
    for deed in (deciding.accept, lambda pk, by: deciding.return_(pk, by=by, comment="No")):
        with pytest.raises(Forbidden):
            deed(one.pk, by=house.lucy)
    with pytest.raises(Missing):
        deciding.accept(one.pk, by=worker("social-worker", "therapy"))
    with pytest.raises(Refused, match="sent back already"):
        agency.give_back(one.pk, by=house.lucy, code="died", note="He died")


def test_a_batch_is_sent_under_an_agreement_that_holds(house: House) -> None:
    """Not past its last day, not to another's, not where nobody of the agency signs in."""
    journeys = sending.waiting(1, house)
    late = (clock.today() + timedelta(days=91)).isoformat()
    cases: list[tuple[dict[str, Any], str]] = [
        ({"due_on": late}, "The agreement ends on"),
        ({"due_on": clock.today().isoformat()}, "still to come"),
        ({"name": " "}, "name"),
        ({"purpose": ""}, "what the agency is to do"),
        ({"agreement": 0}, "agreement that is in force"),
        ({"shares": ["money"]}, "from the list"),
    ]
    for said, sentence in cases:
        with pytest.raises(Refused, match=sentence):
            sending.send(journeys, house, **said)


def test_a_batch_has_somebody_here_who_answers_for_it(house: House) -> None:
    """When they leave it is handed over like everything they own."""
    batch = sent(sending.waiting(1, house), house)
    assert owners.owned(house.manager.own)["batch"] == [batch.pk]
    deciding.hand_on(batch.pk, by=house.manager, owner=house.reviewer.own)
    assert "batch" not in owners.owned(house.manager.own)


def test_the_day_of_the_conversation_lies_in_the_time_of_the_batch(house: House) -> None:
    """A day before the sending, or still to come, is a mistake and is said to be one."""
    [one] = items(sent(sending.waiting(1, house), house))
    for days in (-3, 2):
        day = (clock.today() + timedelta(days=days)).isoformat()
        with pytest.raises(Refused, match="Check the date"):
            review(one.pk, house.lucy, {"reviewed-on": day})


def test_putting_off_keeps_the_days_of_everybody_in_step(house: House) -> None:
    """Agreed with the agency, with a reason; the journeys' next step follows."""
    [key] = sending.waiting(1, house)
    batch = sent([key], house)
    later = batch.due_on + timedelta(days=14)
    deciding.put_off(batch.pk, by=house.manager, due_on=later, reason="Two of theirs are ill")
    assert journey(key).next_on == later


def test_the_house_stays_whole(house: House) -> None:
    """Nobody lost, every grant borne out, after all of it."""
    journeys = sending.waiting(2, house)
    one, _two = items(sent(journeys, house))
    review(one.pk, house.lucy)
    sending.accept(one.pk, house.reviewer)
    assert [each for each in run() if not each.ok] == []


def test_nobody_is_with_two_agencies(house: House) -> None:
    """A constraint, not only a rule."""
    [one] = items(sent(sending.waiting(1, house), house))
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchItem.objects.create(
            record_id=Journey.objects.for_system("test").get(pk=one.journey_id).record_id,
            batch_id=one.batch_id, journey_id=one.journey_id, state=rules.OUT, planned=0,
        )  # fmt: skip
    assert SYSTEM.worker_id is None
