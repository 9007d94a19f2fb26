"""What a plan's services cost beside its budget; that they began is said once; the rows of the national return."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from alongside.commissioning import timed
from alongside.commissioning.actions import beginning, lines, suspending
from alongside.commissioning.models import PlanStart
from alongside.commissioning.queries import plans
from alongside.commissioning.queries.offers import Offers, offers
from alongside.commissioning.queries.service_rows import service_rows
from alongside.commissioning.tests.making import HOME_CARE, days_ago, line, shown, standing
from alongside.forms.actions import answering, filling
from alongside.forms.models import FilledForm
from alongside.pathways import happenings
from alongside.pathways.actions import opening
from alongside.pathways.models import Journey
from alongside.pathways.queries.asking import Course
from alongside.people.actions import life
from alongside.people.tests.making import add, opened, restricted, worker
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.records.facts import facts
from alongside.records.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(ada: int, by: Actor) -> str:
    """Ada's support plan, being written."""
    return f"journey:{opening.open_journey(ada, by=by, pathway='support-plan', owner=by.own)}"


def costing(plan: str, ada: int, by: Actor, pence: int) -> None:
    """Write what the plan costs a week into its form."""
    form = filling.begin(ada, by=by, form="support-plan", subject=plan)
    answering.save_answer(form, by=by, question="cost", value=str(pence / 100))


def say(name: str, plan: str) -> bool | None:
    """What a fact says of the plan."""
    journey = Journey.objects.for_system("test").get(pk=int(plan.removeprefix("journey:")))
    course: Any = Course(journey, None, None)  # type: ignore[arg-type]
    return facts[name].holds(course)


def test_the_budget_and_the_services_are_compared(by: Actor, ada: int, plan: str) -> None:
    """Told when they differ, to the penny; reablement is free and is left out; a suspension changes nothing."""
    assert say("services are written down", plan) is False
    key = line(ada, by, ago=0, plan=plan)
    line(ada, by, ago=0, plan=plan, service_type="st-max", component="reablement")
    assert say("services are written down", plan) is True
    assert say("services cost what the budget says", plan) is None
    costing(plan, ada, by, 22_575)
    suspending.suspend_line(key, by=by, starts_on=days_ago(0), suspended_for="hospital", paid="no")
    (found,) = shown(ada, by).budgets
    assert (found.stated, found.lines, found.agrees, found.differs) == (22_575, 22_575, True, False)
    assert say("services cost what the budget says", plan) is True
    lines.correct_line(key, by=by, why="The price is £22", starts_on=days_ago(0), pence=2_200)
    (found,) = shown(ada, by).budgets
    assert (found.lines, found.differs) == (23_100, True)
    assert say("services cost what the budget says", plan) is False


def test_a_plan_that_begins_later_is_compared_on_its_first_day(by: Actor, ada: int, plan: str) -> None:
    """Before that nothing is in force; when all is over nothing is compared."""
    line(ada, by, ago=-10, plan=plan)
    (found,) = shown(ada, by).budgets
    assert (found.lines, found.on) == (22_575, days_ago(-10))
    lines.withdraw_line(standing(ada)[0].pk, by=by, why="Not needed")
    line(ada, by, ago=50, ends_on=days_ago(2), plan=plan)
    assert plans.budget_of(plan, clock.today()) == plans.Budget(plan, "", None, None, None)


def test_a_gap_in_a_plan_is_told(by: Actor, ada: int, plan: str) -> None:
    """One provider stopped, the next began five days later: somebody was without."""
    line(ada, by, ago=30, ends_on=days_ago(16), plan=plan)
    line(ada, by, ago=10, plan=plan)
    (said,) = shown(ada, by).told
    assert said.startswith("Support plan")
    assert "nothing is arranged from" in said


def begun(plan: str) -> list[date]:
    """On which day the plan's services were said to begin."""
    return list(PlanStart.objects.for_system("test").filter(plan=plan).values_list("began_on", flat=True))


def heard(journey: int) -> int:
    """How often the journey heard that services began."""
    events = Event.objects.for_system("test").filter(subject=f"journey:{journey}", kind="pathway.said")
    return sum(each.content.get("name") == happenings.SERVICES_BEGAN for each in events)


def test_that_services_began_is_said_once_on_the_first_day(by: Actor, ada: int, plan: str) -> None:
    """The light-touch review has a clock from the day services began (practice 1.5), planned or not."""
    review = opening.open_journey(ada, by=by, pathway="light-touch-review", owner=by.own)
    line(ada, by, ago=-3, plan=plan)
    timed.note_what_has_begun()
    assert (begun(plan), heard(review)) == ([], 0)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=True):
        timed.note_what_has_begun()
        timed.note_what_has_begun()
        line(ada, by, ago=0, plan=plan, component="day-support")
    assert (begun(plan), heard(review)) == ([days_ago(-3)], 1)


def test_a_line_that_begins_today_is_said_at_once(by: Actor, ada: int, plan: str) -> None:
    """And a line of no plan says nothing of any."""
    review = opening.open_journey(ada, by=by, pathway="light-touch-review", owner=by.own)
    line(ada, by, ago=0)
    assert heard(review) == 0
    line(ada, by, ago=0, plan=plan)
    assert (begun(plan), heard(review)) == ([clock.today()], 1)
    assert beginning.note_begun(ada, by=SYSTEM) == 0


