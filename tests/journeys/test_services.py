"""What a plan buys, from the first line to its end, and the card that an unpaid carer carries (J2 step 9; R-037, R-039,
R-059, G-05, G-09), as everybody meets it: wide, at 320 px, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.fixtures.browser import WAYS, Story
from tests.journeys.steps import choose, open_record

pytestmark = pytest.mark.journey


def on(story: Story, name: str, ago: int) -> None:
    """Fill the three boxes of a date, so many days ago."""
    day = date.today() - timedelta(days=ago)  # noqa: DTZ011 the browser's day
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        story.page.locator(f"main [name={name}-{part}]").fill(str(value))


def tick(story: Story, name: str, value: str) -> None:
    """Choose a radio by the name it is sent under."""
    story.page.locator(f"main [name={name}][value={value}]").check()


@pytest.mark.parametrize("way", [*WAYS])
def test_a_service_is_arranged_changed_suspended_and_ended(
    browser_as: Callable[..., Story], way: str
) -> None:
    """Each on a page of its own; the sums, the picture and what was recorded late stand on one."""
    priya = browser_as("Priya Nair", WAYS[way])
    alice = open_record(priya, "Alice Mensah")
    priya.go(f"/people/{alice}/services/")
    priya.look("No services yet")
    and_home_care_is_added(priya)
    and_day_support_is_planned(priya)
    when_home_care_is_changed_late(priya)
    and_suspended_for_hospital(priya)
    when_respite_is_granted_and_booked(priya)
    and_what_her_daughter_does_is_written_down(priya)
    priya.look("Services with everything")


def and_home_care_is_added(priya: Story) -> None:
    """Ten and a half hours a week."""
    priya.press("Add a service")
    priya.look("Add a service, blank")
    choose(priya, "component", "Home support or domiciliary care")
    choose(priya, "service_type", "Long term support: Community")
    tick(priya, "mechanism", "managed-budget")
    priya.fill(provider_name="Helping Hands", units="10.5", pence="21.50", detail="Mornings and evenings")
    choose(priya, "unit", "Hour")
    choose(priya, "each", "Per hour")
    on(priya, "starts_on", 60)
    priya.page.locator("main button", has_text="Add the service").click()
    priya.page.wait_for_load_state()
    priya.sees("£225.75")


def and_day_support_is_planned(priya: Story) -> None:
    """From next week on."""
    priya.press("Add a service")
    choose(priya, "component", "Day support")
    choose(priya, "service_type", "Long term support: Community")
    priya.fill(provider_name="The Hive", pence="70.00")
    choose(priya, "each", "Per week")
    on(priya, "starts_on", -7)
    priya.page.locator("main button", has_text="Add the service").click()
    priya.page.wait_for_load_state()
    priya.sees("Planned")


def line_of(priya: Story, what: str) -> None:
    """Open the line in the table of what is given now."""
    priya.page.locator("main tbody th").get_by_role("link", name=what).first.click()
    priya.page.wait_for_load_state()


def when_home_care_is_changed_late(priya: Story) -> None:
    """A fortnight ago: what is owed back is told."""
    line_of(priya, "Home support")
    priya.look("One service")
    on(priya, "effective_on", 14)
    priya.fill(why="She manages breakfast.", units="7")
    priya.press("Change it from that day")
    priya.page.get_by_text("Recorded late: what it made different").click()
    priya.sees("is owed back")


def and_suspended_for_hospital(priya: Story) -> None:
    """From yesterday, unpaid."""
    line_of(priya, "Home support")
    priya.page.get_by_role("link", name="Suspend", exact=True).click()
    on(priya, "starts_on", 1)
    choose(priya, "suspended_for", "In hospital")
    tick(priya, "paid", "no")
    priya.look("Suspend a service")
    priya.press("Suspend it")
    priya.sees("Suspended from")


def when_respite_is_granted_and_booked(priya: Story) -> None:
    """Twelve nights, and two asked for in vain."""
    priya.press("Grant respite")
    priya.fill(amount="12")
    tick(priya, "unit", "night")
    on(priya, "starts_on", 30)
    on(priya, "ends_on", -330)
    priya.look("Grant respite, filled")
    priya.press("Grant it")
    priya.page.locator("main section").get_by_role("link").first.click()
    priya.page.get_by_role("link", name="Not had", exact=True).click()
    on(priya, "starts_on", 5)
    on(priya, "ends_on", 3)
    priya.fill(amount="2")
    choose(priya, "unmet_because", "No place was available")
    priya.press("Record that it was not had")
    priya.sees("2 nights wanted and not had")


def and_what_her_daughter_does_is_written_down(priya: Story) -> None:
    """She has not been asked yet, and that is told."""
    priya.press("Add what an unpaid carer does")
    priya.fill(need="Eating", does="Cooks every Sunday", carer_name="Ama", hours="6")
    tick(priya, "agreed", "not-asked")
    on(priya, "starts_on", 200)
    priya.look("A need met by an unpaid carer")
    priya.press("Add it")
    priya.sees("Carer not asked")


@pytest.mark.parametrize("way", [*WAYS])
def test_a_card_is_issued_and_answered_by_its_number(browser_as: Callable[..., Story], way: str) -> None:
    """Somebody rings with the number: the plan, and no name."""
    priya, samir = browser_as("Priya Nair", WAYS[way]), browser_as("Samir Haddad", WAYS[way])
    alice = open_record(priya, "Alice Mensah")
    priya.go(f"/people/{alice}/services/cards/add/")
    priya.fill(who="Her sister Efua, 020 7946 0100", how_long="Two days", must_know="Insulin at eight")
    priya.look("Issue a card")
    priya.press("Issue the card")
    priya.look("The card")
    found = re.search(r"\d{3} \d{3} \d{3}", priya.page.locator("main").inner_text())
    assert found
    samir.go("/emergency-cards/")
    samir.look("Ask for a card")
    samir.fill(number=found[0], caller="Paramedic, call sign N421")
    samir.press("Show the plan")
    samir.look("The plan")
    samir.sees("Efua")
    samir.does_not_see("Alice Mensah")
    samir.go("/emergency-cards/")
    samir.fill(number="123 456 789", caller="Police")
    samir.press("Show the plan")
    samir.look("A slip in the number")
    priya.page.reload()
    priya.sees("Paramedic, call sign N421")
