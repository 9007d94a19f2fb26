"""Journeys begin, move, wait, owe and end; what is stored is always what their events say (R-052, G-12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from alongside.pathways import checks
from alongside.pathways.actions import course, moving, opening, saying
from alongside.pathways.models import Journey, Promise, Wait
from alongside.people.actions import life
from alongside.records import clock, facts, owners
from alongside.records.actions import workers
from alongside.records.actors import SYSTEM
from alongside.records.models import Grant, Submission, Worker
from alongside.web.errors import Forbidden, Missing, Refused

pytestmark = pytest.mark.usefixtures("trial")


def _broken(_of: Any) -> bool | None:
    raise ZeroDivisionError


def journey(pk: int) -> Journey:
    return Journey.objects.for_system("test").get(pk=pk)


def owed(pk: int) -> dict[str, Promise]:
    return {each.name: each for each in Promise.objects.for_system("test").filter(journey=pk)}


def waits(pk: int) -> dict[str, Wait]:
    return {each.name: each for each in Wait.objects.for_system("test").filter(journey=pk)}


@pytest.fixture
def begun(town: Any) -> int:
    return opening.open_journey(town.alice, by=town.actor("priya"), pathway="grab-rail", came_by="self")


def at_the_manager(town: Any, pk: int, amount: int = 4000) -> int:
    priya, grace = town.actor("priya"), town.actor("grace")
    moving.move(pk, by=priya, move="sort")
    moving.move(pk, by=grace, move="give", owner=f"worker:{town.priya}")
    moving.move(pk, by=priya, move="measure")
    course.value(pk, by=priya, amount=amount)
    moving.move(pk, by=priya, move="price")
    return pk


def test_it_begins_with_an_owner_a_next_step_its_waits_and_what_is_owed(town: Any, begun: int) -> None:
    """Nobody is lost from the first moment; a self-referral is owed a word (G-01)."""
    row = journey(begun)
    assert row.stage == "asked"
    assert row.owner == row.team != ""
    assert row.next_step == "Decide how urgent it is"
    assert row.next_on is not None
    assert set(waits(begun)) == {"for the rail", "for a visit"}
    assert set(owed(begun)) == {"a word back"}
    assert list(checks.differences(row)) == []


def test_it_goes_its_way_to_the_end(town: Any, begun: int) -> None:
    """Every step stores what its events say; the receipt is still owed when all is done (G-03)."""
    at_the_manager(town, begun)
    done = moving.move(begun, by=town.actor("grace"), move="agree")
    row = journey(begun)
    assert row.ended_at is not None
    assert done["stage"] == "fitted"
    assert len(done["opened"]) == 1
    assert {name: each.how for name, each in owed(begun).items()} == {"a word back": "kept", "a receipt": ""}
    assert {name: each.how for name, each in waits(begun).items()} == {
        "for the rail": "completed",
        "for a visit": "completed",
    }
    assert list(checks.differences(row)) == []


def test_what_must_be_so_first_is_told_all_at_once(town: Any, begun: int) -> None:
    """A refusal says what is missing, and nothing is written."""
    moving.move(begun, by=town.actor("priya"), move="sort")
    moving.move(begun, by=town.actor("grace"), move="give", owner=f"worker:{town.priya}")
    moving.move(begun, by=town.actor("priya"), move="measure")
    before = journey(begun).version
    with pytest.raises(Refused, match="amount is known"):
        moving.move(begun, by=town.actor("priya"), move="price")
    assert journey(begun).version == before


def test_who_priced_it_does_not_agree_it(town: Any, begun: int) -> None:
    """Two pairs of hands on money."""
    at_the_manager(town, begun)
    with pytest.raises(Forbidden):
        moving.move(begun, by=town.actor("priya"), move="agree")


def test_agreeing_beyond_ones_authority_goes_to_somebody_who_may_or_is_approved_afterwards(
    town: Any, begun: int
) -> None:
    """Authorisation by amount, with an urgent way round that is owed an approval (R-018)."""
    at_the_manager(town, begun, amount=900_000)
    grace = town.actor("grace")
    with pytest.raises(Refused, match="your role agrees"):
        moving.move(begun, by=grace, move="agree")
    with pytest.raises(Refused, match="why this cannot wait"):
        moving.move(begun, by=grace, move="agree", urgent=True)
    moving.move(begun, by=grace, move="agree", urgent=True, reason="She comes home tonight")
    assert owed(begun)["approval afterwards"].closed_at is None
    saying.say(begun, by=grace, name="approved afterwards")
    assert owed(begun)["approval afterwards"].how == "kept"


def test_a_double_press_is_one_step(town: Any, begun: int) -> None:
    """The same key gives the first answer back."""
    for _ in range(2):
        moving.move(begun, by=town.actor("priya"), move="sort", key="one")
    assert Submission.objects.filter(key="one").count() == 1
    with pytest.raises(Refused, match="stands at"):
        moving.move(begun, by=town.actor("priya"), move="sort", key="two")


def test_the_allocated_worker_and_the_team_see_the_person_until_nothing_is_owed(
    town: Any, begun: int
) -> None:
    """Access follows the work (grants from the journey), and ends with it."""
    at_the_manager(town, begun)
    source = f"journey:{begun}"
    now = clock.now()
    assert set(Grant.objects.open_at(now).filter(source=source).values_list("holder", flat=True)) == {
        f"worker:{town.priya}",
        journey(begun).team,
    }
    moving.move(begun, by=town.actor("grace"), move="agree")
    assert Grant.objects.open_at(clock.now()).filter(source=source).exists(), "the receipt is owed still"
    saying.say(begun, by=SYSTEM, name="copy-of-assessment issued")
    assert not Grant.objects.open_at(clock.now()).filter(source=source).exists()


def test_a_restricted_pathway_is_seen_by_its_own_few_only(town: Any, begun: int) -> None:
    """Who may see the person does not thereby see this (deny by default)."""
    at_the_manager(town, begun)
    check = moving.move(begun, by=town.actor("grace"), move="agree")["opened"][0]
    assert journey(check).record_id != town.alice
    with pytest.raises(Missing):
        moving.move(check, by=town.actor("mei"), move="look")
    with pytest.raises(Missing):
        moving.move(check, by=town.actor("priya"), move="look")
    moving.move(check, by=town.actor("aisha"), move="look")


def test_a_hold_needs_a_reason_a_day_and_an_owner_and_the_clock_goes_on(town: Any, begun: int) -> None:
    """Pauses are shown, never hidden."""
    priya = town.actor("priya")
    with pytest.raises(Refused, match="still to come"):
        course.hold(begun, by=priya, why="In hospital", until_on=clock.today())
    course.hold(begun, by=priya, why="In hospital", until_on=clock.today() + timedelta(days=9))
    row = journey(begun)
    assert row.next_step == "On hold: In hospital"
    assert row.next_on == clock.today() + timedelta(days=9)
    course.release(begun, by=priya)
    assert journey(begun).next_step == "Decide how urgent it is"


def test_a_past_date_is_not_a_next_step(town: Any, begun: int) -> None:
    """A next step lies ahead, or it has happened or is late."""
    with pytest.raises(Refused, match="today or later"):
        course.plan(begun, by=town.actor("priya"), step="Ring", on=clock.today() - timedelta(days=1))


def test_priority_sets_targets_and_duties_and_its_history_stays(town: Any, begun: int) -> None:
    """Triage with reason and history; keeping in touch begins with it (G-12)."""
    priya = town.actor("priya")
    assert "keep in touch" not in owed(begun)
    course.prioritise(begun, by=priya, priority=3, why="Stable")
    slow = owed(begun)["keep in touch"].due_at
    course.prioritise(begun, by=priya, priority=1, why="Fell again")
    assert owed(begun)["keep in touch"].due_at < slow
    assert journey(begun).priority_reason == "Fell again"
    assert list(checks.differences(journey(begun))) == []


def test_a_step_taken_by_mistake_is_taken_back(town: Any, begun: int) -> None:
    """Undo, not “are you sure”: what the step began never was."""
    moved = moving.move(begun, by=town.actor("priya"), move="sort")
    assert moved["stage"] == "waiting"
    step = course.history_standing(begun)[-1].id
    course.take_back(begun, by=town.actor("priya"), event=step, why="Wrong person")
    assert journey(begun).stage == "asked"
    assert list(checks.differences(journey(begun))) == []


def test_back_dating_moves_the_clocks_and_not_the_order(town: Any, begun: int) -> None:
    """A visit typed in late stops the wait on the day of the visit."""
    opened = clock.now() - timedelta(days=9)
    pk = opening.open_journey(town.kofi, by=town.actor("priya"), pathway="grab-rail", happened_at=opened)
    moving.move(pk, by=town.actor("priya"), move="sort")
    moving.move(pk, by=town.actor("grace"), move="give", owner=f"worker:{town.priya}")
    moving.move(pk, by=town.actor("priya"), move="measure", happened_at=clock.now() - timedelta(days=2))
    visit = waits(pk)["for a visit"]
    assert visit.stopped_on is not None
    assert (visit.stopped_on - visit.started_on).days == 7
    assert journey(pk).stage == "measured"
    too_early = opened - timedelta(days=1)
    with pytest.raises(Refused, match="before the work began"):
        moving.move(pk, by=town.actor("priya"), move="price", happened_at=too_early)


def test_a_fact_that_raises_is_said_plainly_and_nothing_is_lost(
    town: Any, begun: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refusal names the fact; the work stands where it stood."""
    broken = replace(facts._facts["amount is known"], holds=_broken)
    monkeypatch.setitem(facts._facts, "amount is known", broken)
    moving.move(begun, by=town.actor("priya"), move="sort")
    moving.move(begun, by=town.actor("grace"), move="give", owner=f"worker:{town.priya}")
    moving.move(begun, by=town.actor("priya"), move="measure")
    with pytest.raises(Refused, match="could not find out: amount is known"):
        moving.move(begun, by=town.actor("priya"), move="price")
    assert journey(begun).stage == "measured"


