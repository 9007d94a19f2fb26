"""What people do at forms and along the work, by what is asked and not by its words: the same in every council."""

from __future__ import annotations

import re

from playwright.sync_api import Locator
from playwright.sync_api import TimeoutError as TooLong

from tests.fixtures.browser import Story

SECTIONS = 30


def fill_in(story: Story, **answers: str) -> None:
    """Answer the form that is open, section by section, and finish it. `contingency_who` is the question
    “contingency-who”; `difficulty_1` its first row; a choice is named by its code, several joined by “+”."""
    asked = {re.sub(r"-(\d+)$", r".\1", key.replace("_", "-")): each for key, each in answers.items()}
    for _section in range(SECTIONS):
        if story.page.url.endswith("/review/"):
            story.press("Finish this form")
            return
        for key, value in asked.items():
            cell = story.page.locator(f"[data-cell='{key}']")
            if cell.count() and _asked(cell):
                _answer(cell, value)
        story.page.locator("button[name=next]").click()
        story.page.wait_for_load_state()
    raise AssertionError(f"The form does not come to its end: {story.page.url}")


def _asked(cell: Locator) -> bool:
    """Whether the question is asked, if need be because of what was answered a moment ago."""
    try:
        cell.wait_for(state="visible", timeout=1_500)
    except TooLong:
        return False
    return True


def _answer(cell: Locator, value: str) -> None:
    if cell.locator("input[name$='-day']").count():
        for part, said in zip(("day", "month", "year"), value.split(), strict=True):
            cell.locator(f"input[name$='-{part}']").fill(said)
    elif cell.locator("input[type=radio], input[type=checkbox]").count():
        for code in value.split("+"):
            cell.locator(f"input[value='{code}']").check()
    else:
        cell.locator("textarea, input[type=text], input:not([type])").first.fill(value)


def work(story: Story, person: int, title: str) -> None:
    """Open one of somebody's pieces of work, by the list of them."""
    story.go(f"/people/{person}/work/")
    story.page.locator("main").get_by_role("link", name=title, exact=True).first.click()
    story.page.wait_for_load_state()


def take(story: Story, step: str, comment: str = "", worker: str = "") -> None:
    """Take a step: its button, what it asks, its button again."""
    story.press(step)
    if worker:
        picked = story.page.locator("main select option", has_text=worker).first.get_attribute("value")
        story.page.locator("main select").first.select_option(picked)
    if comment:
        story.page.locator("main textarea").first.fill(comment)
    if story.page.locator("main form").get_by_role("button", name=step, exact=True).count():
        story.press(step)


def hand_over(story: Story, person: int, letter: str) -> None:
    """Give somebody a letter that waits, by its title."""
    story.go(f"/people/{person}/letters/")
    story.page.locator("main tbody").get_by_role("link", name=letter, exact=True).first.click()
    story.page.wait_for_load_state()
    story.press("Hand over")
    story.press("I have handed it over")
