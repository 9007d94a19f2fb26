"""From the plan through the panel and an appeal to services, money and the review date: J2 steps 6, 7, 9 and 11 (R-019,
R-023, R-059, G-17), as each duty takes them; the same in every council, by its own panel rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from alongside.commissioning.queries.statements import statement_of
from alongside.commissioning.tests.making import line, shown, standing
from alongside.messages.actions import ending
from alongside.messages.models import Message
from alongside.pathways.actions import moving, opening, taking
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.tests.test_the_line import fill
from alongside.people.tests.making import add, again, opened, worker
from alongside.records import clock
from alongside.records.actors import SYSTEM, Actor
from alongside.web.errors import Forbidden, Refused

pytestmark = pytest.mark.django_db

PLAN = {
    "wishes": "To cook for Kofi on Sundays",
    "urgent": "no",
    "dp-explained": "yes",
    "dp-answer": "later",
    "cost": "225.75",
    "contribution-state": "not-assessed",
    "money-referred": "yes",
    "contingency-who": "Kofi, 07700 900101",
    "contingency-when": "The same evening",
    "agrees": "agreed",
    "contact": "Priya Nair",
    "advice": "The lunch club",
}
ASKED = {
    "asked": "Two carers at night",
    "amount": "225.75",
    "asked-by": "provider",
    "provider-asked": "Oakfield Home Care",
}
NOT_AGREED = {"decision": "not-agreed", "reasons": "One carer and a sensor keep you as safe."}


@pytest.fixture
def by() -> Actor:
    """The practitioner, who also asks the panel."""
    return worker()


@pytest.fixture
def boss(ada: int) -> Actor:
    """Their manager."""
    return opened_for(ada, worker("team-manager"))


@pytest.fixture
def chair(ada: int) -> Actor:
    """The panel's chair."""
    return opened_for(ada, worker("head-of-service", ""))


@pytest.fixture
def plan(ada: int, by: Actor) -> int:
    """Ada's plan, being written."""
    return int(opening.open_journey(ada, by=by, pathway="support-plan", owner=by.own))


def opened_for(person: int, who: Actor) -> Actor:
    opened(person, who)
    return again(who)


def promise(journey: int, name: str) -> Promise:
    found: Promise = Promise.objects.for_system("test").get(journey_id=journey, name=name)
    return found


def letters(journey: int, key: str) -> list[Message]:
    rows = Message.objects.for_system("test").filter(subject=f"journey:{journey}", letter=key)
    return list(rows.order_by("pk"))


def submitted(plan: int, ada: int, by: Actor, **more: Any) -> None:
    fill(ada, "support-plan", f"journey:{plan}", by, PLAN | more)
    moving.move(plan, by=by, move="submit")


def to_the_panel(plan: int, ada: int, by: Actor, boss: Actor, chair: Actor) -> int:
    """Ask the panel, and whatever the council does before it decides."""
    submitted(plan, ada, by)
    (panel,) = moving.move(plan, by=boss, move="put to the panel")["opened"]
    fill(ada, "panel", f"journey:{panel}", by, ASKED)
    moving.move(panel, by=by, move="submit")
    if Journey.objects.for_system("test").get(pk=panel).stage == "being read":
        moving.move(panel, by=boss, move="read", comment="It would do")
    fill(ada, "panel-decision", f"journey:{panel}", chair, NOT_AGREED)
    return int(panel)


def test_no_plan_goes_on_that_costs_what_no_service_does(by: Actor, boss: Actor, ada: int, plan: int) -> None:
    """What is agreed is what is bought: written before it goes to the manager, the same before it is agreed."""
    fill(ada, "support-plan", f"journey:{plan}", by, PLAN)
    with pytest.raises(Refused, match="services are written down"):
        moving.move(plan, by=by, move="submit")
    line(ada, by, ago=-7, plan=f"journey:{plan}", pence=2_000)
    moving.move(plan, by=by, move="submit")
    with pytest.raises(Refused, match="services cost what the budget says"):
        moving.move(plan, by=boss, move="agree")
    assert shown(ada, by).budgets[0].differs


