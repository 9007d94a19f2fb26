"""What goes wrong in a council: each is found, said plainly, and nothing is lost by it (R-052, R-245)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
import time_machine

from alongside.casework.actions import bulk
from alongside.forms import actions as forms
from alongside.forms.queries.filled import answers_of, filled_of
from alongside.pathways import checks, library
from alongside.pathways.actions import course, moving, opening, saying
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.queries import past
from alongside.people.actions import merging
from alongside.people.tests import making
from alongside.records import check, clock, facts, grants, owners
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM
from alongside.records.models import Post, Worker
from alongside.web.errors import Missing, Refused
from tests.engine import holding, house, line, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's own definitions; `house.serve` changes them, and afterwards they are what they were."""
    monkeypatch.setattr(library, "_today", library._today)
    house.serve(house.laws()[0])


def row(pk: int) -> Journey:
    return Journey.objects.for_system("test").get(pk=pk)


def wait(pk: int, name: str) -> Wait:
    return Wait.objects.for_system("test").get(journey=pk, name=name)


def promise(pk: int, name: str) -> Promise:
    return Promise.objects.for_system("test").get(journey=pk, name=name)


def test_two_browsers_on_one_answer(town: Any) -> None:
    """Both texts are kept and shown, nothing is overwritten, and the step waits for no one's memory (R-245)."""
    at = line.assessing()
    by, other = town.actor("priya"), town.actor("grace")
    filled = forms.begin(at["person"], by=by, form="needs-assessment", subject=f"journey:{at['journey']}")
    said: dict[str, Any] = {"question": "wishes", "base": 0, "turn": 1}
    forms.save_answer(filled, by=by, **said, value="To cook on Sundays", editor="one browser")
    answer = forms.save_answer(filled, by=other, **said, value="To cook for Kofi", editor="another")
    assert answer["contested"]
    found = filled_of(f"journey:{at['journey']}", "needs-assessment")
    assert found is not None
    assert answers_of(found).said("wishes") == "To cook on Sundays"
    with pytest.raises(Refused, match="Choose between their texts"):
        forms.complete(filled, by=by)


def test_a_definition_changed_in_the_middle_of_a_journey(town: Any, made_up: None) -> None:
    """What began goes on under its own; what begins follows the new; whoever takes the new one over does so knowingly,
    and never into a stage that it does not have."""
    priya, grace = town.actor("priya"), town.actor("grace")
    old = opening.open_journey(town.alice, by=priya, pathway="grab-rail")
    house.serve(house.laws()[3])
    new = opening.open_journey(town.alice, by=priya, pathway="grab-rail")
    assert row(old).definition != row(new).definition
    moving.move(old, by=priya, move="sort")
    moving.move(new, by=priya, move="sort")
    assert Wait.objects.for_system("test").filter(name="for the fitter", journey__in=[old, new]).count() == 1
    course.adopt(old, by=grace, why="One way for all")
    moving.move(old, by=grace, move="give", owner=f"worker:{town.priya}")
    assert [list(checks.differences(row(each))) for each in (old, new)] == [[], []]

    moving.move(old, by=priya, move="measure")
    course.value(old, by=priya, amount=4000)
    moving.move(old, by=priya, move="price")
    house.serve(house.laws()[-1])
    with pytest.raises(Refused, match="has no stage “agreeing”"):
        course.adopt(old, by=grace, why="The law changed")
    moving.move(old, by=grace, move="agree")
    assert row(old).ended_at is not None


