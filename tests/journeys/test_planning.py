"""“With eight more a week, when is this list short enough?”: asked and answered beside the list (R-052, G-66)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import House, Story, every_way
from tests.journeys import steps
from tests.town import legacy

pytestmark = pytest.mark.journey


@every_way
def test_a_manager_asks_what_one_more_a_week_would_make_of_a_list(story: Story) -> None:
    """Grace goes from the list to the question, asks it, looks at the numbers, at another level, and back in time."""
    story.sign_in("Grace Adeyemi")
    story.go("/lists/needs-assessment/for-assessment/")
    story.press("When is this list short enough, and what will waits be?")
    story.sees("At the pace of these weeks")
    story.look("As now")
    story.fill(more="1")
    story.press("Ask")
    story.sees("With 1 more seen a week")
    story.sees("Whoever joins it then and stays")
    for summary in story.page.locator("main summary").all():
        summary.click()
    story.sees("people waited")
    story.look("All that it rests on")
    story.press("4 more")
    story.sees("With 4 more seen a week")
    story.press("Look back 26 weeks")
    story.sees("What came: on")
    story.look("What came")
    story.fill(more="many")
    story.press("Ask")
    story.sees("Write a whole number from -99 to 99")
    story.look("No question")


def test_the_list_that_was_reported_of(browser_as: Callable[..., Story], house: House) -> None:
    """The assessments of May 2024 are brought in: of 137 who waited, how many are left with eight more a week?"""
    grace = browser_as("Grace Adeyemi")
    steps.bring_in(house, "care_act_assessments", "needs-assessment")
    grace.go(f"/lists/needs-assessment/for-assessment/plan/?on={legacy.AS_AT}&more=8&below=60")
    grace.sees("With 8 more seen a week")
    grace.sees("the list of 137 has an even chance of coming below 60")
    grace.look("Eight more", guide="plan")
