"""Contacts, concerns and a piece of work, however one reads (R-001, R-027, R-052, R-241, G-49)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import Story, every_way
from tests.journeys.steps import answer, choose, date, number, open_record

pytestmark = pytest.mark.journey


def find(story: Story, text: str) -> None:
    """Use the box of the page, not the one above every page."""
    story.fill(q=text)
    story.page.locator("main").get_by_role("button", name="Find").click()
    story.page.wait_for_load_state()


@every_way
def test_a_concern_from_the_first_word_to_somebody_who_acts(story: Story) -> None:
    """Raised from the search, received at once, and the raiser sees what becomes of it."""
    story.sign_in("Priya Nair")
    story.go("/contacts/concern/")
    story.look("Who is at risk")
    find(story, "mensah alice")
    story.look("People found")
    story.page.get_by_role("link", name="Raise the concern Alice Mensah").click()
    story.look("Raise a concern")
    story.press("Raise the concern")
    story.sees("Say what happened or what worries you")
    story.look("Raised without a word")
    story.fill(what="Bruises on both arms; she will not say how")
    answer(story, "Is anybody in danger now?", "Yes")
    answer(story, "Must duty see this within the hour?", "Yes")
    story.press("Raise the concern")
    story.sees("Somebody on duty acknowledges it by")
    story.look("Receipt")
    alice = number(story)
    story.press("See what becomes of it")
    story.look("What becomes of it")
    story.go(f"/people/{alice}/work/")
    story.sees("Restricted")
    story.look("Work with a restricted piece")


@every_way
def test_duty_acknowledges_a_page(story: Story, stories: Callable[..., Story]) -> None:
    """Told on every page, taken in hand with one press, and then it has a name."""
    priya = stories()
    priya.sign_in("Priya Nair")
    alice = open_record(priya, "Alice Mensah")
    priya.press("Raise a safeguarding concern")
    priya.fill(what="Bruises on both arms")
    answer(priya, "Is anybody in danger now?", "No")
    answer(priya, "Must duty see this within the hour?", "Yes")
    priya.press("Raise the concern")
    priya.sees("Somebody on duty acknowledges it by")
    story.sign_in("Aisha Rahman")
    story.go("/people/")
    story.press("1 safeguarding concern waits for somebody to acknowledge")
    story.sees("Bruises on both arms")
    story.look("A page that waits", guide="concerns")
    story.page.get_by_role("button", name="Acknowledge and take in hand").click()
    story.page.wait_for_load_state()
    story.sees("In hand")
    assert number(story) == alice
    story.look("In hand")
    story.go("/concerns/")
    story.sees("Every concern has been acknowledged.")
    story.look("Nothing waits")


@every_way
def test_every_page_of_a_piece_of_work(story: Story) -> None:
    """Begun by hand, planned, held, passed on, its date put right, asked of the past."""
    story.sign_in("Priya Nair")
    alice = open_record(story, "Alice Mensah")
    story.go(f"/people/{alice}/work/")
    story.look("Work")
    story.press("Ask for a needs assessment")
    story.look("Begin work")
    choose(story, "came_by", "GP or practice")
    story.fill(referrer="Dr Shah, 020 7946 0300")
    story.press("Begin")
    here = story.page.url.removeprefix(story.house.address)
    story.look("A piece of work")
    story.press("Put on hold")
    story.press("Put on hold")
    story.look("On hold without a reason")
    choose(story, "reason", "The person is in hospital")
    date(story, "until_on", "1 12 2030")
    story.press("Put on hold")
    story.sees("On hold")
    story.look("On hold")
    story.press("Go on with it")
    story.press("Go on with it")
    for deed in ("plan", "prioritise", "give", "say"):
        story.go(f"{here}{deed}/")
        story.look(deed)
    story.go(f"{here}next/")
    story.look("What happens next")
    story.go(here)
    story.page.locator("main").get_by_role("link", name="Wrong date").last.click()
    story.look("Put a date right")
    story.go(f"{here}as-at/")
    story.look("How it stood, blank")
    date(story, "on", "1 1 2020")
    story.press("Show")
    story.sees("It had not begun on 1 January 2020")
    story.look("Before it began")


def test_a_page_nobody_answers_goes_to_a_manager(browser_as: Callable[..., Story]) -> None:
    """The worker escalates it; the manager is told wherever she is (G-49)."""
    priya = browser_as("Priya Nair")
    alice = open_record(priya, "Alice Mensah")
    priya.go(f"/people/{alice}/concern/")
    priya.fill(what="Bruises on both arms")
    answer(priya, "Is anybody in danger now?", "Not known")
    answer(priya, "Must duty see this within the hour?", "Yes")
    priya.press("Raise the concern")
    priya.sees("Somebody on duty acknowledges it by")
    said = priya.house.copy.python("-m", "tests.journeys.unanswered")
    assert said.returncode == 0, said.stderr
    grace = browser_as("Grace Adeyemi")
    grace.go("/people/")
    grace.press("1 safeguarding concern waits for somebody to acknowledge")
    grace.sees("Escalated")
    grace.sees("Bruises on both arms")
    grace.look("Escalated to a manager")
