"""What surrounds every page: policy, navigation, banners; and what the public may read."""

import logging
import re

import pytest
from django.http import HttpRequest
from django.test import Client
from markupsafe import Markup
from pytest_django import Settings

from alongside.web import frame, navigation, pages
from alongside.web.frame import Office
from alongside.web.tests import site
from alongside.web.tests.site import SIGNED_IN

FORM = "/notes/new/"


def body(client: Client, address: str = FORM) -> str:
    return client.get(address, headers=SIGNED_IN).content.decode()


def test_every_answer_refuses_what_it_does_not_need(client: Client) -> None:
    """ASVS 3.4: a strict policy, no framing, no address told to others, nothing kept."""
    answer = client.get(FORM, headers=SIGNED_IN)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert (
        policy["style-src"]
        == policy["connect-src"]
        == policy["form-action"]
        == policy["font-src"]
        == "'self'"
    )
    assert re.fullmatch(r"'self' 'nonce-[^']+'", policy["script-src"])
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("address", [FORM, "/components/", "/accessibility/", "/nowhere/", "/notes/403/"])
def test_no_page_needs_what_the_policy_refuses(client: Client, address: str) -> None:
    answer = client.get(address, headers=SIGNED_IN)
    page = answer.content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"<[^>]+\son\w+=", page)
    nonce = re.search(r"'nonce-([^']+)'", answer["Content-Security-Policy"])
    for script in re.findall(r"<script[^>]*>", page):
        assert nonce
        assert f'nonce="{nonce[1]}"' in script
    for fetched in re.findall(r"<(?:link|script|img)[^>]+(?:href|src)=\"([^\"]+)\"", page):
        assert fetched.startswith("/")


def test_an_answer_may_say_that_it_can_be_kept(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Cache-Control"] == "max-age=86400"
    assert answer.content == b"User-agent: *\nDisallow: /\n"


def test_the_navigation_shows_what_the_reader_may_open(client: Client) -> None:
    navigation.add("Write", site.write, order=2)
    navigation.add("Say hello", site.hello, order=1)
    navigation.add("Closed", site.closed)
    navigation.account("Sign out", site.hello)
    for place in ("Main", "Menu"):
        nav = body(client).split(f'aria-label="{place}"')[1].split("</nav>")[0]
        assert re.findall(r"<li><a[^>]*>([^<]+)<", nav) == ["Say hello", "Write"]
        assert re.findall(r'aria-current="page">([^<]+)<', nav) == ["Write"]
    account = body(client).split("app-header__account")[1].split("</details>")[0]
    assert re.findall(r"<li><a[^>]*>([^<]+)<", account) == ["Sign out"]


def test_what_does_not_fit_the_line_stands_behind_more(client: Client) -> None:
    for order in range(8):
        navigation.add(f"Page {order}", site.hello, order=order)
    navigation.add("Write", site.write, order=9)
    line, more = body(client).split('aria-label="Main"')[1].split("</nav>")[0].split("<summary")
    assert re.findall(r"<li><a[^>]*>([^<]+)<", line) == [f"Page {order}" for order in range(6)]
    assert re.findall(r"<li><a[^>]*>([^<]+)<", more) == ["Page 6", "Page 7", "Write"]
    assert "app-header__current" in more


def test_the_search_box_is_for_who_may_search(client: Client) -> None:
    navigation.search_box("Find a note", site.hello)
    assert 'action="/hello/"' in body(client)
    navigation.search_box("Find a note", site.hello, may=site.never)
    assert 'role="search"' not in body(client)


def test_nobody_signed_in_sees_no_navigation(client: Client) -> None:
    navigation.add("Say hello", site.hello)
    assert "Say hello" not in client.get("/accessibility/").content.decode()


def test_a_banner_stays_in_sight_above_the_page(client: Client) -> None:
    navigation.banner(lambda request: Markup("<p>About Alice</p>"))
    navigation.banner(lambda request: None)
    assert "<p>About Alice</p>" in body(client).split('class="app-identity"')[1].split("<main")[0]


def test_without_a_banner_there_is_no_bar(client: Client) -> None:
    assert "app-identity" not in body(client)


def test_a_banner_that_fails_says_so_and_a_notice_that_fails_is_left_out(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """A decorative banner once took a service down for 80 minutes (users.md 1.3); a warning must not vanish."""

    def fails(request: HttpRequest) -> Markup | None:
        raise KeyError("address")

    navigation.notice(fails)
    with caplog.at_level(logging.CRITICAL):
        assert "New note" in body(client)
        assert "app-banner-failed" not in body(client)
        navigation.banner(fails)
        assert "It may hold a warning" in body(client)


def test_a_notice_is_shown_above_the_page(client: Client) -> None:
    navigation.notice(lambda request: Markup("<p>Letters are slow.</p>"))
    assert "<p>Letters are slow.</p>" in body(client)


def test_the_councils_colours_are_kept_until_they_change(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = Office(colours=(("brand", "#123456"), ("accent", "red;}body{display:none")))
    monkeypatch.setattr(pages, "office", lambda: ours)
    kept, asked_again = client.get(f"/colours.css?v={ours.stamp}"), client.get("/colours.css?v=old")
    assert kept.content == b":root{--app-brand:#123456;}"
    assert kept["Content-Type"] == "text/css"
    assert "immutable" in kept["Cache-Control"]
    assert asked_again["Cache-Control"] == "no-cache"


def test_whoever_finds_a_weakness_learns_whom_to_tell(client: Client, settings: Settings) -> None:
    settings.SECURITY_CONTACT = "security@council.example"
    text = client.get("/.well-known/security.txt").content.decode()
    assert text.startswith("Contact: mailto:security@council.example\nExpires: 20")


def test_anybody_may_read_the_accessibility_statement(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        frame, "office", lambda: Office(name="Loamshire County Council", phone="020 7946 0000")
    )
    page = client.get("/accessibility/").content.decode()
    assert "Loamshire County Council is committed to making its website accessible" in page
    assert "Equality Advisory and Support Service" in page
    assert "020 7946 0000" in page


def test_a_printed_page_says_who_printed_it_and_when(client: Client) -> None:
    assert re.search(r'class="app-printed">Printed by Priya N on \d+ \w+ 20\d\d at ', body(client))
