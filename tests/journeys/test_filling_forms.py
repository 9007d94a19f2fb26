"""Filling in a form: however one reads, saved as it is typed, two at once, a time-out and a lost line on the way."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.fixtures.browser import WAYS, Story, every_way
from tests.journeys.steps import choose, open_record

pytestmark = pytest.mark.journey

SECTIONS = (
    "conversation", "matters", "story", "outcomes", "risks", "involvement", "carer", "carer-own", "decision", "sharing",
)  # fmt: skip


def begin(story: Story, form: str, name: str = "Alice Mensah") -> str:
    """Begin a form about somebody; the address of the form."""
    number = open_record(story, name)
    story.go(f"/people/{number}/forms/")
    choose(story, "form", form)
    story.press("Begin")
    return story.page.url.removeprefix(story.house.address).rsplit("/", 2)[0]


def saved(story: Story, within: int = 5_000) -> None:
    """The badge says when it was saved; how long that may take, in milliseconds."""
    badge = story.page.locator("[data-saved]").filter(has_text=re.compile(r"^Saved \d\d:\d\d$"))
    badge.wait_for(timeout=within)


@every_way
def test_every_section_however_one_reads(story: Story) -> None:
    """R-016: each section of the assessment, what is refused, what is still needed, and the print."""
    story.sign_in("Priya Nair")
    form = begin(story, "Needs assessment")
    for section in SECTIONS:
        story.go(f"{form}/{section}/")
        story.look(section)
    story.go(f"{form}/matters/")
    story.page.locator("#good-day").fill("Cooking for Kofi on Sundays")
    story.press("Save and continue")
    story.page.locator("#said\\.1").fill("I burn myself on the stove")
    story.page.locator("[data-cell='touches.1']").get_by_label("Managing and maintaining nutrition").check()
    story.press("Save and continue")
    story.sees("“I burn myself on the stove”")
    story.page.locator("[data-cell='difficulty.1']").get_by_label(
        "Can, but it endangers them or others"
    ).check()
    story.press("No difficulty with the rest")
    story.look("Outcomes answered", guide="assessment")
    story.go(f"{form}/conversation/")
    for part, typed in (("", "31"), ("-month", "2"), ("-year", "2026")):
        story.page.locator(f"#spoken-on{part}").fill(typed)
    story.press("Save and continue")
    story.sees("There is a problem")
    story.look("A date that is none")
    story.go(f"{form}/review/")
    story.sees("Still needed")
    story.look("Check the answers")
    story.go(f"{form}/print/")
    story.sees("Cooking for Kofi on Sundays")
    story.look("Print")


def test_it_is_saved_while_one_types(browser_as: Callable[..., Story]) -> None:
    """R-016: within three seconds of stopping, and seen by a colleague and on another device."""
    priya = browser_as("Priya Nair")
    form = begin(priya, "Needs assessment")
    priya.go(f"{form}/matters/")
    priya.page.locator("#good-day").press_sequentially("Cooking for Kofi")
    saved(priya, within=3_000)
    priya.look("Saved")
    phone = browser_as("Priya Nair", WAYS["narrow"])
    phone.go(f"{form}/matters/")
    assert phone.page.locator("#good-day").input_value() == "Cooking for Kofi"
    priya.go(f"{form}/involvement/")
    assert not priya.page.locator("[data-cell='specialist']").is_visible()
    priya.page.locator("[data-cell='deafblind']").get_by_label("Yes", exact=True).check()
    priya.page.locator("[data-cell='specialist']").wait_for(state="visible", timeout=3_000)
    priya.look("A question that follows from an answer")


def test_two_write_one_answer(browser_as: Callable[..., Story]) -> None:
    """R-016: both texts are kept, each is told of the other, and somebody chooses."""
    priya, grace = browser_as("Priya Nair"), browser_as("Grace Adeyemi")
    form = begin(priya, "Needs assessment")
    open_record(grace, "Alice Mensah")
    for each in (priya, grace):
        each.go(f"{form}/matters/")
    grace.page.locator("#good-day").fill("Walking to the shops")
    grace.page.locator("#strengths").focus()
    saved(grace)
    priya.page.locator("#good-day").fill("Cooking for Kofi")
    priya.page.locator("#strengths").focus()
    priya.sees("Grace Adeyemi wrote here at the same time. Both texts are kept.")
    priya.look("Told of the other text")
    priya.go(f"{form}/matters/")
    priya.sees("Two people wrote here at the same time")
    priya.sees("Grace Adeyemi is writing here too")
    priya.look("Both texts")
    priya.page.get_by_role("button", name="Keep this text of Priya Nair").click()
    priya.page.wait_for_load_state()
    assert priya.page.locator("#good-day").input_value() == "Cooking for Kofi"
    priya.does_not_see("Two people wrote")


def test_signed_out_while_writing(browser_as: Callable[..., Story]) -> None:
    """R-016: what was typed is kept in the tab, and saved once one is back at the same place."""
    priya = browser_as("Priya Nair")
    form = begin(priya, "Needs assessment")
    priya.go(f"{form}/matters/")
    priya.page.context.clear_cookies(name="alongside")
    priya.page.locator("#good-day").fill("Cooking for Kofi")
    priya.sees("Not saved: a copy is kept in this tab")
    priya.look("Signed out while writing")
    priya.page.get_by_role("link", name="Sign in again").click()
    priya.page.get_by_role("button", name="Priya Nair").click()
    priya.page.wait_for_url(f"**{form}/matters/")
    saved(priya)
    priya.go(f"{form}/matters/")
    assert priya.page.locator("#good-day").input_value() == "Cooking for Kofi"


def test_another_who_signs_in_at_the_same_tab_is_shown_nothing(browser_as: Callable[..., Story]) -> None:
    """R-243: the copy is its writer's; somebody else's sign-in does not send it under their name."""
    priya = browser_as("Priya Nair")
    form = begin(priya, "Needs assessment")
    grace = browser_as("Grace Adeyemi")
    open_record(grace, "Alice Mensah")
    priya.go(f"{form}/matters/")
    priya.page.context.clear_cookies(name="alongside")
    priya.page.locator("#good-day").fill("Cooking for Kofi")
    priya.sees("Not saved")
    priya.page.get_by_role("link", name="Sign in again").click()
    priya.page.get_by_role("button", name="Grace Adeyemi").click()
    priya.page.wait_for_url(f"**{form}/matters/")
    assert priya.page.locator("#good-day").input_value() == ""
    grace.go(f"{form}/matters/")
    assert grace.page.locator("#good-day").input_value() == ""


def test_the_line_is_lost_and_comes_back(browser_as: Callable[..., Story]) -> None:
    """R-016: said at once, tried again, saved without being typed again."""
    priya = browser_as("Priya Nair")
    form = begin(priya, "Needs assessment")
    priya.go(f"{form}/matters/")
    priya.page.context.set_offline(True)
    priya.page.locator("#good-day").fill("Cooking for Kofi")
    priya.sees("Not saved: a copy is kept in this tab")
    priya.page.locator("#good-day").fill("Cooking for Kofi on Sundays")
    priya.page.context.set_offline(False)
    saved(priya, within=20_000)
    priya.faults.clear()  # the browser's own word that it could not reach the server
    priya.go(f"{form}/matters/")
    assert priya.page.locator("#good-day").input_value() == "Cooking for Kofi on Sundays"


def test_the_form_is_finished_and_opened_again(browser_as: Callable[..., Story]) -> None:
    """R-026: a triage with a plan for tonight, written by keyboard alone."""
    priya = browser_as("Priya Nair")
    form = begin(priya, "Triage")
    first, keys = priya.page.locator("#priority"), priya.page.keyboard
    first.press("Space")
    assert first.is_checked()
    keys.press("Tab")
    if priya.page.evaluate("document.activeElement.name") == "copy":  # what was said last time stands between
        keys.press("Tab")
    assert priya.page.evaluate("document.activeElement.id") == "reason"
    keys.type("Her carer was taken to hospital")
    # Going on at once: what was typed a moment ago is sent on the way out.
    priya.go(f"{form}/waiting/")
    priya.page.locator("[data-cell='safe-to-wait']").get_by_label("No", exact=True).check()
    priya.page.locator("#interim-plan").fill("Night sitter from nine")
    priya.press("Save and check")
    priya.look("Nothing is missing")
    priya.press("Finish this form")
    priya.sees("Completed on")
    priya.look("Finished")
