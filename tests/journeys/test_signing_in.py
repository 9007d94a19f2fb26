"""The smallest story: somebody of the cast comes to work. Copy it to begin another."""

from __future__ import annotations

import pytest

from tests.fixtures.browser import Story, every_way

pytestmark = pytest.mark.journey


@every_way
def test_a_worker_signs_in_and_out(story: Story) -> None:
    """R-241: staff come in by name, see who they are signed in as, and leave the desk safely."""
    given_the_sign_in_page(story)
    when_priya_signs_in(story)
    then_she_is_at_her_desk(story)
    when_she_signs_out(story)
    then_nothing_can_be_read_any_more(story)


def given_the_sign_in_page(story: Story) -> None:
    """Whoever opens any address is asked who they are."""
    story.go("/")
    story.sees("Sign in")
    story.look("Sign in")


def when_priya_signs_in(story: Story) -> None:
    """The demo's way in: choosing one of the cast."""
    story.sign_in("Priya")


def then_she_is_at_her_desk(story: Story) -> None:
    """The first page after signing in."""
    story.sees("Priya")
    story.look("Home", guide="home")


def when_she_signs_out(story: Story) -> None:
    """Signing out asks first, so that no link elsewhere can do it."""
    story.page.locator("summary", has_text="Priya").click()
    story.press("Sign out")
    story.look("Sign out")
    story.page.locator("main").get_by_role("button", name="Sign out").click()


def then_nothing_can_be_read_any_more(story: Story) -> None:
    """Going back to a page asks who it is."""
    story.go("/")
    story.sees("Sign in")
