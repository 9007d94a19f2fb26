"""From a telephone call to the copy of the assessment in his hands: J2 steps 1–6 and 8 (R-001, R-015…R-018, R-026,
R-052, G-01, G-03, G-04)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.fixtures.browser import Story
from tests.journeys.steps import number

pytestmark = pytest.mark.journey

OUTCOMES = range(1, 11)


def tick(story: Story, question: str, *answers: str) -> None:
    """Choose answers to a question of a form, by its key, in the words a reader sees."""
    for words in answers:
        story.page.locator(f"[data-cell='{question}']").get_by_label(words, exact=True).check()


def write(story: Story, **texts: str) -> None:
    """Write into questions of a form; `contingency_who` is the question “contingency-who”."""
    for key, text in texts.items():
        story.page.locator(f"[id='{key.replace('_', '-')}']").fill(text)


def onward(story: Story) -> None:
    """Save the section and go to the next."""
    story.page.locator("button[name=next]").click()
    story.page.wait_for_load_state()


def work(story: Story, david: int, title: str) -> None:
    """Open one of David's pieces of work by the list of them."""
    story.go(f"/people/{david}/work/")
    story.page.locator("main").get_by_role("link", name=title, exact=True).first.click()
    story.page.wait_for_load_state()


def test_from_the_call_to_the_copy(browser_as: Callable[..., Story]) -> None:
    """Each hand does its part on its own pages, and nothing is typed twice."""
    samir, priya, grace = (browser_as(name) for name in ("Samir Haddad", "Priya Nair", "Grace Adeyemi"))
    david = given_his_brother_rings(samir)
    when_samir_writes_down_what_he_asks(samir)
    and_asks_for_an_assessment(samir)
    when_priya_triages(priya, david)
    when_grace_allocates(grace, david)
    when_priya_sees_david_and_writes_the_assessment(priya, david)
    then_the_manager_is_not_asked_before_the_contingency_is_written(priya, david)
    when_grace_returns_it_and_priya_mends_it(grace, priya, david)
    then_grace_signs_it_off_and_the_copy_is_owed(grace, david)
    then_the_copy_is_issued_and_only_that_keeps_the_promise(priya, david)


def given_his_brother_rings(samir: Story) -> int:
    """One box for what he says; one press, and the record is open because somebody is in contact."""
    samir.go("/people/")
    samir.press("Take a contact")
    samir.look("Take a contact, blank", guide="take-a-contact")
    samir.fill(q="o'brien david")
    samir.page.locator("main").get_by_role("button", name="Find").click()
    samir.look("Who it is about")
    samir.page.get_by_role("link", name="Take the contact David O’Brien").click()
    samir.look("Take the contact")
    samir.press("Take the contact")
    return number(samir)


def when_samir_writes_down_what_he_asks(samir: Story) -> None:
    """Two answers are needed, for safety; the rest as the conversation goes (R-001)."""
    tick(samir, "caller", "Family or a friend asked")
    write(samir, caller_name="Daniel O’Brien", caller_phone="07700 900123")
    tick(samir, "channel", "Telephone")
    tick(samir, "why", "Falls")
    write(samir, wish="He fell twice in May and cannot cook any more")
    onward(samir)
    tick(samir, "worry", "No")
    tick(samir, "urgent", "No")
    onward(samir)
    tick(samir, "unpaid-carer", "Yes")
    onward(samir)
    samir.sees("Check the answers")
    samir.press("Finish this form")


def and_asks_for_an_assessment(samir: Story) -> None:
    """What can come of a contact, on one page, each with its button."""
    samir.sees("What happens next?")
    samir.look("What can come of a contact", guide="contact-outcomes")
    samir.press("Ask for a needs assessment")
    samir.sees("Where it came from and led to")
    samir.sees("Word to the referrer that it arrived")
    samir.look("A contact that led on")


def when_priya_triages(priya: Story, david: int) -> None:
    """How urgent, with the reason; the list and what is owed follow from it (R-015)."""
    work(priya, david, "Needs assessment")
    priya.sees("Received")
    priya.look("Received")
    priya.press("Triage: begin the form")
    tick(
        priya,
        "priority",
        "P2, soon: getting worse, falling, strain on the unpaid carer, or coming home from hospital",
    )
    write(priya, reason="Two falls in May, lives alone")
    onward(priya)
    tick(priya, "safe-to-wait", "Yes")
    tick(priya, "interim", "Nothing is needed meanwhile")
    onward(priya)
    priya.press("Finish this form")
    priya.press("Triage")
    priya.sees("Waiting for a worker")
    priya.sees("Two falls in May, lives alone")
    priya.sees("Keep in touch")
    priya.look("Triaged")


def when_grace_allocates(grace: Story, david: int) -> None:
    """Whom it can be given to, each with what they carry; allocated is not yet seen."""
    work(grace, david, "Needs assessment")
    grace.press("Allocate")
    grace.look("Allocate")
    picked = grace.page.locator("main select option", has_text="Priya Nair").get_attribute("value")
    grace.page.locator("main select").select_option(picked)
    grace.press("Allocate")
    grace.sees("Allocated, not yet seen")


