"""Letters from their writing to the post: stopped, looked at by two, printed, posted, come back. J2 step 8."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import Story, every_way
from tests.journeys.steps import open_record

pytestmark = pytest.mark.journey
SCENE = "alongside.messages.tests.scene"
ALICE = "Alice Mensah"


def _letters_of_alice(story: Story) -> None:
    """The scene is set on the house's copy by a program of its own."""
    said = story.house.copy.python("-m", SCENE, ALICE, "Priya Nair")
    assert said.returncode == 0, said.stderr


@every_way
def test_letters_are_stopped_printed_and_posted(story: Story) -> None:
    """G-03, users 4.5.9: what stops a letter is said first; batches account for each; mail that comes back is said."""
    _letters_of_alice(story)
    story.sign_in("Priya Nair")
    story.go("/letters/stopped/")
    story.sees("not known whether the person can deal")
    story.look("Letters that were stopped")
    story.page.get_by_role("link", name="We have your request").first.click()
    story.look("A stopped letter")
    story.go("/letters/print/")
    story.look("The print queue")
    story.press("Mark as printed")
    story.sees("Select at least one letter to print")
    story.look("Nothing was selected")
    story.page.get_by_role("checkbox").first.check()
    story.press("Mark as printed")
    story.sees("1 marked.")
    story.page.get_by_role("checkbox").first.check()
    story.press("Mark as posted")
    story.look("Everything was posted")
    story.go("/letters/")
    story.page.get_by_role("link", name="Your needs assessment").first.click()
    story.look("A letter on its way")
    story.press("Declined")
    story.press("Record that it was declined")
    story.sees("Say what the person said")
    story.look("Declined without a word")
    story.fill(reason="Her son reads it to her")
    story.press("Record that it was declined")
    story.look("A letter that was declined")
    story.page.get_by_role("link", name="Letters", exact=True).last.click()
    story.sees("Declined")
    story.look("The letters of a person")


def test_two_people_release_a_letter(browser_as: Callable[..., Story]) -> None:
    """Users 4.5.9: the one who released it cannot do so twice; after the second it goes."""
    grace = browser_as("Grace Adeyemi")
    _letters_of_alice(grace)
    aisha = browser_as("Aisha Rahman")
    for story in (grace, aisha):
        open_record(story, ALICE)
        story.go("/letters/stopped/")
        story.page.get_by_role("link", name="We have your request").first.click()
        story.press("Release")
        story.fill(reason="Her son Kofi is with her and opens nothing")
        story.look("A release to be signed")
        story.press("Release this letter")
    grace.page.reload()
    aisha.sees("Waiting to go")
    grace.sees("Released by")
    aisha.look("A letter two have released")
