"""While you wait: a second look when things get worse, an honest letter, and the weekly work of keeping in touch
(G-08, G-12, G-66, R-052)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.messages.models import Message
from alongside.pathways import library
from alongside.pathways.actions import about_waiting, course, keeping, moving, opening, saying
from alongside.pathways.letters import waiting
from alongside.pathways.models import Journey, Promise
from alongside.pathways.queries import duties
from alongside.pathways.queries.figures import About, portrait, year_before
from alongside.pathways.rules import history
from alongside.pathways.rules.calendar import UNITS, Span
from alongside.pathways.rules.weekly import a_week, times_a_week
from alongside.pathways.tests.test_lost import write_past_the_action
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.web.errors import Refused


@given(st.integers(1, 60), st.sampled_from(UNITS))
def test_twice_the_people_or_half_the_time_is_twice_the_work(count: int, unit: str) -> None:
    """The weekly work is in proportion to who waits, and against the time between."""
    one = times_a_week(Span(count, unit))
    assert one > 0
    assert times_a_week(Span(2 * count, unit)) == pytest.approx(one / 2)
    assert a_week({1: 2, None: 4}, str(Span(count, unit))) == pytest.approx(6 * one)


def test_a_duty_by_priority_is_owed_to_those_who_have_one() -> None:
    """Every day to two, every two weeks to ten: nineteen a week; to those not looked at, nothing yet."""
    assert a_week({1: 2, 2: 10, None: 7}, {"1": "1 day", "2": "14 days"}) == pytest.approx(19)


def test_a_wait_is_told_in_weeks_rounded_up() -> None:
    """Nobody is told too little."""
    assert [waiting.length(days) for days in (1, 13, 14, 15, 21, 22)] == [
        "1 day", "13 days", "2 weeks", "3 weeks", "3 weeks", "4 weeks",
    ]  # fmt: skip


@pytest.mark.django_db
class TestWaiting:
    """With work under way in the town."""

    def waits(self, town: Any, days: int = 0) -> int:
        began = clock.now() - timedelta(days=days)
        pk = int(
            opening.open_journey(
                town.alice, by=SYSTEM, pathway="needs-assessment", came_by="hospital", happened_at=began
            )
        )
        course.prioritise(pk, by=SYSTEM, priority=3, why="Stable")
        return pk

    def test_who_tells_that_things_got_worse_is_owed_a_second_look(self, town: Any) -> None:
        """G-66: with a clock and an owner; only looking again at how urgent it is keeps it, and nothing ends before."""
        pk = self.waits(town)
        saying.say(pk, by=town.actor("priya"), name="things got worse", note="Fell twice this week")
        owed = Promise.objects.for_system("test").get(journey=pk, name="a second look")
        row = Journey.objects.for_system("test").get(pk=pk)
        assert (owed.owner, owed.closes, owed.closed_at) == (row.team, "G-66", None)
        assert owed.due_at <= clock.now() + timedelta(days=6)
        saying.say(pk, by=SYSTEM, name="first human contact")
        with pytest.raises(Refused, match="A second look"):
            moving.move(pk, by=SYSTEM, move="end", outcome="met-otherwise")
        course.prioritise(pk, by=SYSTEM, priority=1, why="Falls")
        assert Promise.objects.for_system("test").get(pk=owed.pk).how == "kept"

    def test_the_letter_is_written_only_where_it_can_be_honest(self, town: Any) -> None:
        """R-052: of a list on which nobody was seen nothing is known, and nothing is made up."""
        pk = self.waits(town)
        with pytest.raises(Refused, match="Too few people were seen"):
            about_waiting.write_about_waiting(pk, by=town.actor("priya"))
        assert not Message.objects.for_system("test").filter(letter="waiting").exists()

    def test_the_letter_says_what_others_waited_and_names_no_place(
        self, town: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """G-08: half and nine in ten, what happens meanwhile, whom to ring; once a day; issued, it keeps the duty."""
        monkeypatch.setattr(waiting, "ENOUGH", 1)
        seen = self.waits(town, days=20)
        saying.say(seen, by=SYSTEM, name="first human contact")
        for move in ("triage", "allocate", "begin"):
            self.take(town, seen, move)
        pk = self.waits(town)
        key = about_waiting.write_about_waiting(pk, by=town.actor("priya"))
        assert about_waiting.write_about_waiting(pk, by=town.actor("priya")) == key
        message = Message.objects.for_system("test").get(pk=key)
        told = message.content["said"]
        today = clock.today()
        course_ = portrait(About("needs-assessment", "for assessment", year_before(today), today))
        assert (told["most people"], told["some people"]) == tuple(
            waiting.length(days) if (days := course_.within[share]) is not None else "" for share in (50, 90)
        )
        assert "at least every 28 days" in told["keep in touch"]
        assert not {"place", "position"} & told.keys(), "a place in a queue is nobody's to tell"
        kept = library.current().pathway("needs-assessment").while_waiting["keep in touch"].kept_by
        assert "waiting issued" in kept

    def take(self, town: Any, pk: int, move: str) -> None:
        """A step as Alongside itself may write it, past the forms."""
        journey = Journey.objects.for_system("test").get(pk=pk)
        write_past_the_action(
            by=SYSTEM,
            what=lambda: keeping.write(journey, history.MOVED, "On.", at=clock.now(), move=move, facts={}),
        )

    def test_the_weekly_work_is_told_before_it_is_promised(self, town: Any, client_of: Any) -> None:
        """G-12: on today's list, for each team; what is thought of, and what is in force."""
        before = duties.thought_of("needs-assessment", "for assessment", "2 weeks")
        self.waits(town)
        after = duties.thought_of("needs-assessment", "for assessment", "2 weeks")
        assert after.waiting == before.waiting + 1
        assert after.a_week == pytest.approx(before.a_week + 0.5)
        client = client_of("grace")
        page = client.get(
            "/promises/weekly-work/?wait=needs-assessment/for-assessment&every=2 weeks"
        ).content.decode()
        assert "calls or letters a week" in page
        assert "Keep in touch" in page
        assert client.get("/promises/weekly-work/?wait=nonsense&every=never").status_code == 200
