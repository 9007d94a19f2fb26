"""Writing down what happened: a note kept while one types, a task, a visit, a paper; each in every way of reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from alongside.records import clock
from tests.fixtures.browser import Story, every_way
from tests.journeys.steps import answer, choose, date, number, open_record

pytestmark = pytest.mark.journey
LETTER = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj\n<< >>\nendobj"}


def days(count: int) -> str:
    """A day from today, as it is typed."""
    return f"{clock.today() + timedelta(days=count):%-d %-m %Y}"


@every_way
def test_a_visit_is_planned_made_and_written_down(story: Story) -> None:
    """R-241, R-118: planned with an interpreter, written as a note, put right with the old wording kept."""
    story.sign_in("Priya Nair")
    alice = open_record(story, "Alice Mensah")
    when_a_visit_is_planned(story, alice)
    when_a_note_is_written(story, alice)
    when_the_note_is_put_right(story)
    when_a_task_is_asked_for(story, alice)
    when_a_paper_is_put_on_the_record(story, alice)
    story.go(f"/people/{alice}/")
    story.sees("She asked whether the pendant")
    story.look("Alice with work")
    story.go(f"/people/{alice}/?kind=visits")
    story.sees("Home visit")
    story.look("Only visits")


def when_a_visit_is_planned(story: Story, alice: int) -> None:
    """An interpreter is needed: it is not confirmed without one."""
    story.go(f"/people/{alice}/to-do/appointments/add/")
    story.look("Make an appointment")
    answer(story, "What kind of appointment?", "Home visit")
    date(story, "starts_on", days(3))
    story.fill(starts="2.30 pm")
    answer(story, "Interpreter", "Needed, not booked yet")
    story.press("Make the appointment")
    story.sees("Interpreter not booked")
    story.look("To do")
    story.page.get_by_role("link", name="Home visit").first.click()
    story.look("Appointment")
    story.page.get_by_role("link", name="Confirm", exact=True).click()
    story.press("The person has said yes")
    story.sees("Book one first")
    story.look("Not without the interpreter")


def when_a_note_is_written(story: Story, alice: int) -> None:
    """Kept while one types where there are scripts; there again after leaving."""
    story.go(f"/people/{alice}/notes/add/")
    story.look("Write a note")
    story.fill(text="She asked whether the pendant works in the garden.")
    if story.way.scripts:
        story.sees("Draft saved")
        story.go(f"/people/{alice}/notes/")
        story.sees("You have begun a note")
        story.press("Go on with the draft")
        assert "pendant" in story.page.locator("#text").input_value()
    story.press("Save the note")
    story.sees("There is a problem")
    story.look("A note without its kind")
    choose(story, "kind", "Home visit")
    story.press("Save the note")
    story.sees("She asked whether the pendant works in the garden.")
    story.look("Notes")


def when_the_note_is_put_right(story: Story) -> None:
    """The old wording stays."""
    story.page.locator("main article").first.get_by_role("link").click()
    story.look("A note")
    story.press("Put it right")
    story.fill(text="She asked whether the pendant works in the shed.", why="It was the shed")
    story.press("Save the new wording")
    story.page.locator("main article").first.get_by_role("link").click()
    story.page.locator("summary", has_text="How it was worded").click()
    story.sees("It was the shed")
    story.look("How it was worded")


def when_a_task_is_asked_for(story: Story, alice: int) -> None:
    """Of somebody else, who sees it under their tasks."""
    story.go(f"/people/{alice}/to-do/add/")
    story.fill(title="Ask about the pendant")
    date(story, "due_on", days(1))
    story.press("Add the task")
    story.sees("Ask about the pendant")
    story.page.get_by_role("link", name="Ask about the pendant").click()
    story.look("A task")
    story.fill(outcome="It does")
    story.press("It is done")
    story.go("/tasks/")
    story.look("Tasks")
    story.go("/appointments/")
    story.look("Appointments")


def when_a_paper_is_put_on_the_record(story: Story, alice: int) -> None:
    """What it is, its bytes say."""
    story.go(f"/people/{alice}/documents/add/")
    story.page.locator("#file").set_input_files({**LETTER, "buffer": b"<html><script>1</script></html>"})  # type: ignore[arg-type]
    story.fill(title="Letter from the memory clinic")
    choose(story, "kind", "Letter received")
    story.press("Put it on the record")
    story.sees("web page or a program")
    story.look("Refused for what is in it")
    story.page.locator("#file").set_input_files(LETTER)  # type: ignore[arg-type]
    story.press("Put it on the record")
    story.sees("Letter from the memory clinic")
    story.look("Documents")


def test_supervision_is_between_two(browser_as: Callable[..., Story]) -> None:
    """R-316: the decision is on the record, the talk is not; only the two can read it."""
    grace = browser_as("Grace Adeyemi")
    grace.go("/supervision/add/")
    choose(grace, "worker", "Priya Nair")
    grace.fill(text="She is near her agreed load and well.")
    grace.look("Write a supervision note")
    grace.press("Save the note")
    grace.press("Add a person talked about")
    choose(grace, "person", "Alice Mensah")
    grace.fill(text="It weighs on her.", decision="Visit weekly until the falls stop.")
    grace.look("Talked about")
    grace.press("Add")
    grace.look("A supervision")
    address = grace.page.url.removeprefix(grace.house.address)
    priya = browser_as("Priya Nair")
    priya.go(address)
    priya.press("I agree that this was said")
    priya.look("Agreed")
    alice = open_record(priya, "Alice Mensah")
    assert number(priya) == alice
    priya.go(f"/people/{alice}/?kind=decisions")
    priya.sees("Visit weekly until the falls stop.")
    priya.does_not_see("It weighs on her.")
    samir = browser_as("Samir Haddad")
    samir.go(address)
    samir.does_not_see("She is near her agreed load")
