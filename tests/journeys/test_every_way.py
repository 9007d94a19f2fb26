"""The main line for everybody: without scripts, on a narrow screen, by keyboard alone, and on paper (R-241)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as TooLong

from tests.fixtures.browser import WAYS, Story, every_way
from tests.fixtures.left_out import LEFT_OUT
from tests.journeys.steps import bar, find, number, open_found, open_record

pytestmark = pytest.mark.journey

# Whether nothing of what has the focus can be seen for the bar: asked of its middle and its four corners.
HIDDEN_UNDER_THE_BAR = """() => {
    const bar = document.querySelector(".app-identity"), focused = document.activeElement;
    if (!bar || bar.contains(focused)) return false;
    const at = focused.getBoundingClientRect(), across = [at.left + 2, (at.left + at.right) / 2, at.right - 2];
    const points = across.flatMap(x => [at.top + 2, (at.top + at.bottom) / 2, at.bottom - 2].map(y => [x, y]));
    return points.every(([x, y]) => bar.contains(document.elementFromPoint(x, y)));
}"""
FOCUSED = (
    "() => (document.activeElement.name || document.activeElement.innerText || '').trim().split('\\n')[0]"
)


@every_way
def test_find_open_and_change_one_fact(story: Story) -> None:
    """The main line of the day, however one reads."""
    story.sign_in("Priya Nair")
    find(story, "mensah ali")
    story.look("Found")
    open_found(story, "Alice Mensah")
    assert "Alice Mensah" in bar(story).inner_text()
    story.look("The person")
    alice = number(story)
    story.go(f"/people/{alice}/facts/employment/")
    story.look("One fact")
    story.press("Save")
    story.sees("There is a problem")
    story.look("One fact, left blank")
    story.page.locator("main select[name=code]").select_option(index=1)
    story.press("Save")
    assert number(story) == alice
    story.look("Changed")
    for page in ("facts/", "needs/", "circle/", "places/", "names/", "alerts/", "sharing/", "life/"):
        story.go(f"/people/{alice}/{page}")
        story.look(page.strip("/"))


def test_the_main_line_by_keyboard_alone(browser_as: Callable[..., Story]) -> None:
    """No mouse is touched, every step is reached by Tab, and the focus is always in sight."""
    priya = browser_as("Priya Nair")
    priya.page.keyboard.press("/")
    priya.page.keyboard.type("mensah alice")
    priya.page.keyboard.press("Enter")
    priya.page.wait_for_url("**/people/?q=*")
    _tab_to(priya, "Alice Mensah")
    priya.page.keyboard.press("Enter")
    priya.page.wait_for_url("**/people/*/")
    _tab_to(priya, "Change accommodation")
    priya.look("The focus on a fact far down the page")
    priya.page.keyboard.press("Enter")
    priya.page.wait_for_url("**/facts/accommodation/")
    _tab_to(priya, "code")
    priya.page.keyboard.press("ArrowDown")
    _tab_to(priya, "Save")
    priya.page.keyboard.press("Enter")
    priya.page.wait_for_url("**/people/*/")
    assert "Alice Mensah" in bar(priya).inner_text()


def _tab_to(story: Story, label: str) -> None:
    """Press Tab until the focus is on the thing with these words; it is never hidden under the bar on the way."""
    for _press in range(150):
        story.page.keyboard.press("Tab")
        _shown(story)
        focused = story.page.evaluate(FOCUSED)
        if (
            focused == label
            or story.page.evaluate("() => document.activeElement.textContent.trim()") == label
        ):
            return
    raise AssertionError(f"Tab never comes to “{label}” on {story.page.url}")


def _shown(story: Story) -> None:
    """What has the focus can be seen once the page has come to rest: on a busy machine it may still be scrolling."""
    try:
        story.page.wait_for_function(f"() => !({HIDDEN_UNDER_THE_BAR})()", timeout=3_000)
    except TooLong:
        raise AssertionError(f"“{story.page.evaluate(FOCUSED)}” is hidden") from None


def test_backwards_the_focus_is_not_hidden_either(browser_as: Callable[..., Story]) -> None:
    """Going up is where a bar at the top would cover it (WCAG 2.2 2.4.11)."""
    priya = browser_as("Priya Nair")
    open_record(priya, "Alice Mensah")
    priya.page.keyboard.press("End")
    priya.page.locator("footer a").last.focus()
    for _press in range(60):
        priya.page.keyboard.press("Shift+Tab")
        _shown(priya)


def test_the_person_on_paper(browser_as: Callable[..., Story], tmp_path: Path) -> None:
    """Every sheet says who it is about; the first says who printed it and when; nothing to press is printed."""
    if shutil.which("pdftotext") is None:
        pytest.skip(
            f"{LEFT_OUT}the printed person (no pdftotext found; on Debian: apt-get install poppler-utils)"
        )
    priya = browser_as("Priya Nair")
    open_record(priya, "Alice Mensah")
    paper = tmp_path / "person.pdf"
    priya.page.pdf(path=paper, format="A4", prefer_css_page_size=True)
    printed = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, text=True, check=True)
    sheets = printed.stdout.split("\f")[:-1]
    for place, sheet in enumerate(sheets, start=1):
        assert "Alice Mensah" in sheet, f"sheet {place}:\n{sheet}"
        assert f"Page {place} of {len(sheets)}" in sheet, sheet
    assert "Printed by Priya Nair on" in sheets[0]
    assert "900 000 0009" in sheets[0]
    assert "More to do" not in printed.stdout


def test_the_first_pages_of_everybody(browser_as: Callable[..., Story]) -> None:
    """What each of the cast sees first, on a narrow screen as on a wide one, and no door that does not open."""
    for name in ("Diane Osei", "Lena Fischer", "Carol Finch"):
        for way in (WAYS["wide"], WAYS["narrow"]):
            story = browser_as(name, way)
            story.look(f"Home of {name}")
