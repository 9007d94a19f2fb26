"""When something goes wrong: what happened, what became of one's words, whom to ring (R-241)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import Story, every_way
from tests.journeys.steps import open_record

pytestmark = pytest.mark.journey
PHONE = "020 7946 0100"


@every_way
def test_a_page_that_is_not_there_and_one_that_is_not_ours(story: Story) -> None:
    """Plain words and a telephone number, whoever reads them however."""
    story.sign_in("Carol Finch")
    story.go("/people/990017/")
    story.sees("Page not found")
    story.sees(PHONE)
    story.look("404")
    story.go("/workers/")
    story.sees("You cannot do this")
    story.sees(PHONE)
    story.look("403")


def test_what_was_typed_is_shown_back_when_the_session_ended(browser_as: Callable[..., Story]) -> None:
    """Signed out in another tab: nothing is saved, and nothing typed is lost."""
    priya = browser_as("Priya Nair")
    alice = open_record(priya, "Alice Mensah")
    priya.go(f"/people/{alice}/circle/add/")
    priya.page.locator("main select[name=kind]").select_option(index=3)
    priya.fill(other_name="Mrs Okafor", contact="Sundays after church")
    priya.page.context.clear_cookies(name="alongside")
    priya.press("Add")
    for said in ("Mrs Okafor", "Sundays after church", PHONE, "Sign in"):
        priya.sees(said)
    priya.look("Signed out while typing")
    priya.go("/")
    priya.sees("Sign in")


def test_a_form_that_another_site_sent_is_refused_in_plain_words(browser_as: Callable[..., Story]) -> None:
    """The token is not ours: nothing happens, and the page says what to do."""
    samir = browser_as("Samir Haddad")
    samir.go("/people/add/")
    samir.fill(given="Otto", family="Nemec")
    samir.page.locator("main [name=csrfmiddlewaretoken]").first.evaluate(
        "it => { it.value = 'x'.repeat(64) }"
    )
    samir.press("Look and add")
    samir.sees("Send the form again")
    samir.sees("Nemec")
    samir.sees(PHONE)
    samir.look("A form that could not be trusted")
