"""A list of another system comes in: sent, looked at, confirmed, and seen where people wait (R-052, J3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.integration.tests.lists import text
from tests.fixtures.browser import House, Story, Way, every_way

pytestmark = pytest.mark.journey

ROWS: tuple[dict[str, str], ...] = (
    {},
    {"reference": "B2", "nhs_number": "", "family_name": "Hopper", "given_name": "Grace", "since": "09/02/2024"},
    {"reference": "B7", "nhs_number": "", "family_name": "Lovelase"},
    {"reference": "C3", "nhs_number": "", "family_name": "Turing", "given_name": "Alan", "completed": "2024-05-02"},
    {"reference": "D4", "nhs_number": "", "family_name": "Late", "given_name": "Row", "since": "01/07/2024"},
)  # fmt: skip


@every_way
def test_a_list_is_looked_at_and_brought_in(story: Story, house: House, tmp_path: Path) -> None:
    """Grace sends the wrong mapping first, sees what would become of each row, has it brought in, and finds who waits.
    With scripts the page tells by itself when it is in; without, she looks."""
    file = tmp_path / "assessments.csv"
    file.write_bytes(text(*ROWS))
    story.sign_in("Grace Adeyemi")
    story.go("/imports/")
    story.press("Bring a list in")
    _send(story, file, "Reviews due")
    story.sees("no heading “ReviewDueFrom”")
    story.look("A file that does not fit")
    _send(story, file, "Care Act assessments")
    story.sees("Nothing has been written yet")
    story.sees("which is after the day of the list")
    story.look("Before it comes in", guide="import-preview")
    by_itself = story.way == Way()
    if by_itself:
        _worker(house, "heard")
    story.press("Bring the list in")
    story.sees("Waits for the worker")
    story.look("It waits for the worker" if by_itself else "No worker is at work")
    _worker(house)
    if not by_itself:
        story.press("See how far it is")
    story.sees("Brought in: 5 rows, by Grace Adeyemi")
    story.look("What became of each row", guide="import-run")
    story.press("1 question for somebody to decide")
    story.sees("The same date of birth and a like name")
    story.look("For somebody to decide")


def _send(story: Story, file: Path, mapping: str) -> None:
    story.page.locator("main input[type=file]").set_input_files(file)
    story.page.get_by_label(mapping, exact=True).check()
    for name, value in (("Day", "31"), ("Month", "5"), ("Year", "2024")):
        story.page.get_by_label(name, exact=True).fill(value)
    story.press("Look at what would happen")


def _worker(house: House, *said: str) -> None:
    done = house.copy.python("-m", "tests.journeys.bringing", *said)
    assert done.returncode == 0, done.stderr
