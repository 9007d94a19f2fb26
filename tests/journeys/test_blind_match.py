"""Somebody is in contact who is on a restricted record: nobody learns of it, and nobody is sent away (R-245)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.fixtures.browser import Story
from tests.journeys.steps import date, find

pytestmark = pytest.mark.journey

# What changes from page to page whatever was asked: keys, tokens, nonces, the time.
CHANGING = re.compile(
    r'value="[^"]{30,}"|nonce="[^"]*"|name="csrfmiddlewaretoken"[^>]*|Printed[^<]*|value="nad[^"]*"|q=nad[^"]*',
    re.IGNORECASE,
)


def test_a_search_that_may_mean_a_restricted_person(browser_as: Callable[..., Story]) -> None:
    """The page tells one sentence, the same for anybody; the officer has the contact on her first page at once."""
    samir, helen = browser_as("Samir Haddad"), browser_as("Helen Marsh")
    when_he_searches_for_nadia(samir)
    then_he_is_told_one_sentence(samir)
    when_he_sends_it_blank_and_then_with_words(samir)
    then_helen_has_it_at_once(helen)
    when_she_answers(helen)


def when_he_searches_for_nadia(samir: Story) -> None:
    """She is on the line."""
    find(samir, "nadia petrova 18 6 1990")


def then_he_is_told_one_sentence(samir: Story) -> None:
    """No name, no date, no number but what he typed himself, anywhere in what the server sent."""
    samir.sees("A restricted record may match.")
    said = samir.page.content().replace("nadia petrova 18 6 1990", "")
    for secret in ("Petrova", "Refuge", "Bulgarian", "1990", "Aisha"):
        assert secret not in said.replace("nadia+petrova+18+6+1990", ""), f"“{secret}” is on the page"
    assert samir.page.locator("main table").count() == 0
    samir.look("A restricted record may match", guide="blind-match")


def when_he_sends_it_blank_and_then_with_words(samir: Story) -> None:
    """The form asks for what the officer needs."""
    samir.press("Tell the officer now")
    samir.sees("Say what it is about, so that the officer can act")
    samir.look("A contact without a message")
    samir.fill(
        message="She rings from a call box and needs somewhere to sleep tonight", callback="Do not ring back"
    )
    samir.press("Tell the officer now")
    samir.sees("The officer has been told")
    samir.does_not_see("Petrova")
    samir.look("The officer has been told")


def then_helen_has_it_at_once(helen: Story) -> None:
    """It is the first thing on her first page."""
    helen.go("/")
    first = helen.page.locator("main .app-work").first.inner_text()
    assert "Samir Haddad has somebody on the line" in first
    assert "Nadia Petrova" in first
    helen.look("Home with a contact waiting")


def when_she_answers(helen: Story) -> None:
    """What she did is written down, and nothing waits any more."""
    helen.page.locator("main .app-work").get_by_role("link", name=re.compile("Contact to answer now")).click()
    helen.sees("She rings from a call box")
    helen.look("Answer a contact")
    helen.fill(answer="Rang her support worker; a room is found")
    helen.press("Record answer")
    helen.sees("No contact waits for an answer.")
    helen.look("Contacts answered")


def test_adding_somebody_who_may_be_restricted_adds_nobody(browser_as: Callable[..., Story]) -> None:
    """The page for adding tells the same sentence; what was typed goes to the officer, and nobody is added."""
    samir, helen = browser_as("Samir Haddad"), browser_as("Helen Marsh")
    samir.go("/people/add/")
    samir.fill(given="Nadia", family="Petrova")
    date(samir, "born", "18 6 1990")
    samir.press("Look and add")
    samir.sees("A restricted record may match.")
    samir.does_not_see("Refuge")
    assert samir.page.get_by_role("button", name=re.compile("add the person")).count() == 0
    samir.look("Adding somebody who may be restricted")
    samir.fill(message="A hostel asks whether she is known")
    samir.press("Tell the officer now")
    samir.sees("The officer has been told")
    helen.go("/restricted/")
    helen.sees("A hostel asks whether she is known")
    helen.look("Contacts waiting")
    assert (
        helen.page.get_by_text("Nadia Petrova").count() == 2
    )  # the contact and the record: nobody was added


def test_the_number_of_a_restricted_record_is_nobodys(browser_as: Callable[..., Story]) -> None:
    """Each page under a restricted record's number answers as it answers for a number that was never given."""
    samir, helen = browser_as("Samir Haddad"), browser_as("Helen Marsh")
    helen.go("/restricted/")
    address = helen.page.get_by_role("link", name="Nadia Petrova").first.get_attribute("href") or ""
    nadia = address.removeprefix("/people/").split("/")[0]
    for page in ("", "open/", "needs/", "break-glass/"):
        there, nowhere = (_source(samir, f"/people/{each}/{page}") for each in (nadia, "990017"))
        assert there.replace(nadia, "#") == nowhere.replace("990017", "#"), page


def _source(story: Story, address: str) -> str:
    response = story.page.goto(story.house.address + address)
    assert response is not None
    return f"{response.status} {CHANGING.sub('', response.text())}"
