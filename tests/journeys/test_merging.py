"""One person on record twice: joined after a comparison, and parted again in one act (R-243)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fixtures.browser import Story
from tests.journeys.steps import find, menu, number, open_record, people_found

pytestmark = pytest.mark.journey


def _compare(story: Story, one: int, other: int) -> None:
    story.go(f"/people/{one}/merge/{other}/")


def test_two_records_become_one_and_two_again(browser_as: Callable[..., Story]) -> None:
    """Side by side, then one; what is written meanwhile stays where it was written when they are parted."""
    grace = browser_as("Grace Adeyemi")
    jon, jonathan = open_record(grace, "Jon Clark"), open_record(grace, "Jonathan Clarke")
    when_she_joins_them(grace)
    then_he_is_found_once_by_either_name(grace, jon, jonathan)
    when_something_is_written_after_the_merge(grace, jonathan)
    when_she_parts_them(grace, jonathan)
    then_each_has_its_own_again(grace, jon, jonathan)


def when_she_joins_them(grace: Story) -> None:
    """From his page, by the menu; not without a reason."""
    menu(grace, "On record twice?")
    grace.look("Who it may be")
    grace.press("Compare with Jon Clark")
    grace.sees("10 August 1963")
    grace.look("Two records side by side", guide="merge")
    grace.press("Join the two records")
    grace.sees("There is a problem")
    grace.look("Joining without a reason")
    grace.fill(reason="He rang; the day and month were swapped over a bad line")
    grace.press("Join the two records")


def then_he_is_found_once_by_either_name(grace: Story, jon: int, jonathan: int) -> None:
    """One person in the list, and the old address leads to the record that is kept."""
    assert number(grace) == jonathan
    grace.look("Joined")
    find(grace, "jon clark")
    assert people_found(grace) == ["Jonathan Clarke"]
    grace.go(f"/people/{jon}/")
    assert number(grace) == jonathan


def when_something_is_written_after_the_merge(grace: Story, jonathan: int) -> None:
    """Said of the one person there is now."""
    grace.go(f"/people/{jonathan}/reach/add/")
    grace.page.locator("main select[name=kind]").select_option(index=1)
    grace.fill(value="020 7946 0177", told_by="Jonathan Clarke")
    grace.press("Add")
    grace.sees("020 7946 0177")


def when_she_parts_them(grace: Story, jonathan: int) -> None:
    """One act, with a reason."""
    grace.go(f"/people/{jonathan}/merge/")
    grace.look("Joined before")
    grace.page.get_by_role("link", name="They are two people: part them").click()
    grace.look("Part two records")
    grace.fill(reason="The other man has just rung from another address")
    grace.press("Part the two records")


def then_each_has_its_own_again(grace: Story, jon: int, jonathan: int) -> None:
    """The later number stays on the record on which it was written."""
    find(grace, "jon clark")
    assert set(people_found(grace)) >= {"Jonathan Clarke", "Jon Clark"}
    grace.go(f"/people/{jonathan}/")
    grace.sees("020 7946 0177")
    grace.go(f"/people/{jon}/")
    grace.sees("27 Mill Ln")
    grace.does_not_see("020 7946 0177")
    grace.look("Parted")


def test_twins_and_father_and_son_are_never_joined(browser_as: Callable[..., Story]) -> None:
    """One name or one birthday is not one person: the page says why, and there is no button."""
    grace = browser_as("Grace Adeyemi")
    daniel, david = open_record(grace, "Daniel O’Brien"), open_record(grace, "David O’Brien")
    _compare(grace, daniel, david)
    then_there_is_a_reason_and_no_button(grace)
    grace.look("Twins")
    father, son = _both_khans(grace)
    _compare(grace, father, son)
    then_there_is_a_reason_and_no_button(grace)
    grace.look("Father and son")


def _both_khans(grace: Story) -> list[int]:
    find(grace, "mohammed khan")
    links = grace.page.locator("main tbody th").get_by_role("link", name="Mohammed Khan")
    addresses = [each.get_attribute("href") or "" for each in links.all()]
    assert len(addresses) == 2
    for address in addresses:
        grace.go(address)
        if "/open/" in grace.page.url:
            grace.press("Putting the record right")
    return [int(address.split("/")[2]) for address in addresses]


def then_there_is_a_reason_and_no_button(grace: Story) -> None:
    """What keeps them apart, in a sentence, and what to put right first if it is wrong."""
    grace.sees("These two cannot be joined as they stand")
    assert grace.page.locator(".app-reasoning__bar").count() >= 1
    assert grace.page.get_by_role("button", name="Join the two records").count() == 0