def test_a_plan_that_buys_nothing_needs_no_service(by: Actor, boss: Actor, ada: int, plan: int) -> None:
    """An unpaid carer's plan of what she does and what the neighbourhood gives."""
    submitted(plan, ada, by, cost="0", **{"contribution-state": "nothing"})
    assert moving.move(plan, by=boss, move="agree")["stage"] == "agreed"


def test_the_panel_tells_the_person_and_the_provider_why(
    by: Actor, boss: Actor, chair: Actor, ada: int, plan: int
) -> None:
    """G-17: a refusal without reasons is none; she reads how to appeal, the provider what was decided and why."""
    line(ada, by, ago=-7, plan=f"journey:{plan}")
    panel = to_the_panel(plan, ada, by, boss, chair)
    with pytest.raises(Forbidden):
        moving.move(panel, by=by, move="decide")
    moving.move(panel, by=chair, move="decide")
    (hers,) = letters(panel, "panel-decision")
    (theirs,) = letters(panel, "panel-decision-to-provider")
    assert "One carer and a sensor" in hers.content["said"]["reasons"]
    assert (theirs.to_name, theirs.content["said"]["reasons"]) == (
        "Oakfield Home Care", "One carer and a sensor keep you as safe.",
    )  # fmt: skip
    assert "person says" not in theirs.content["said"]
    for letter, owed in ((hers, "reasons to the person"), (theirs, "reasons to the provider")):
        assert promise(panel, owed).closed_at is None
        ending.issue_by_hand(letter.pk, by=by)
        assert promise(panel, owed).how == "kept"


def test_somebody_else_answers_an_appeal_in_writing(
    by: Actor, boss: Actor, chair: Actor, ada: int, plan: int
) -> None:
    """R-023: whoever sat on the panel does not answer, nor whoever asked it; upheld, the plan is written anew."""
    line(ada, by, ago=-7, plan=f"journey:{plan}")
    panel = to_the_panel(plan, ada, by, boss, chair)
    moving.move(panel, by=chair, move="decide")
    appeal = opening.open_journey(ada, by=by, pathway="panel-appeal")
    fill(ada, "panel-appeal", f"journey:{appeal}", by, {"disagrees-with": "Nobody wakes when it rings"})
    another = opened_for(ada, worker("head-of-service", ""))
    moving.move(appeal, by=boss, move="give", owner=another.own)
    (received,) = letters(appeal, "panel-appeal-received")
    said = received.content["said"]
    assert (said["worker"], said["what you said"]) == (another.name, "Nobody wakes when it rings")
    ending.issue_by_hand(received.pk, by=by)
    answer = {"decision": "upheld", "reasons": "The sensor woke nobody in March."}
    fill(ada, "panel-appeal-answer", f"journey:{appeal}", another, answer)
    with pytest.raises(Forbidden, match="decide of panel"):
        moving.move(appeal, by=chair, move="decide")
    (again_,) = moving.move(appeal, by=another, move="decide")["opened"]
    assert Journey.objects.for_system("test").get(pk=again_).pathway == "support-plan"
    (outcome,) = letters(appeal, "panel-appeal-outcome")
    ending.issue_by_hand(outcome.pk, by=by)
    assert {each.name: each.how for each in Promise.objects.for_system("test").filter(journey_id=appeal)} == {
        "word that it arrived": "kept", "answer": "kept", "answer in writing": "kept",
    }  # fmt: skip


def test_an_appeal_names_the_decision_it_is_about(
    by: Actor, ada: int, client_of: Callable[[Actor], Client]
) -> None:
    """R-025, G-17: of two decisions the one that was chosen is looked at again; nobody else's can be."""
    panels = [opening.open_journey(ada, by=SYSTEM, pathway="panel") for _ in range(2)]
    still = opening.open_journey(ada, by=SYSTEM, pathway="panel")
    Journey.objects.for_system("test").filter(pk__in=panels).update(ended_at=clock.now(), outcome="decide")
    begun = taking.begin(ada, by=by, pathway="panel-appeal", came_by="self", again_of=str(panels[0]))
    assert Journey.objects.for_system("test").get(pk=begun["journey"]).parent_id == panels[0]
    for wrong in (still, begun["journey"], 999_999):
        with pytest.raises(Refused, match="from the list"):
            taking.begin(ada, by=by, pathway="panel-appeal", came_by="self", again_of=str(wrong))
    page = client_of(by).get(f"/people/{ada}/work/begin/panel-appeal/").content.decode()
    assert f'value="{panels[1]}"' in page
    assert f'value="{still}"' not in page
    boss = opened_for(ada, worker("head-of-service", ""))
    with pytest.raises(Forbidden):
        taking.begin(ada, by=boss, pathway="panel-appeal", again_of=str(panels[1]))


