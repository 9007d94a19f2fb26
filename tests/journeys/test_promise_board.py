"""What is owed and how it is kept, the weekly work of more of it, and that nobody is lost: read in every way
(G-12, G-55, R-241)."""

from __future__ import annotations

import pytest

from tests.fixtures.browser import House, Story, every_way

pytestmark = pytest.mark.journey


@every_way
def test_the_board_of_promises(story: Story) -> None:
    """Grace sees what is broken and whose it is, counts it by team, says what is done next, and goes to the work."""
    story.sign_in("Grace Adeyemi")
    story.go("/promises/")
    story.sees("owed and broken")
    story.sees("How promises are kept")
    story.look("Promises", guide="promises")
    story.press("team")
    story.sees("Counted by what was promised, team")
    story.look("Counted by team")
    story.page.locator(".app-filter__title").click()
    story.page.get_by_label("Owed to").select_option("person")
    story.press("Apply filters")
    story.sees("Owed to: The person")
    story.look("Promises to a person")
    _say_what_is_next(story)
    story.page.locator("main table th a", has_text="Look at the risk again").last.click()
    story.sees("What is owed")


def _say_what_is_next(story: Story) -> None:
    story.go("/promises/?standing=late")
    story.page.locator("main a", has_text="Say what is next").first.click()
    story.press("Save")
    story.sees("Say what is done next")
    story.look("Nothing said yet")
    story.fill(step="Ring her on Monday morning")
    for name, value in (("Day", "31"), ("Month", "12"), ("Year", "2026")):
        story.page.get_by_label(name, exact=True).fill(value)
    story.look("What is done next")
    story.press("Save")
    story.go("/promises/?standing=late")
    story.sees("Ring her on Monday morning")


@every_way
def test_the_whole_council_in_numbers_and_the_work_of_a_week(story: Story) -> None:
    """Diane, who may plan, counts what the whole council owes, reads no name, and asks what more would mean."""
    story.sign_in("Diane Osei")
    story.go("/promises/?whose=")
    story.sees("Nothing is owed that you may see")
    story.go("/promises/")
    story.sees("The numbers are of the whole council and name nobody")
    story.sees("Keep in touch")
    story.does_not_see("Maryam Hosseini")
    story.look("The whole council in numbers")
    story.press("What would more of it mean in a week?")
    story.sees("What is promised now")
    story.look("What is promised to those who wait", guide="weekly-work")
    story.page.get_by_label("With everybody").select_option("needs-assessment/for-assessment")
    story.page.get_by_label("Every", exact=True).select_option("2 weeks")
    story.press("Work it out")
    story.sees("calls or letters a week")
    story.look("What a call every two weeks would mean")


@every_way
def test_that_nobody_is_lost_is_looked_at_and_told(story: Story, house: House) -> None:
    """Whoever keeps the system asks for a look; the worker looks; everybody reads what was found and when."""
    story.sign_in("Ian Cooper")
    story.go("/nobody-lost/")
    story.sees("Nobody has looked yet")
    story.look("Nobody has looked yet")
    story.press("Check now")
    story.sees("A look is asked for")
    story.look("A look is asked for")
    said = house.copy.python("-m", "tests.journeys.looking")
    assert said.returncode == 0, said.stderr
    story.go("/nobody-lost/")
    story.sees("The last looks at everything")
    story.look("What was found", guide="nobody-lost")
