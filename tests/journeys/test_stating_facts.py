"""Putting what is known of somebody right, together with others who do the same (R-242, R-120)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from alongside.records import clock
from tests.fixtures.browser import Story
from tests.journeys.steps import answer, bar, choose, date, find, number, open_record

pytestmark = pytest.mark.journey


def test_a_date_an_address_and_a_language_are_put_right(browser_as: Callable[..., Story]) -> None:
    """Each with who said so; the bar and the search know at once, and the past stays."""
    priya = browser_as("Priya Nair")
    alice = open_record(priya, "Alice Mensah")
    priya.look("Alice", guide="person")
    when_the_date_of_birth_was_wrong(priya)
    when_she_has_moved(priya, alice)
    when_she_reads_another_language(priya, alice)
    find(priya, "mensah 27 4 1942")
    priya.sees("Alice Mensah")


def when_the_date_of_birth_was_wrong(priya: Story) -> None:
    """A correction says why, and a date of birth is never a change."""
    priya.page.get_by_role("link", name="Change date of birth").click()
    priya.look("Date of birth")
    date(priya, "born", "27 4 1942")
    priya.fill(told_by="Her passport", why="The month was misheard")
    priya.press("Save")
    assert "27 April 1942" in bar(priya).inner_text()


def when_she_has_moved(priya: Story, alice: int) -> None:
    """A new home takes over from the one before."""
    priya.go(f"/people/{alice}/addresses/add/")
    priya.look("Add an address")
    priya.fill(lines="Flat 2, Rowan House", told_by="Kofi Mensah")
    priya.press("Add the address")
    priya.sees("There is a problem")
    priya.look("An address for nothing")
    choose(priya, "purpose", "Home")
    priya.press("Add the address")
    priya.sees("Flat 2, Rowan House")
    priya.page.locator("summary", has_text="Earlier").last.click()
    priya.sees("12 Larch Court")
    priya.look("Addresses with the one before")


def when_she_reads_another_language(priya: Story, alice: int) -> None:
    """Spoken and read are two needs."""
    priya.go(f"/people/{alice}/needs/add/read/")
    priya.look("Add a need")
    choose(priya, "code", "Twi or Akan")
    answer(priya, "May others who help the person be told?", "Yes")
    priya.press("Record the need")
    assert "Reads Twi or Akan" in bar(priya).inner_text()


def test_two_at_one_form_both_keep_their_words(browser_as: Callable[..., Story]) -> None:
    """Whoever saves second sees both texts and decides; nothing is overwritten unseen."""
    priya, samir = browser_as("Priya Nair"), browser_as("Samir Haddad")
    alice = open_record(priya, "Alice Mensah")
    for each in (priya, samir):
        each.go(f"/people/{alice}/born/")
    date(samir, "born", "27 5 1942")
    samir.fill(told_by="The ward", why="On her wristband")
    samir.press("Save")
    date(priya, "born", "27 6 1942")
    priya.fill(told_by="Kofi Mensah", why="He says so")
    priya.press("Save")
    then_she_sees_both(priya)
    priya.press("Save my text")
    assert "27 June 1942" in bar(priya).inner_text()


def then_she_sees_both(priya: Story) -> None:
    """Theirs beside hers, hers still to be edited."""
    priya.sees("Samir Haddad changed this while you were writing")
    priya.sees("27 5 1942")
    assert priya.page.locator("#born-month").input_value() == "6"
    priya.look("Both texts", guide="both-texts")


def test_a_confidential_address_is_shown_only_when_asked_for(browser_as: Callable[..., Story]) -> None:
    """It is on no page until somebody asks for it, and that they asked is written down."""
    priya, ruth = browser_as("Priya Nair"), browser_as("Ruth Ellison")
    jamal = open_record(priya, "Jamal Warsame")
    when_the_address_is_marked(priya, jamal)
    for page in ("", "places/", "facts/"):
        priya.go(f"/people/{jamal}/{page}")
        priya.does_not_see("Hanover House")
    priya.go(f"/people/{jamal}/")
    priya.look("A confidential address, closed")
    priya.page.get_by_role("link", name="Show it").click()
    priya.sees("Hanover House")
    priya.look("A confidential address, shown")
    ruth.go(f"/people/{jamal}/looked/")
    ruth.sees("Confidential address")


def when_the_address_is_marked(priya: Story, jamal: int) -> None:
    """Put right, with the reason."""
    priya.go(f"/people/{jamal}/places/")
    priya.page.get_by_role("link", name="Change home").click()
    priya.press("Put it right or mark it")
    priya.look("Mark an address")
    answer(priya, "Must the address be kept from somebody?", "Confidential: it must not be disclosed")
    priya.fill(safety_why="His brother looks for him", why="He asked today")
    priya.press("Save")


def test_a_need_is_met_and_an_alert_is_seen_by_the_next_visitor(browser_as: Callable[..., Story]) -> None:
    """What was recorded is followed until it is met; what must be known first stands in every list and bar."""
    priya, mei = browser_as("Priya Nair"), browser_as("Mei Chen")
    alice = open_record(priya, "Alice Mensah")
    when_a_need_is_met(priya, alice)
    kofi = open_record(priya, "Kofi Mensah")
    when_an_alert_is_raised(priya, kofi)
    find(mei, "kofi mensah")
    mei.sees("Alert")
    mei.look("Found with an alert")


def when_a_need_is_met(priya: Story, alice: int) -> None:
    """Large print, in all six steps."""
    priya.go(f"/people/{alice}/needs/")
    priya.look("Needs in their six steps")
    priya.page.get_by_role("link", name="Change format").click()
    answer(priya, "Is it met?", "Yes")
    priya.fill(met_how="Letters come in 18 point since May")
    priya.look("Is it met")
    priya.press("Save")
    priya.sees("Letters come in 18 point since May")


def when_an_alert_is_raised(priya: Story, kofi: int) -> None:
    """With an owner, a day of review and whether he knows."""
    priya.go(f"/people/{kofi}/alerts/add/")
    choose(priya, "kind", "Staff safety")
    priya.fill(text="Visit in pairs: a neighbour threatened a colleague")
    priya.page.locator("main select[name=owner]").select_option(index=1)
    soon = clock.today() + timedelta(days=30)
    date(priya, "review_on", f"{soon.day} {soon.month} {soon.year}")
    answer(priya, "Does the person know of the alert?", "Yes")
    priya.look("Raise an alert")
    priya.press("Raise the alert")
    assert "Visit in pairs" in bar(priya).inner_text()
    assert number(priya) == kofi
    priya.look("Alerts")