def test_a_fact_that_raises_stops_the_step_and_nothing_else(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal names the fact; promises that hang on it are owed when in doubt; other work goes on (R-052)."""
    at = line.with_manager()

    def broken(_of: Any) -> bool | None:
        raise ZeroDivisionError

    for name in ("no open concern", "came by self-referral"):
        monkeypatch.setitem(facts._facts, name, replace(facts.facts[name], holds=broken))
    with pytest.raises(Refused, match="could not find out: no open concern"):
        moving.move(at["journey"], by=town.actor("grace"), move="sign off")
    assert row(at["journey"]).stage == "with manager"
    moving.move(at["journey"], by=town.actor("grace"), move="return", comment="Later")
    begun = opening.open_journey(town.kofi, by=town.actor("priya"), pathway="needs-assessment")
    assert promise(begun, "reply to a self-referral").closed_at is None, "owed when in doubt"


@pytest.mark.parametrize("minutes", [-30, 30])
@pytest.mark.parametrize("when", ["the clocks go back", "the clocks go forward", "the year ends"])
def test_an_hour_lasts_an_hour_when_the_clocks_change(when: str, minutes: int) -> None:
    """Half past one comes twice or never was: a page that nobody answers is late after an hour all the same."""
    begins = house.oddities()[when] + timedelta(minutes=minutes)
    with time_machine.travel(begins, tick=False) as time:
        here = house.build()
        pk = opening.open_journey(here.people[0], by=SYSTEM, pathway="safeguarding-concern")
        page = promise(pk, "acknowledged page")
        assert page.due_at - begins.astimezone(UTC) == timedelta(hours=1)
        time.shift(timedelta(minutes=59, seconds=59))
        assert page.due_at > clock.now()
        time.shift(timedelta(seconds=1))
        assert page.due_at <= clock.now()
        moving.move(pk, by=SYSTEM, move="take in hand", owner=f"worker:{here.staff[5]}")
        assert list(checks.differences(row(pk))) == []


def test_events_typed_in_late_move_the_clocks_and_not_the_order(town: Any) -> None:
    """A visit on the fourth day, typed in on the ninth after a contact on the sixth, stops its wait on the fourth; a
    date that would put it before the beginning is refused, and what was known on the seventh day stays what was known
    then."""
    priya, grace = town.actor("priya"), town.actor("grace")
    begins = clock.now() + timedelta(days=1)
    with time_machine.travel(begins, tick=False) as time:
        pk = opening.open_journey(town.alice, by=priya, pathway="needs-assessment", came_by="self")
        line.fill_in(town.alice, pk, "triage", priya)
        moving.move(pk, by=priya, move="triage")
        moving.move(pk, by=grace, move="allocate", owner=f"worker:{town.priya}")
        time.shift(timedelta(days=6))
        saying.say(pk, by=priya, name="first human contact")
        seventh = clock.now()
        known = past.state(pk, as_known=seventh)
        time.shift(timedelta(days=2))
        moving.move(pk, by=priya, move="begin", happened_at=begins + timedelta(days=4))
        assessment = wait(pk, "for assessment")
        assert assessment.stopped_at == begins + timedelta(days=4)
        assert promise(pk, "reply to a self-referral").closed_at == begins + timedelta(days=6)

        begin = past.events(pk)[-1].id
        with pytest.raises(Refused, match="before the work began"):
            course.redate(
                pk, by=priya, event=begin, happened_at=begins - timedelta(days=1), why="It was the day before"
            )
        course.redate(
            pk, by=priya, event=begin, happened_at=begins + timedelta(days=2), why="It was the Tuesday"
        )
        assert wait(pk, "for assessment").stopped_at == begins + timedelta(days=2)
        opened = past.events(pk)[0].id
        with pytest.raises(Refused, match="Something happened along it"):
            course.redate(pk, by=priya, event=opened, happened_at=clock.now(), why="Asked for today")
        course.redate(
            pk, by=priya, event=opened, happened_at=begins - timedelta(days=3), why="They rang on Friday"
        )
        assert row(pk).opened_at == begins - timedelta(days=3)
        assert past.state(pk, as_known=seventh) == known
        before = past.state(pk, on=begins - timedelta(days=2))
        assert before is not None
        assert (before.stage, past.state(pk, on=begins - timedelta(days=4))) == ("received", None)
        assert list(checks.differences(row(pk))) == []


def test_a_merge_in_the_middle_of_an_assessment(town: Any) -> None:
    """The work goes on under whichever record it is seen, with its form, its grants and its letter; and after the two
    are parted each has its own again (R-002)."""
    grace = town.actor("grace")
    at = line.assessing()
    twin = making.add(given="Alice", family="Mensah", born="1942-03-27")
    making.opened(twin, grace)
    joined = merging.merge(at["person"], by=grace, survivor=twin, reason="The same birthday and voice")
    line.fill_in(at["person"], at["journey"], "needs-assessment", town.actor("priya"))
    moving.move(at["journey"], by=town.actor("priya"), move="submit")
    saying.say_of(twin, by=town.actor("priya"), name="risk reviewed")
    assert past.events(at["journey"])[-1].content["name"] == "risk reviewed"
    merging.undo(joined, by=grace, reason="Two cousins")
    assert moving.move(at["journey"], by=grace, move="sign off")["stage"] == "agreed"
    assert row(at["journey"]).person_id == at["person"]
    with pytest.raises(Missing):
        saying.say_of(twin, by=town.actor("priya"), name="kept in touch")
    assert grants.differences(clock.now()) == []
    assert list(holding.faults()) == []


def test_each_open_item_of_a_worker_who_was_switched_off_is_told(town: Any, made_up: None) -> None:
    """Somebody sets a worker inactive by raw SQL: their 22 open journeys are 22 sentences, and the write is told, too.
    With the leaving recorded as it should be, all pass on and none is told (R-052)."""
    priya = making.worker(name="Nina Okafor")
    for number in range(22):
        pk = opening.open_journey(
            town.alice, by=SYSTEM, pathway="grab-rail", came_by="hospital", owner=priya.own
        )
        if number % 2:
            course.plan(pk, by=SYSTEM, step="Ring", on=clock.today() + timedelta(days=3))
    before = list(owners.lost())
    Worker.objects.filter(pk=priya.worker).update(is_active=False)
    told = [said for said in owners.lost() if said not in before]
    assert len(told) == 22
    assert len(set(told)) == 22
    assert all(
        re.fullmatch(r"Journey \d+ is owned by Nina Okafor, who is not at work\.", said) for said in told
    )
    (lost,) = [each for each in check.run() if each.name == "nobody is lost"]
    assert "(and 17 more)" in lost.detail
    assert [each.ok for each in check.run() if each.name == "writes from outside"] == [False]


def test_a_next_step_in_the_past_is_refused_and_one_that_went_by_is_late(town: Any, made_up: None) -> None:
    """Nobody plans for yesterday; what was not done in time stays, is late, and keeps its owner (R-052)."""
    priya = town.actor("priya")
    pk = opening.open_journey(town.alice, by=priya, pathway="grab-rail", came_by="self")
    with pytest.raises(Refused, match="today or later"):
        course.plan(pk, by=priya, step="Ring", on=clock.today() - timedelta(days=1))
    course.plan(pk, by=priya, step="Ring", on=clock.today())
    with time_machine.travel(clock.now() + timedelta(days=40), tick=False):
        late = row(pk)
        assert late.next_on is not None
        assert late.next_on < clock.today()
        assert (late.next_step, late.owner) == ("Ring", late.team)
        assert [said for said in owners.lost() if f"Journey {pk} " in said] == []


def test_a_team_without_members_is_told_for_each_thing_that_falls_to_it(town: Any, made_up: None) -> None:
    """Its last member goes: what is the team's is nobody's, and each is said; nothing can be given to nobody."""
    pk = opening.open_journey(town.alice, by=town.actor("priya"), pathway="grab-rail", came_by="self")
    team = row(pk).team
    line.staff_every_team()
    assert [said for said in owners.lost() if f"Journey {pk} " in said] == []
    Post.objects.filter(holder=team).update(ends_at=clock.now())
    told = [said for said in owners.lost() if re.match(rf"Journey {pk} ", said)]
    assert len(told) == 1
    assert "has no member at work" in told[0]
    with pytest.raises(Refused, match="Choose a worker"):
        course.give(pk, by=SYSTEM, owner="team:nobody-knows-it")


def test_bulk_giving_undone_after_the_first_owner_left_is_the_teams(town: Any, made_up: None) -> None:
    """What is put back is never put back to somebody who has gone."""
    grace, former = town.actor("grace"), making.worker(name="Nina Okafor")
    pk = opening.open_journey(
        town.alice, by=SYSTEM, pathway="grab-rail", came_by="hospital", owner=former.own
    )
    given = bulk.carry_out(
        by=grace, kind="give-journeys", chosen={pk: 0}, target={"owner": grace.own}, reason="Cover"
    )
    workers.leave(former.worker, by=SYSTEM, left_on=clock.today(), hand_to=grace.own)
    bulk.undo(given, by=grace, reason="The wrong list")
    assert row(pk).owner == row(pk).team
    assert [said for said in owners.lost() if f"Journey {pk} " in said] == []


def test_a_journey_whose_beginning_was_lost_is_told_and_does_not_stop_the_check(
    town: Any, made_up: None
) -> None:
    """Somebody writes past the actions: the check says which journey it is, and goes on to the others."""
    priya = town.actor("priya")
    whole = opening.open_journey(town.alice, by=priya, pathway="grab-rail")
    Journey.objects.for_system("test").filter(pk=whole).update(stage="measured")
    bare = row(whole)
    bare.pk, bare._state.adding = None, True
    bare.save()
    (said,) = [each for each in holding.faults() if "no beginning" in each]
    assert f"Journey {bare.pk}: it has no beginning in the history." in said
    assert f"Journey {whole}: stage is stored as “measured”, its events say “asked”." in said


def test_forms_of_this_room_are_answered_as_their_definitions_ask() -> None:
    """The answers that these stories give are answers that the forms take."""
    assert set(paper.ANSWERS) == set(paper.ANOTHER)
    assert all(
        {"question", "place", "value"} == each.keys()
        for form in paper.ANSWERS
        for each in paper.sent(form, 4)
    )
