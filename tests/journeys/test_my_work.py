"""The worker's day: one list after signing in, and work given to somebody in bulk and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import WAYS, Story, every_way

pytestmark = pytest.mark.journey


@every_way
def test_priya_finds_her_day_in_one_list(story: Story) -> None:
    """R-047, G-03, G-12: what is late stands first; a contact is recorded where it stands, with and without scripts."""
    story.sign_in("Priya Nair")
    story.sees("Good")
    story.sees("agreed load 22")
    story.sees("A copy of the assessment")
    story.sees("The contingency is thin")
    story.sees("ring first")
    story.look("My work")
    story.page.locator(".app-work__deed > summary").filter(has_text="Record contact").first.click()
    story.page.locator("details[open] textarea").fill("She is well and waits")
    story.look("Recording a contact")
    story.page.locator("details[open] button").click()
    story.page.wait_for_load_state()
    story.sees("It is written down, and what was owed is kept.")


@every_way
def test_a_task_passed_on_is_accepted_and_done(story: Story) -> None:
    """R-004: accepted with one press, done with a word on what came of it."""
    story.sign_in("Priya Nair")
    row = story.page.locator(".app-work").filter(has_text="Ring Kofi about a night away")
    row.get_by_role("button", name="Accept").click()
    story.sees("The task is as you said.")
    row.locator("summary").click()
    row.locator("textarea").fill("He comes on Sunday")
    row.locator("form button").click()
    story.page.wait_for_load_state()
    story.look("A task done")
    assert not row.is_visible()


def test_grace_gives_work_in_bulk_and_takes_it_back(browser_as: Callable[..., Story]) -> None:
    """R-047: select, look first, say why; every one accounted for, and undone within the day (users.md 10)."""
    grace = browser_as("Grace Adeyemi")
    grace.press("Team")
    grace.look("The team's list", guide="team")
    boxes = grace.page.locator("input[name=item]")
    for number in range(min(2, boxes.count())):
        boxes.nth(number).check(force=True)
    grace.page.locator("#give-to").select_option(label="Grace Adeyemi")
    grace.press("Look first")
    grace.sees("chosen:")
    grace.look("What giving would do")
    grace.page.get_by_role("button", name="Give").last.click()
    grace.sees("There is a problem")
    grace.fill(reason="Priya is at the tribunal all week")
    grace.page.get_by_role("button", name="Give").last.click()
    grace.sees("Undo it")
    grace.look("What became of each")
    grace.fill(reason="The hearing was put off")
    grace.press("Undo")
    grace.sees("As they were before")
    grace.look("Undone")


def test_the_team_on_a_phone(browser_as: Callable[..., Story]) -> None:
    """The same list, 320 points wide."""
    grace = browser_as("Grace Adeyemi", WAYS["narrow"])
    grace.go("/team/")
    grace.look("The team's list on a phone")
