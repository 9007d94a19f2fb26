"""The backlog of reviews worked off (J3, council side): sent to an agency, returned, accepted, told month by month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from alongside.records import clock
from tests.fixtures.browser import Story, every_way
from tests.journeys import steps

pytestmark = pytest.mark.journey

LIST = "/lists/planned-review/for-review/"


def test_reviews_are_sent_out_come_back_and_only_what_is_accepted_counts(
    browser_as: Callable[..., Story],
) -> None:
    """R-020, R-054, G-13: everybody chosen is accounted for; one returned, one accepted; only that one leaves."""
    grace, lucy = browser_as("Grace Adeyemi"), browser_as("Lucy Grant")
    _send(grace)
    _review(lucy)
    grace.go("/batches/")
    grace.look("Batches with agencies")
    grace.press("Reviews, first forty")
    grace.look("A batch")
    grace.page.locator("main tbody th a").first.click()
    grace.sees("You need somebody with you to go out, twice a week.")
    grace.look("A result to accept or return", guide="batch-result")
    grace.fill(missing="Which days would suit him?")
    grace.press("Return to the agency")
    grace.sees("Which days would suit him?")
    grace.go("/batches/")
    grace.press("Reviews, the rest")
    grace.page.locator("main tbody th a").first.click()
    grace.press("Accept")
    grace.sees("1 accepted")
    grace.go(LIST)
    assert grace.page.locator("main tbody").get_by_role("link", name="Mohammed Khan", exact=True).count() == 1
    grace.go(f"{LIST}months/")
    grace.sees("Who did what")
    grace.sees("Northfield Reviews")
    grace.look("Month by month", guide="months")
    _close(grace)


def _send(grace: Story) -> None:
    grace.go(LIST)
    grace.look("A list with what is done with several")
    grace.page.locator("#everybody").check(force=True)
    grace.press("Send to an agency")
    grace.sees("chosen.")
    steps.choose(grace, "agreement", "Northfield Reviews: Sharing with Northfield Reviews")
    grace.fill(name="Reviews, the rest", purpose="Review the plan", reason="Too many wait")
    due = clock.today() + timedelta(days=40)
    steps.date(grace, "due_on", f"{due.day} {due.month} {due.year}")
    grace.press("Look first")
    grace.sees("It is with Northfield Reviews already, in “Reviews, first forty”.")
    grace.look("What sending would do", guide="send-batch")
    grace.page.locator("button[name=do]").click()
    grace.sees("Undo it")
    grace.look("Sent, and who was left")


def _review(lucy: Story) -> None:
    lucy.go("/our-batches/")
    lucy.press("Reviews, the rest")
    lucy.page.locator("main tbody th a").first.click()
    lucy.press("Write the review")
    lucy.press("Begin the review")
    day = clock.today()
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        lucy.page.locator(f"[name=reviewed-on-{part}]").fill(str(number))
    steps.answer(lucy, "Did the person take part?", "Yes")
    steps.answer(lucy, "Have needs changed", "No")
    steps.answer(lucy, "Is the contingency plan still right?", "Yes")
    steps.answer(lucy, "Does anything worry you", "No")
    steps.answer(lucy, "What do you propose?", "The plan goes on")
    lucy.fill(reasons="You are well looked after")
    lucy.press("Send back to the council")
    lucy.sees("Our batches")


def _close(grace: Story) -> None:
    grace.go("/batches/")
    grace.press("Reviews, first forty")
    grace.page.locator("summary", has_text="Close it").click()
    grace.fill(why_closed="The month is over")
    grace.press("Close the batch")
    grace.sees("The month is over")
    grace.look("A closed batch")


@every_way
def test_lucy_sees_her_batch_and_nothing_else(story: Story) -> None:
    """Must not see: anybody else, the search, another page about these people. Wide, narrow and without scripts."""
    story.sign_in("Lucy Grant")
    story.go("/our-batches/")
    story.look("Our batches")
    story.press("Reviews, first forty")
    story.look("One of our batches")
    story.press("David O’Brien")
    story.sees("How far it has come")
    story.look("One person of a batch", guide="our-person")
    story.press("Write the review")
    story.press("Begin the review")
    story.look("The review")
    story.go("/people/?q=O%E2%80%99Brien")
    story.does_not_see("66 Hillside")
    story.go("/lists/planned-review/for-review/")
    story.does_not_see("O’Brien")