def when_priya_sees_david_and_writes_the_assessment(priya: Story, david: int) -> None:
    """The wait ends with the first conversation; the assessment is written in David's words (R-016, R-017)."""
    work(priya, david, "Needs assessment")
    priya.press("Begin the assessment")
    priya.look("The first conversation")
    priya.press("Begin the assessment")
    priya.sees("Assessing")
    priya.press("Send to the manager: begin the form")
    onward(priya)
    write(priya, wishes="To cook for Daniel on Sundays", good_day="Cooking, then church")
    onward(priya)
    write(priya, **{"said.1": "I cannot lift the pot any more"})
    tick(priya, "touches.1", "Managing and maintaining nutrition")
    onward(priya)
    tick(priya, "difficulty.1", "Can, but it endangers them or others")
    tick(priya, "difficulty.2", "Cannot without help")
    for row in OUTCOMES[2:]:
        tick(priya, f"difficulty.{row}", "No difficulty")
    onward(priya)
    onward(priya)
    tick(priya, "involvement", "No substantial difficulty")
    tick(priya, "deafblind", "No")
    onward(priya)
    tick(priya, "unpaid-carer", "Yes")
    tick(priya, "carer-offered", "Yes")
    onward(priya)
    address = priya.page.url.rsplit("/", 2)[0].removeprefix(priya.house.address)
    priya.go(f"{address}/decision/")
    tick(priya, "from-impairment", "Yes")
    tick(priya, "significant-impact", "Yes")
    tick(priya, "decision", "They have eligible needs")
    write(priya, reasons="You cannot cook or wash safely without help.")
    onward(priya)
    onward(priya)
    priya.press("Finish this form")


def then_the_manager_is_not_asked_before_the_contingency_is_written(priya: Story, david: int) -> None:
    """Every reason at once, in words; the form is opened again and mended (R-026, G-04)."""
    priya.sees("Send to the manager")
    priya.sees("who steps in when the usual help fails")
    priya.look("Not yet for the manager")
    work(priya, david, "Needs assessment")
    priya.page.locator("main").get_by_role("link", name="Needs assessment", exact=True).first.click()
    priya.page.locator("summary", has_text="Open this form again").click()
    priya.fill(why="The contingency is missing")
    priya.press("Open again")
    address = priya.page.url.rsplit("/", 2)[0].removeprefix(priya.house.address)
    priya.go(f"{address}/risks/")
    write(priya, contingency_who="Daniel, 07700 900123", contingency_when="The same evening")
    priya.page.locator("button[name=stay]").last.click()
    priya.go(f"{address}/review/")
    priya.press("Finish this form")
    priya.press("Send to the manager")
    priya.sees("With the manager")
    priya.look("With the manager")


def when_grace_returns_it_and_priya_mends_it(grace: Story, priya: Story, david: int) -> None:
    """Returned with a comment that whoever mends it reads (R-018)."""
    work(grace, david, "Needs assessment")
    grace.press("Return for changes")
    grace.press("Return for changes")
    grace.sees("Say why, so that whoever reads it understands")
    grace.look("Returned without a word")
    grace.page.locator("main textarea").fill("Contingency is thin: what about the weekend?")
    grace.press("Return for changes")
    work(priya, david, "Needs assessment")
    priya.sees("Contingency is thin: what about the weekend?")
    priya.look("Returned for changes")
    priya.press("Send to the manager")
    priya.press("Send to the manager")


def then_grace_signs_it_off_and_the_copy_is_owed(grace: Story, david: int) -> None:
    """Signed is not given: what is owed now is the copy, by its day (G-03)."""
    work(grace, david, "Needs assessment")
    grace.press("Sign off")
    grace.press("Sign off")
    grace.sees("Agreed")
    grace.sees("A copy of the assessment")
    grace.look("Signed off")


def then_the_copy_is_issued_and_only_that_keeps_the_promise(priya: Story, david: int) -> None:
    """Handed over by Priya; the promise is kept by that and by nothing before (G-03)."""
    priya.go(f"/people/{david}/letters/")
    priya.page.locator("main tbody").get_by_role("link").first.click()
    priya.page.wait_for_load_state()
    priya.look("The copy", guide="letter")
    work(priya, david, "Needs assessment")
    owed = priya.page.locator("main table", has_text="Whose it is").inner_text()
    assert "A copy of the assessment" in owed, "written is not given"
    priya.page.go_back()
    priya.page.go_back()
    priya.press("Hand over")
    priya.press("I have handed it over")
    work(priya, david, "Needs assessment")
    settled = priya.page.locator("main details", has_text="Settled")
    settled.locator("summary").click()
    assert re.search(r"A copy of the assessment\s+kept on", settled.inner_text()), settled.inner_text()
    priya.look("All is done", guide="journey")
