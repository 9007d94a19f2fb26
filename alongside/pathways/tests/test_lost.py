"""The proof that nobody is lost: each thing that would mean it is found, named with its record (G-55, R-052)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from alongside import council
from alongside.pathways.actions import course, keeping, moving, opening, saying
from alongside.pathways.models import Journey
from alongside.pathways.queries import doors, lost
from alongside.pathways.rules import history
from alongside.records import check, clock
from alongside.records.acting import action
from alongside.records.actors import SYSTEM
from alongside.records.models import Post
from alongside.web.errors import Refused

pytestmark = pytest.mark.django_db


def journey(pk: int) -> Journey:
    return Journey.objects.for_system("test").get(pk=pk)


def asked(town: Any, pathway: str = "needs-assessment", came_by: str = "self") -> int:
    return int(opening.open_journey(town.alice, by=SYSTEM, pathway=pathway, came_by=came_by))


def finding(name: str) -> check.Finding:
    return next(check.look_at(each) for each in check.checks if each.name == name)


def end_past_the_action(pk: int, move: str = "end", outcome: str = "duplicate") -> None:
    """As if somebody wrote past the action that refuses it."""
    said: dict[str, Any] = {"move": move, "outcome": outcome, "facts": {}}
    keeping.write(journey(pk), history.MOVED, "Ended.", at=clock.now(), **said)


@action("test.write past the action", may=lambda _actor, _thing: True)
def write_past_the_action(*, by: Any, at: Any, what: Any) -> None:
    what()


@pytest.fixture
def written(town: Any) -> Any:
    """Writes within one action, as the engine does."""
    return lambda what: write_past_the_action(by=SYSTEM, what=what)


def test_what_the_person_was_promised_keeps_the_work_open(town: Any) -> None:
    """G-01, G-55: whoever referred themselves is spoken with, or somebody says why not, before anything is closed."""
    pk = asked(town)
    with pytest.raises(Refused, match="Somebody speaks with whoever referred themselves"):
        moving.move(pk, by=SYSTEM, move="end", outcome="duplicate")
    saying.say(pk, by=SYSTEM, name="first human contact")
    moving.move(pk, by=SYSTEM, move="end", outcome="duplicate")
    assert list(lost.dropped()) == []


def test_work_ended_over_a_promise_is_found(town: Any, written: Any) -> None:
    """G-55: with the journey, and the page on which it is mended."""
    pk = asked(town)
    written(lambda: end_past_the_action(pk))
    said = finding("closed work")
    assert not said.ok
    assert (
        f"Journey {pk} (Needs assessment): it ended while “reply to a self-referral” was owed." in said.detail
    )
    assert said.faults[0].page == "pathways.journey"
    assert said.faults[0].record_id == town.alice


def test_work_ended_over_an_open_concern_is_found_and_one_put_back_later_is_not(
    town: Any, written: Any
) -> None:
    """G-55: closures with an open concern are none."""
    first, second = asked(town, came_by="hospital"), asked(town, came_by="hospital")
    written(lambda: end_past_the_action(first))
    concern = asked(town, "safeguarding-concern", "hospital")
    assert list(lost.over_a_concern()) == []
    written(lambda: end_past_the_action(second))
    assert [(ended.pk, about.pk) for ended, about in lost.over_a_concern()] == [(second, concern)]


def test_every_door_accounts_for_what_came_in(town: Any) -> None:
    """R-003: received = open + closed + refused with a reason; a row that is gone is missed."""
    before = {(each.pathway, each.came_by): each for each in doors.doors()}
    one, two, _three = (
        asked(town, came_by="hospital"),
        asked(town, came_by="hospital"),
        asked(town, came_by="hospital"),
    )
    moving.move(one, by=SYSTEM, move="end", outcome="met-otherwise")
    key = ("needs-assessment", "hospital")
    door = next(each for each in doors.doors() if (each.pathway, each.came_by) == key)
    was = before.get(key)
    assert door.received - (was.received if was else 0) == 3
    assert door.refused - (was.refused if was else 0) == 1
    assert all(each.accounted for each in doors.doors())
    assert finding("what came in").ok
    with connection.cursor() as cursor:
        for table in ("pathways_promise", "pathways_wait"):
            cursor.execute(f"DELETE FROM {table} WHERE journey_id = %s", [two])
        cursor.execute("DELETE FROM pathways_journey WHERE id = %s", [two])
    said = finding("what came in")
    assert f"Journey {two} was begun, and it is not there any more." in said.detail


def test_a_next_step_that_nobody_at_work_may_take_is_found(town: Any) -> None:
    """The design's owner: somebody at work whose part the next step is."""
    pk = asked(town)
    assert [each for each in lost.nobodys_turn() if each.journey.pk == pk] == []
    Post.objects.filter(role__in=_triaging()).update(ends_at=clock.now())
    assert ("triage worker", pk) in [(each.duty, each.journey.pk) for each in lost.nobodys_turn()]


def _triaging() -> list[str]:
    here = council.current()
    return [role.key for role in here.roles if "triage worker" in here.duties_of([role.key])]


def test_open_work_is_counted_under_the_tick(town: Any) -> None:
    """Named, with a team only, overdue: what is late is counted, not lost."""
    before = lost.open_work()
    pk = asked(town)
    assert lost.open_work().team_only == before.team_only + 1
    course.give(pk, by=SYSTEM, owner=f"worker:{town.priya}")
    counted = lost.open_work()
    assert (counted.named, counted.team_only) == (before.named + 1, before.team_only)
    assert finding("open work").ok
    Journey.objects.for_system("test").filter(pk=pk).update(stage="agreed")
    assert "nothing says what happens next" in finding("open work").detail