def test_services_begin_and_both_clocks_of_the_review_run(
    by: Actor, boss: Actor, ada: int, plan: int
) -> None:
    """Practice 1.5: since sign-off and since the services began; finished, the next review stands in a year."""
    line(ada, by, ago=0, plan=f"journey:{plan}")
    submitted(plan, ada, by)
    opens = moving.move(plan, by=boss, move="agree")["opened"]
    rows = {each.pathway: each for each in Journey.objects.for_system("test").filter(pk__in=opens)}
    assert set(rows) == {"light-touch-review", "financial-assessment"}
    review = rows["light-touch-review"]
    running = Wait.objects.for_system("test").filter(journey=review, stopped_at__isnull=True)
    assert set(running.values_list("name", flat=True)) == {"since sign-off", "since services began"}, (
        "also of services that began before anybody agreed the plan"
    )
    moving.move(review.pk, by=by, move="hold")
    fill(
        ada, "review", f"journey:{review.pk}", by,
        {"reviewed-on": f"{clock.today():%d %m %Y}", "needs-changed": "no", "contingency-right": "yes",
         "outcome": "no-change", "reasons": "It works"},
    )  # fmt: skip
    (next_,) = moving.move(review.pk, by=by, move="finish")["opened"]
    planned = Journey.objects.for_system("test").get(pk=next_)
    assert planned.pathway == "planned-review"
    assert planned.next_on is not None
    assert timedelta(days=360) < planned.next_on - clock.today() <= timedelta(days=366)


def test_the_statement_is_given_again_once_finance_knows(by: Actor, boss: Actor, ada: int, plan: int) -> None:
    """s26(1): “not yet assessed” is a state of its own, and what ends it is the statement in the person's hands."""
    line(ada, by, ago=0, plan=f"journey:{plan}")
    submitted(plan, ada, by)
    opens = moving.move(plan, by=boss, move="agree")["opened"]
    money = Journey.objects.for_system("test").get(pk__in=opens, pathway="financial-assessment").pk
    assert shown(ada, by).budgets[0].share == "contribution not yet assessed"
    finance = worker("finance-officer", "finance")
    moving.move(money, by=finance, move="ask for figures", owner=finance.own)
    moving.move(money, by=again(finance), move="receive")
    result = {
        "result": "contribution", "pays": "42.10", "pays-from": f"{clock.today():%d %m %Y}",
        "worked-out": "Your pensions less what you must keep",
    }  # fmt: skip
    fill(ada, "financial-assessment", f"journey:{money}", again(finance), result)
    moving.move(money, by=again(finance), move="tell")
    (letter,) = letters(plan, "budget-statement")
    said = letter.content["said"]
    assert (said["cost"], said["you pay"], said["council pays"]) == (
        "£225.75 a week", "You pay £42.10 a week.", "The council pays £183.65 a week.",
    )  # fmt: skip
    assert shown(ada, by).budgets[0].share == "they pay £42.10 a week, the council £183.65"
    assert promise(plan, "statement with the contribution").closed_at is None, (
        "told to finance is not told to her"
    )
    ending.issue_by_hand(letter.pk, by=by)
    assert promise(plan, "statement with the contribution").how == "kept"


def test_nobody_pays_by_the_assessment_of_before_their_plan(by: Actor, ada: int, plan: int) -> None:
    """And who has no plan with a cost has no statement."""
    assert statement_of(f"journey:{plan}", [ada]) is None
    fill(
        ada,
        "support-plan",
        f"journey:{plan}",
        by,
        PLAN | {"contribution-state": "assessed", "contribution": "300"},
    )
    found = statement_of(f"journey:{plan}", [ada])
    assert found is not None
    assert (found.sums.pays, found.sums.council) == (22_575, 0), "nobody pays more than it costs"
    assert standing(ada) == []
    assert add() != ada