def test_a_plan_is_somebodys_own(by: Actor, ada: int, plan: str) -> None:
    """A line of one person is never part of another's plan."""
    from alongside.web.errors import Refused

    bob = opened(add(given="Bob"), by)
    with pytest.raises(Refused, match="not this person"):
        line(bob, by, plan=plan)


QUARTER = {"begins": date(2026, 4, 1), "ends": date(2026, 6, 30)}


def rows(**said: Any) -> list[Any]:
    """The return's service rows of a quarter."""
    return list(service_rows(QUARTER["begins"], QUARTER["ends"], **said))


def test_a_service_is_returned_in_the_words_of_the_return(by: Actor, ada: int) -> None:
    """CLD fields 26 to 30, 40 to 44, 48 to 50: the data, from the lines as they stand."""
    key = line(ada, by, starts_on=date(2026, 5, 4), location="1-123456789")
    (found,) = rows()
    assert (found.person_id, found.reference, found.starts_on, found.ends_on) == (
        ada, f"S{key}", date(2026, 5, 4), None,
    )  # fmt: skip
    assert (found.service_type, found.component, found.mechanism) == (
        "Long term support: Community", "Home support or domiciliary care", "CASSR managed personal budget",
    )  # fmt: skip
    assert (found.location, found.unit_cost, found.frequency, found.units, found.outcome) == (
        "1-123456789", 2_150, "Per hour", 1_050, "",
    )  # fmt: skip
    lines.end_line(key, by=by, ends_on=date(2026, 6, 1), ended_reason="hospital")
    (found,) = rows()
    assert (found.ends_on, found.outcome) == (date(2026, 6, 1), "Admitted to hospital")


def test_the_return_can_be_made_again_as_it_was(ada: int) -> None:
    """Bitemporal: what was recorded later changes nothing of what was known then."""
    with time_machine.travel("2026-06-30 12:00", tick=True):
        key = line(ada, SYSTEM, starts_on=date(2026, 5, 4))
    with time_machine.travel("2026-07-03 12:00", tick=True):
        known = clock.now()
        first = rows(as_known=known)
    with time_machine.travel("2026-07-20 12:00", tick=True):
        lines.change_line(key, by=SYSTEM, effective_on=date(2026, 6, 1), why="Less", units=525)
        lines.correct_line(
            key, by=SYSTEM, why="Wrong", starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 31), pence=1
        )
        assert rows(as_known=known) == first
        assert [each.units for each in first] == [1_050]
        assert [(each.unit_cost, each.units, each.ends_on) for each in rows()] == [
            (1, 1_050, date(2026, 5, 31)),
            (2_150, 525, None),
        ]


def test_nothing_is_returned_of_whom_the_actor_may_not_see(by: Actor, ada: int) -> None:
    """The same rows for a reader stop at the guard."""
    line(ada, by, starts_on=date(2026, 5, 4))
    restricted(ada)
    assert rows(actor=by) == []
    assert rows(actor=worker()) == []
    assert len(rows()) == 1


def test_services_end_with_a_death_and_come_back_with_the_undoing(by: Actor, ada: int, plan: str) -> None:
    """R-059 and CLD: the day of death is the last; a wrong report takes nothing from anybody."""
    manager = worker("team-manager")
    opened(ada, manager)
    died = days_ago(4)
    running = line(ada, by, ago=40, plan=plan)
    line(ada, by, ago=40, ends_on=days_ago(-20), component="day-support")
    line(ada, by, ago=-5, component="meals")
    line(ada, by, ago=90, ends_on=days_ago(30), component="transport")
    before = days(ada)
    event = life.record_death(ada, by=manager, on=died.isoformat())
    assert days(ada) == [
        ("transport", days_ago(90), days_ago(30), ""),
        ("home-support", days_ago(40), died, "died"),
        ("day-support", days_ago(40), died, "died"),
    ]
    assert shown(ada, by).week == "£0.00"
    life.take_back(event, by=manager, reason="It was his brother")
    assert days(ada) == before
    assert running in {each.pk for each in standing(ada)}


def days(person_id: int) -> list[tuple[str, date, date | None, str]]:
    """The lines that stand: what, from when, until when, and why."""
    return [(each.component, each.starts_on, each.ends_on, each.ended_reason) for each in standing(person_id)]


def test_the_cost_of_home_care_is_what_these_tests_reckon_with() -> None:
    """Ten and a half hours at £21.50."""
    assert HOME_CARE["units"] * HOME_CARE["pence"] == 2_257_500


def test_how_often_a_direct_payment_was_offered(by: Actor, ada: int, plan: str) -> None:
    """R-111, G-26: of the completed plans a reader may see, how many were told and how many want one."""
    form = filling.begin(ada, by=by, form="support-plan", subject=plan)
    answering.save_answer(form, by=by, question="dp-explained", value="yes")
    answering.save_answer(form, by=by, question="dp-answer", value="some")
    today = clock.today()
    assert offers(today, today, by) == Offers(0, 0, 0)
    FilledForm.objects.for_system("test").filter(pk=form).update(state="complete", closed_at=clock.now())
    assert offers(today, today, by) == Offers(1, 1, 1)
    assert offers(today - timedelta(days=9), today - timedelta(days=1), by) == Offers(0, 0, 0)
    assert offers(today, today, worker("finance-officer", "finance")) == Offers(0, 0, 0)
