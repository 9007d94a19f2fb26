"""How pages behave in a browser: no fault for axe-core, nothing wider than the screen, nothing hidden by the bar.

There is no server: the browser's requests are answered by Django's test client and from the static folder.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from alongside import web
from alongside.web import navigation
from alongside.web.pages import components
from alongside.web.tests import site
from alongside.web.tests.site import SIGNED_IN
from tests.fixtures.browser import AXE, LEVELS

pytestmark = pytest.mark.journey

STATIC = Path(web.__file__).parent / "static"
SITE = "http://alongside.test"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
WIDTHS = (1366, 320)
Look = Callable[..., Page]


def answer(route: Route, client: Client) -> None:
    """What the server would have sent."""
    asked, parts = route.request, urlsplit(route.request.url)
    if parts.path.startswith("/static/"):
        file = STATIC / parts.path.removeprefix("/static/")
        route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
        return
    address = f"{parts.path}?{parts.query}"
    if asked.method == "POST":
        kind = "application/x-www-form-urlencoded"
        found = client.post(address, asked.post_data or "", content_type=kind, headers=SIGNED_IN)
    else:
        found = client.get(address, headers=SIGNED_IN)
    route.fulfill(status=found.status_code, headers=dict(found.items()), body=found.content)


@pytest.fixture
def look(browser: Browser) -> Any:
    """Open an address; whatever the browser complains of fails the test."""
    client = Client()
    client.raise_request_exception = False
    contexts, faults = [], []
    navigation.add("Components", components)
    navigation.add("Write", site.write)
    navigation.search_box("Find a note", site.hello)
    navigation.account("Sign out", site.hello)

    def open_at(address: str, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": WIDTHS[0], "height": 768}, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.route(lambda url: True, lambda route: answer(route, client))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        page.goto(SITE + address)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert faults == []


def check(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        found = page.evaluate("levels => axe.run(document, {runOnly: {type: 'tag', values: levels}})", LEVELS)
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "address", ["/components/", "/notes/new/", "/accessibility/", "/nowhere/", "/notes/403/"]
)
def test_every_page_reads_well(look: Look, address: str) -> None:
    """WCAG 2.2 AA, and 1.4.10 at 320 px."""
    check(look(address))


@pytest.mark.parametrize(
    "title", ["", "taken", "stale", "broken"], ids=["empty", "refused", "stale", "broken"]
)
def test_every_way_a_form_can_go_wrong_reads_well(look: Look, title: str) -> None:
    page = look("/notes/new/")
    page.fill("#title", title)
    page.fill("#text", "I rang at ten")
    page.click("main button")
    assert "I rang at ten" in page.content()
    check(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_what_is_wrong_takes_the_focus(look: Look, scripts: bool) -> None:
    page = look("/notes/new/", scripts=scripts)
    page.click("main button")
    page.wait_for_selector(".govuk-error-summary:focus", timeout=3000)


HIDDEN = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  const spots = [[box.left + box.width / 2, box.top + box.height / 2], [box.left + 2, box.top + 2]];
  const clear = ([x, y]) => { const top = document.elementFromPoint(x, y);
                              return top && (focused.contains(top) || top.contains(focused)); };
  return focused === document.body || box.width < 3 || spots.every(clear) ? "" : focused.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_bar_never_hides_what_has_the_focus(look: Look, scripts: bool) -> None:
    """WCAG 2.4.11, forwards and backwards through the longest page."""
    page = look("/components/", scripts=scripts)
    assert page.evaluate("getComputedStyle(document.querySelector('.app-identity')).position") == "sticky"
    for key in ("Tab", "Shift+Tab"):
        for _ in range(70):
            page.keyboard.press(key)
            assert page.evaluate(HIDDEN) == ""


def test_a_slash_goes_to_the_search_box_unless_one_is_writing(look: Look) -> None:
    page = look("/notes/new/")
    page.wait_for_selector("body.js-enabled")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "header-search"
    page.focus("#title")
    page.keyboard.press("/")
    assert page.input_value("#title") == "/"


def test_a_form_is_sent_once_however_often_one_presses(look: Look) -> None:
    page = look("/notes/new/")
    page.wait_for_selector("body.js-enabled")
    page.evaluate(
        "window.sends = 0; addEventListener('submit', e => { sends += !e.defaultPrevented; e.preventDefault() })"
    )
    page.evaluate("for (let i = 0; i < 3; i++) document.querySelector('main form').requestSubmit()")
    assert page.evaluate("window.sends") == 1


def test_escape_closes_a_menu(look: Look) -> None:
    page = look("/components/")
    page.wait_for_selector("body.js-enabled")
    page.click("#action_menu summary")
    page.keyboard.press("Escape")
    assert not page.is_visible(".app-menu__list")
    assert page.evaluate("document.activeElement.textContent") == "More actions"


def test_on_paper_no_menu_is_open_and_a_list_says_what_it_is_narrowed_to(look: Look) -> None:
    """From a narrow window, too: what was chosen is printed, and nothing to choose from (R-047)."""
    page = look("/components/")
    page.emulate_media(media="print")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        for ways in (".app-header nav a", ".app-header input", ".app-filter summary", ".app-filter button"):
            assert page.locator(ways).count()
            assert not any(each.is_visible() for each in page.locator(ways).all()), (width, ways)
        chosen = page.locator(".app-filter__chosen").first
        assert chosen.is_visible()
        assert "Ward: Orchard" in chosen.inner_text()
        assert "Clear all" not in chosen.inner_text()
