"""Who waits, and how the work goes: read wide, narrow and without scripts (R-047, R-052, G-12)."""

from __future__ import annotations

import pytest

from tests.fixtures.browser import Story, every_way

pytestmark = pytest.mark.journey


@every_way
def test_from_all_lists_to_who_waits_and_how_the_work_goes(story: Story) -> None:
    """Grace looks who waits for a first conversation, narrows the list, reads its figures and how the work goes."""
    story.sign_in("Grace Adeyemi")
    story.go("/lists/")
    story.sees("Waiting for the first assessment conversation")
    story.look("All lists", guide="all-lists")
    story.page.locator("summary", has_text="Nobody waits on these").click()
    story.look("All lists, with those on which nobody waits")
    story.press("Waiting for the first assessment conversation")
    story.sees("Those not yet looked at come first")
    story.look("A waiting list", guide="waiting-list")
    story.page.locator(".app-filter__title").click()
    story.page.get_by_label("Allocated").select_option("not-given")
    story.press("Apply filters")
    story.sees("Allocated: Not allocated")
    story.look("Narrowed")
    story.press("Figures")
    story.sees("What somebody joining today can expect")
    story.look("Figures of a list", guide="list-figures")
    story.go("/lists/needs-assessment/for-assessment/?on=2026-05-31")
    story.sees("As it stood at the end of 31 May 2026")
    story.look("A list on a past day")
    story.press("How this work goes")
    story.sees("Find out with the person what they need and want")
    story.look("How the work goes")


def test_a_view_is_kept_and_a_priority_set_from_the_row(story: Story) -> None:
    """Grace narrows a list, keeps that as a view, and sets from a row how urgent it is."""
    story.sign_in("Grace Adeyemi")
    story.go("/lists/needs-assessment/for-assessment/?given=not-given")
    story.press("Save this view")
    story.page.get_by_label("What is this view called?").fill("In nobody’s hands")
    story.look("Save a view")
    story.press("Save this view")
    story.sees("Saved views: In nobody’s hands")
    story.page.locator(".app-row-menu summary").first.click()
    story.look("What can be done from a row")
    story.page.locator(".app-row-menu[open] a", has_text="Set how urgent it is").click()
    story.sees("How urgent is it?")


@every_way
def test_every_pathway_is_listed(story: Story) -> None:
    """From the account menu to all kinds of work."""
    story.sign_in("Tom Whitfield")
    story.go("/help/pathways/")
    story.sees("Each kind of work has one definition")
    story.look("How all work goes")
    story.press("Contact")
    story.sees("Take down what somebody asks for")
    story.look("How a contact goes")
