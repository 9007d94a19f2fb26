"""A worker leaves in the middle of their work: nothing they hold is left behind, nothing stays open (R-246)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from alongside.records import clock
from tests.fixtures.browser import Story
from tests.journeys.steps import choose, date, open_record

pytestmark = pytest.mark.journey


def test_a_leaver_is_out_at_the_next_click(browser_as: Callable[..., Story]) -> None:
    """Their people are somebody's at once; what they were typing is shown back to them and not saved."""
    priya, ian, tom = browser_as("Priya Nair"), browser_as("Ian Cooper"), browser_as("Tom Whitfield")
    given_priya_is_writing(priya)
    when_ian_records_that_she_leaves(ian)
    then_what_she_sends_is_not_saved_and_shown_back(priya)
    priya.go("/people/mine/")
    priya.sees("Sign in")
    priya.does_not_see("Mensah")
    then_tom_has_her_people(tom)


def given_priya_is_writing(priya: Story) -> None:
    """An alert, half written."""
    alice = open_record(priya, "Alice Mensah")
    priya.go(f"/people/{alice}/reach/add/")
    priya.page.locator("main select[name=kind]").select_option(index=1)
    priya.fill(value="020 7946 0188", note="Her niece answers")


def when_ian_records_that_she_leaves(ian: Story) -> None:
    """Not without handing on her people."""
    ian.go("/workers/")
    ian.look("Workers")
    ian.press("Priya Nair")
    ian.look("A worker")
    ian.press("Record that they leave")
    ian.look("A worker leaves")
    today = clock.today()
    date(ian, "left_on", f"{today.day} {today.month} {today.year}")
    ian.press("Record leaving")
    ian.sees("There is a problem")
    ian.look("Nobody to take over")
    choose(ian, "hand_to", "Tom Whitfield")
    ian.press("Record leaving")
    ian.sees("Left")
    ian.look("A worker who has left")


def then_what_she_sends_is_not_saved_and_shown_back(priya: Story) -> None:
    """With the number to ring."""
    priya.press("Add")
    priya.sees("You were signed out before this was sent")
    priya.sees("Her niece answers")
    priya.sees("020 7946 0100")
    priya.look("Signed out while typing")


def then_tom_has_her_people(tom: Story) -> None:
    """In his list, at once."""
    tom.go("/people/mine/")
    tom.sees("Alice Mensah")
    tom.look("People taken on")
