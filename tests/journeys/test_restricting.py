"""Closing a record to everyone but those named on it, and opening it again (R-245)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import Story
from tests.journeys.steps import answer, bar, choose, date, find, menu, number, open_found, people_found

pytestmark = pytest.mark.journey


def test_a_restriction_closes_a_record_to_everybody_at_once(browser_as: Callable[..., Story]) -> None:
    """Whoever is not named loses sight in the middle of their work; lifting it gives it back."""
    priya, helen, aisha = browser_as("Priya Nair"), browser_as("Helen Marsh"), browser_as("Aisha Rahman")
    given_priya_has_the_record_before_her(priya)
    when_helen_restricts_it(helen)
    then_priya_finds_nothing_at_her_next_click(priya)
    then_only_aisha_sees_it(aisha)
    when_helen_lifts_it(helen)
    then_priya_sees_it_again(priya)


def given_priya_has_the_record_before_her(priya: Story) -> None:
    """Jonathan Clarke is one of her people."""
    find(priya, "jonathan clarke")
    open_found(priya, "Jonathan Clarke")
    assert "Jonathan Clarke" in bar(priya).inner_text()


def when_helen_restricts_it(helen: Story) -> None:
    """With a reason, naming one worker and the day on which it is looked at again."""
    find(helen, "jonathan clarke")
    open_found(helen, "Jonathan Clarke")
    helen.fill(reason="He rang: somebody who works here is after him")
    helen.press("Open for this reason")
    menu(helen, "Restrict this record")
    helen.look("Restrict")
    helen.press("Restrict this record")
    helen.sees("There is a problem")
    helen.look("Restrict, with mistakes")
    answer(helen, "Why is the record restricted?", "Stalking or harassment")
    helen.fill(reason="A neighbour who temps for the council follows him")
    choose(helen, "team", "Aisha Rahman")
    date(helen, "review_on", _in_half_a_year())
    helen.press("Restrict this record")
    helen.sees("Who can see it")
    helen.sees("Aisha Rahman")
    helen.look("Restriction")


def _in_half_a_year() -> str:
    from datetime import timedelta

    from alongside.records import clock

    day = clock.today() + timedelta(days=180)
    return f"{day.day} {day.month} {day.year}"


def then_priya_finds_nothing_at_her_next_click(priya: Story) -> None:
    """The page she had open leads nowhere, and neither does the search: nothing says why."""
    priya.press("Needs")
    priya.sees("Page not found")
    priya.does_not_see("Clarke")
    priya.look("Not to be seen any more")
    find(priya, "jonathan clarke")
    assert "Jonathan Clarke" not in people_found(priya)
    priya.sees("A restricted record may match.")
    priya.go("/people/mine/")
    priya.does_not_see("Jonathan Clarke")


def then_only_aisha_sees_it(aisha: Story) -> None:
    """The worker who is named finds and opens it, and sees that it is restricted."""
    find(aisha, "jonathan clarke")
    open_found(aisha, "Jonathan Clarke")
    assert "Restricted record" in bar(aisha).inner_text()
    aisha.look("Restricted, seen by the one named")


def when_helen_lifts_it(helen: Story) -> None:
    """From the list of restricted records, with a reason."""
    helen.go("/restricted/")
    helen.look("Restricted records")
    helen.press("Jonathan Clarke")
    lift = helen.page.locator("form", has=helen.page.get_by_role("button", name="Lift the restriction"))
    lift.locator("[name=reason]").fill("The neighbour has moved away")
    helen.press("Lift the restriction")


def then_priya_sees_it_again(priya: Story) -> None:
    """As though it had never been closed to her."""
    find(priya, "jonathan clarke")
    open_found(priya, "Jonathan Clarke")
    assert number(priya)
    assert "Restricted record" not in bar(priya).inner_text()