def test_somebody_without_the_person_cannot_even_find_it(town: Any, begun: int) -> None:
    """Another's journey answers as none."""
    with pytest.raises(Missing):
        moving.move(begun, by=town.actor("tom"), move="sort")


def test_who_left_by_raw_sql_is_found_with_each_open_item(town: Any, begun: int) -> None:
    """The live check names every journey of a worker who is gone."""
    at_the_manager(town, begun)
    Worker.objects.filter(pk=town.priya).update(is_active=False)
    assert [said for said in owners.lost() if f"Journey {begun} " in said] == [
        f"Journey {begun} is owned by Priya Nair, who is not at work."
    ]


def test_the_system_may_close_what_nobody_may(town: Any, begun: int) -> None:
    """A consequence acts as Alongside itself."""
    moving.move(begun, by=SYSTEM, move="stop", outcome="died")
    row = journey(begun)
    assert row.outcome == "died"
    assert {each.how for each in waits(begun).values()} == {"left"}


def test_a_step_taken_back_ends_what_it_began_unless_somebody_went_on_with_it(town: Any, begun: int) -> None:
    """Nothing is left running that nobody asked for, and nothing that somebody works on is ended behind them."""
    at_the_manager(town, begun)
    grace = town.actor("grace")
    check = moving.move(begun, by=grace, move="agree")["opened"][0]
    course.take_back(begun, by=grace, event=course.history_standing(begun)[-1].id, why="Too soon")
    assert journey(check).outcome == "taken back"
    assert (journey(begun).stage, journey(begun).ended_at) == ("agreeing", None)

    check = moving.move(begun, by=grace, move="agree")["opened"][0]
    tomorrow = clock.today() + timedelta(days=1)
    course.hold(check, by=town.actor("aisha"), why="The rail is wet", until_on=tomorrow)
    with pytest.raises(Refused, match="began “Check of a rail”, and somebody has gone on with it"):
        course.take_back(begun, by=grace, event=course.history_standing(begun)[-1].id, why="Too soon")


def test_what_comes_back_to_somebody_who_has_left_meanwhile_is_the_teams(town: Any, begun: int) -> None:
    """A death wrongly reported, a step taken back: nobody who has gone owns what goes on."""
    at_the_manager(town, begun)
    died = life.record_death(town.alice, by=town.actor("priya"), on=clock.today().isoformat())
    assert journey(begun).ended_at is not None
    workers.leave(town.priya, by=SYSTEM, left_on=clock.today(), hand_to=f"worker:{town.grace}")
    life.take_back(died, by=town.actor("samir"), reason="It was another Alice Mensah")
    row = journey(begun)
    assert (row.ended_at, row.owner) == (None, row.team)
    assert [said for said in owners.lost() if f"Journey {begun} " in said] == []
    assert list(checks.differences(row)) == []
