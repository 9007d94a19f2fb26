"""J2 from the plan to the review date: a direct payment explained, services written down, the panel's refusal with its
reasons and the way to appeal, the copy, finance begun by itself, the review held and the next one planned (R-019,
R-023, R-059, R-111, G-17, G-26). By its codes and buttons, so that any council's own panel rule is walked by it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest

from tests.fixtures.browser import Story
from tests.journeys.filling import fill_in, hand_over, take, work
from tests.journeys.steps import open_record

pytestmark = pytest.mark.journey


def today() -> str:
    """The day as its three boxes take it."""
    return f"{date.today():%d %m %Y}"  # noqa: DTZ011 the browser's day


def test_from_the_plan_to_the_review_wide(browser_as: Callable[..., Story]) -> None:
    """Each hand does its part on its own pages."""
    priya, grace, diane = (browser_as(name) for name in ("Priya Nair", "Grace Adeyemi", "Diane Osei"))
    alice = given_a_plan_is_written_with_alice(priya)
    then_it_does_not_go_on_without_its_services(priya, alice)
    when_the_panel_refuses_more(priya, grace, diane, alice)
    then_alice_reads_why_and_appeals(priya, alice)
    when_the_plan_is_agreed(grace, alice)
    then_finance_and_the_review_begin_by_themselves(priya, alice)
    when_the_review_is_held_the_next_has_its_date(priya, alice)


def given_a_plan_is_written_with_alice(priya: Story) -> int:
    """In her words; what she was told of direct payments stands in it (G-26)."""
    alice = open_record(priya, "Alice Mensah")
    priya.go(f"/people/{alice}/work/begin/support-plan/")
    priya.page.locator("main [name=came_by]").select_option("self")
    priya.press("Begin")
    priya.press("Send to the manager: begin the form")
    fill_in(
        priya, wishes="To cook on Sundays", urgent="no", dp_explained="yes", dp_answer="later", cost="225.75",
        contribution_state="not-assessed", money_referred="yes", contingency_who="Kofi, 07700 900101",
        contingency_when="The same evening", agrees="agreed", contact="Priya Nair", advice="The lunch club",
    )  # fmt: skip
    return alice


def then_it_does_not_go_on_without_its_services(priya: Story, alice: int) -> None:
    """What is agreed is what is bought: written down first, to the penny of its budget."""
    work(priya, alice, "Support plan")
    priya.sees("What the plan buys or arranges is written in service lines")
    priya.look("A plan without its services")
    priya.go(f"/people/{alice}/services/add/")
    for name, value in (
        ("component", "home-support"), ("service_type", "long-community"), ("unit", "hour"), ("each", "hour"),
    ):  # fmt: skip
        priya.page.locator(f"main select[name={name}]").select_option(value)
    priya.page.locator("main select[name=plan]").select_option(index=1)
    priya.fill(provider_name="Helping Hands", units="10.5", pence="21.50")
    for part, value in zip(("day", "month", "year"), today().split(), strict=True):
        priya.page.locator(f"main [name=starts_on-{part}]").fill(value)
    priya.page.locator("main button", has_text="Add the service").click()
    priya.sees("contribution not yet assessed")
    priya.look("Services as the budget says")
    work(priya, alice, "Support plan")
    take(priya, "Send to the manager")
    priya.sees("With the manager")


def when_the_panel_refuses_more(priya: Story, grace: Story, diane: Story, alice: int) -> None:
    """The reasons are in writing or there is no decision (R-023); some councils have each case read first."""
    open_record(grace, "Alice Mensah")
    work(grace, alice, "Support plan")
    take(grace, "Put it to the panel")
    work(priya, alice, "Quality assurance (funding) panel")
    priya.press("Send to the panel: begin the form")
    fill_in(
        priya,
        asked="Two carers at night",
        amount="451.50",
        asked_by="provider",
        provider_asked="Helping Hands",
    )
    take(priya, "Send to the panel")
    work(grace, alice, "Quality assurance (funding) panel")
    if "Being read before the panel" in grace.page.locator("main").inner_text():
        take(grace, "Say what you make of it", comment="A sensor may do")
    open_record(diane, "Alice Mensah")
    work(diane, alice, "Quality assurance (funding) panel")
    diane.press("Decide: begin the form")
    fill_in(diane, decision="not-agreed", reasons="One carer and a sensor keep you as safe.")
    take(diane, "Decide")
    diane.sees("Decided")
    diane.look("The panel has decided")


def then_alice_reads_why_and_appeals(priya: Story, alice: int) -> None:
    """To her and to the provider who asked; whoever looks again did not decide (G-17)."""
    hand_over(priya, alice, "What the panel decided")
    priya.go(f"/people/{alice}/letters/")
    priya.sees("What the panel decided on the change you asked for")
    priya.go(f"/people/{alice}/work/begin/panel-appeal/")
    priya.page.locator("main [name=came_by]").select_option("self")
    priya.press("Begin")
    fill_in(priya, who_appeals="themselves", disagrees_with="Nobody wakes when it rings")
    work(priya, alice, "Appeal against a panel decision")
    priya.sees("Word that the appeal arrived and who looks at it")
    priya.look("An appeal", guide="panel-appeal")


def when_the_plan_is_agreed(grace: Story, alice: int) -> None:
    """As it was, while the appeal goes its way: nobody waits for care because of it."""
    work(grace, alice, "Support plan")
    take(grace, "Agree the plan")
    grace.sees("The statement with what they pay")


def then_finance_and_the_review_begin_by_themselves(priya: Story, alice: int) -> None:
    """R-059: asked for with the plan, and nobody has to remember; both clocks of the first review run."""
    hand_over(priya, alice, "Your support plan")
    priya.go(f"/people/{alice}/work/")
    for title in ("Financial assessment", "Light-touch review"):
        priya.sees(title)
    work(priya, alice, "Light-touch review")
    for clock in ("Since the plan was signed off", "Since the services began"):
        priya.sees(clock)
    priya.look("Two clocks of a review")


def when_the_review_is_held_the_next_has_its_date(priya: Story, alice: int) -> None:
    """R-019: the next one stands on the list, twelve months on, or as the council has it."""
    take(priya, "Begin the review")
    priya.press("Finish the review: begin the form")
    fill_in(
        priya,
        reviewed_on=today(),
        needs_changed="no",
        contingency_right="yes",
        outcome="no-change",
        reasons="It works",
    )
    take(priya, "Finish the review")
    work(priya, alice, "Planned review")
    said = priya.page.locator("main").inner_text()
    assert "Review the plan when it falls due" in said
    assert re.search(rf"\b{date.today().year + 1}\b", said), said  # noqa: DTZ011 the browser's day
    priya.look("The next review")
