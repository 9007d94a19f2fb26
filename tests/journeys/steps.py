"""What people do in several stories: find somebody, open a record, answer a form, each as a user would name it."""

from __future__ import annotations

import re
import subprocess
import sys
from urllib.parse import urlencode

from playwright.sync_api import Locator

from tests.fixtures.browser import ROOT, House, Story
from tests.town import legacy

NUMBER = re.compile(r"/people/(\d+)/")


def find(story: Story, text: str) -> None:
    """Look for somebody by the box at the top of every page."""
    story.go("/people/?" + urlencode({"q": text}))


def people_found(story: Story) -> list[str]:
    """The names in the list of people found, the likeliest first."""
    if "/people/" not in story.page.url:
        raise AssertionError(f"This is no list of people found: {story.page.url}")
    return [name.strip() for name in story.page.locator("main tbody th").all_inner_texts()]


def open_found(story: Story, name: str) -> None:
    """Follow somebody's name in the list of people found."""
    story.page.locator("main tbody th").get_by_role("link", name=name, exact=True).first.click()
    story.page.wait_for_load_state()


def open_record(story: Story, name: str) -> int:
    """Find somebody and open their record, with a reason where it is not open yet. Their number."""
    find(story, name)
    open_found(story, name)
    if "/open/" in story.page.url:
        story.press("Putting the record right")
    return number(story)


def number(story: Story) -> int:
    """The number of the person whom the page is about."""
    found = NUMBER.search(story.page.url)
    assert found, f"No person is in this address: {story.page.url}"
    return int(found[1])


def answer(story: Story, question: str, *choices: str) -> None:
    """Choose radios or check boxes by their words, under the question they answer."""
    group = story.page.locator("fieldset").filter(has=story.page.locator("legend", has_text=question))
    for choice in choices:
        group.get_by_label(choice, exact=True).check()


def choose(story: Story, name: str, words: str) -> None:
    """Choose a line of a list by its words, the list by its name in the form."""
    story.page.locator(f"main select[name={name}]").select_option(label=words)


def date(story: Story, name: str, text: str) -> None:
    """Write a date such as “3 7 1941”, “7 1941” or “about 1941” into its three boxes."""
    about = "about " if text.startswith("about ") else ""
    parts = text.removeprefix("about ").split()
    day, month, year = [""] * (3 - len(parts)) + parts
    for part, typed in (("day", day), ("month", month), ("year", about + year)):
        story.page.locator(f"#{name}-{part}").fill(typed)


def boxes(story: Story, name: str) -> list[str]:
    """What the three boxes of a date hold."""
    return [story.page.locator(f"#{name}-{part}").input_value() for part in ("day", "month", "year")]


def menu(story: Story, label: str) -> None:
    """Choose something from what can be done with a person."""
    story.page.locator("summary", has_text="More to do").click()
    story.press(label)


def bar(story: Story) -> Locator:
    """The bar that says whom the page is about."""
    return story.page.get_by_role("region", name="Who this page is about")


def send_again(story: Story, button: str) -> list[int]:
    """Send the form of this button twice behind the browser's back, as a nervous network would: the answers."""
    form = story.page.locator("form", has=story.page.get_by_role("button", name=button))
    sent = form.evaluate("form => new URLSearchParams(new FormData(form)).toString()")
    address = form.evaluate("form => form.action")
    headers = {"content-type": "application/x-www-form-urlencoded", "referer": story.page.url}
    return [
        story.page.context.request.post(address, data=sent, headers=headers, max_redirects=0).status
        for _time in range(2)
    ]


def bring_in(house: House, name: str, pathway: str) -> None:
    """Bring in a list of the system before this one, as whoever runs the house would: its mapping has its name."""
    what = [
        str(legacy.path(name)),
        "--pathway",
        pathway,
        "--mapping",
        name,
        "--as-at",
        legacy.AS_AT.isoformat(),
    ]
    command = [sys.executable, "-m", "alongside.cli", "import-list", *what]
    subprocess.run(command, cwd=ROOT, env=house.copy.environment, check=True, capture_output=True)
