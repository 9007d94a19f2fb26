"""The applications to deprive somebody of their liberty, worked in order of risk (J7, the half that is a list)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import WAYS, House, Story
from tests.journeys import steps
from tests.town import legacy

pytestmark = pytest.mark.journey

LIST = "/lists/dols/for-a-decision/"
THAT_DAY = f"?on={legacy.AS_AT}"
OBJECTS = "She tries the front door every evening, and says no"


@pytest.fixture
def lead(browser_as: Callable[..., Story], house: House) -> Story:
    """Bronwen Pryce, after the list of the system before this one was brought in."""
    bronwen = browser_as("Bronwen Pryce")
    steps.bring_in(house, "dols", "dols")
    return bronwen


def test_the_applications_are_worked_in_order_of_risk(lead: Story, browser_as: Callable[..., Story]) -> None:
    """J7 (R-051, R-233, G-53). Given the 327 applications that were waiting on 31 May 2024, when the lead opens the
    list, then it counts 327, 40 and 250, and stands in order of risk and then of age. When she ranks one anew, then
    that one stands among the most urgent, with the history of its priority; and when she gives one to an assessor,
    then it waits still. She asks when the list is short enough with four more a week. Tom sees nobody."""
    _as_it_was(lead)
    _given(lead, _ranked_anew(lead))
    _when_it_is_short_enough(lead)
    _of_another_team(browser_as("Tom Whitfield"))


def _as_it_was(lead: Story) -> None:
    lead.go("/lists/")
    lead.sees("Deprivation of liberty safeguards")
    lead.look("The lists of whoever leads assessors")
    lead.go(f"{LIST}{THAT_DAY}")
    lead.sees("As it stood at the end of 31 May 2024")
    figures = " ".join(lead.page.locator("main dl").first.inner_text().split())
    assert "still waiting 327" in figures, figures
    assert "half have waited this or more 40 days" in figures, figures
    assert "the longest 250 days" in figures, figures
    lead.sees("Those not yet looked at come first, then by priority, then whoever has waited longest.")
    places = _places(lead)
    assert len(places) == 50
    assert places == sorted(places)
    lead.look("The applications of May 2024", guide="dols-list")


def _places(lead: Story) -> list[tuple[str, int]]:
    """The rows of the page as their order is made: the priority (blank: not yet looked at), and days from most."""
    told = [
        (row.locator("[data-label=Priority]").inner_text(), row.locator("[data-label=Waiting]").inner_text())
        for row in lead.page.locator("main tbody tr").all()
    ]
    return [
        ("" if "Not yet" in rank else rank, -int(days.split()[0].replace(",", ""))) for rank, days in told
    ]


def _ranked_anew(lead: Story) -> str:
    lead.go(f"{LIST}?priority=3")
    name = lead.page.locator("main tbody th").first.inner_text().strip()
    _do(lead, name, "Set how urgent it is")
    lead.page.get_by_label("P1, at once", exact=False).check()
    lead.fill(why=OBJECTS, interim_measures="Somebody goes out with her before supper")
    lead.press("Set it")
    lead.go(f"{LIST}?priority=1")
    [row] = lead.page.locator("main tbody tr", has_text="Priority changed once").all()
    assert row.locator("th").inner_text().strip() == name
    assert _places(lead) == sorted(_places(lead))
    row.locator("summary", has_text="Priority changed once").click()
    lead.sees("from “P3, medium” to “P1, at once”")
    assert OBJECTS in row.inner_text()
    assert "Bronwen Pryce" in row.locator("[data-label='Why here']").inner_text()
    lead.page.locator("h1").click()
    lead.look("Ranked anew, with the history of it", guide="dols-ranked-anew")
    lead.go(f"{LIST}{THAT_DAY}&priority=1")
    lead.does_not_see(OBJECTS)
    return name


def _do(lead: Story, name: str, what: str) -> None:
    row = lead.page.locator("main tbody tr", has=lead.page.get_by_role("link", name=name, exact=True)).first
    row.locator(".app-row-menu summary").click()
    row.get_by_role("link", name=what, exact=True).click()
    lead.page.wait_for_load_state()


def _given(lead: Story, name: str) -> None:
    lead.go(f"{LIST}?priority=1")
    _do(lead, name, "Allocate")
    lead.look("To which assessor")
    to = lead.page.locator("main select[name=owner-allocate]")
    assert "Priya Nair" not in to.inner_text()
    to.select_option(to.locator("option", has_text="Bronwen Pryce").get_attribute("value"))
    lead.press("Allocate")
    lead.go(f"{LIST}?priority=1&given=given")
    lead.sees(name)
    lead.look("Given to an assessor")


def _when_it_is_short_enough(lead: Story) -> None:
    lead.go(LIST)
    lead.press("When is this list short enough, and what will waits be?")
    lead.go(f"{LIST}plan/{THAT_DAY}&more=4&below=100")
    lead.sees("With 4 more seen a week")
    lead.sees("the list of 327")
    lead.look("Four more a week")


def _of_another_team(tom: Story) -> None:
    tom.go(LIST)
    tom.sees("Nobody whom you may see is waiting here")
    tom.does_not_see("Hutchings")
    tom.look("Nobody, for another team")


def test_the_history_of_a_priority_is_read_on_a_telephone(stories: Callable[..., Story]) -> None:
    """R-051: what is folded away opens in its place on a narrow screen, too."""
    lead = stories(WAYS["narrow"])
    lead.sign_in("Bronwen Pryce")
    lead.go(LIST)
    _do(lead, "Pearl Hutchings", "Set how urgent it is")
    lead.page.get_by_label("P2, high", exact=False).check()
    lead.fill(why=OBJECTS)
    lead.press("Set it")
    lead.go(LIST)
    lead.page.locator("summary", has_text="Priority changed once").click()
    lead.look("The history of a priority")
