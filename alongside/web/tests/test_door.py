"""The door: nobody comes in by another way, and every page says who it is for."""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import set_script_prefix
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from alongside.web.door import Door, anyone, link, redirect
from alongside.web.middleware import HeadersMiddleware
from alongside.web.tests import site
from alongside.web.tests.site import SIGNED_IN


def test_a_page_without_an_audience_fails_at_import() -> None:
    publish: Any = Door().page
    with pytest.raises(TypeError, match="may"):
        publish("people/")


def test_a_published_page_carries_its_route_name_and_audience() -> None:
    assert (site.note.name, site.note.route, site.note.may) == (
        "web.note",
        "notes/<int:note_id>/",
        site.reads,
    )
    assert site.note.title == "A note"


@pytest.mark.parametrize("route", ["notes/<int:note_id>/", "notes/<int:other>/"])
def test_a_route_is_published_once(route: str) -> None:
    door = Door()
    door.page("notes/<int:note_id>/", may=anyone)(site.note.view)
    with pytest.raises(ValueError, match="is there already"):
        door.page(route, may=anyone)(site.closed.view)


def test_a_name_is_published_once() -> None:
    door = Door()
    door.page("one/", may=anyone)(site.note.view)
    with pytest.raises(ValueError, match=r"web\.note"):
        door.page("two/", may=anyone)(site.note.view)


def test_a_link_is_made_from_the_page() -> None:
    assert link(site.note, note_id=3) == "/notes/3/"
    assert link(site.note, {"q": "a b"}, note_id=3) == "/notes/3/?q=a+b"
    assert link("web.accessibility") == "/accessibility/"


@pytest.mark.parametrize("parts", [{}, {"note_id": 3, "other": 4}, {"id": 3}])
def test_a_link_with_the_wrong_parts_fails(parts: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="note_id"):
        link(site.note, None, **parts)


@given(st.text(min_size=1))
def test_a_link_holds_the_very_words_it_was_given(word: str) -> None:
    noted = Door().page("notes/<int:note_id>/of/<str:word>/", may=anyone)(site.note.view)
    written = link(noted, note_id=3, word=word)
    assert unquote(written) == f"/notes/3/of/{word}/"
    assert written.isascii()
    assert not set(written) & set('?# <>"')


def test_links_begin_where_the_site_does() -> None:
    answer = HeadersMiddleware(lambda _request: HttpResponse(link("web.accessibility")))
    for prefix in ("/care/", "/"):
        set_script_prefix(prefix)
        assert answer(RequestFactory().get("/")).content.decode() == f"{prefix}accessibility/"
        assert link("web.accessibility") == f"{prefix}accessibility/"


def test_a_misspelt_name_says_what_is_near() -> None:
    with pytest.raises(LookupError, match=r"did you mean 'web\.accessibility'"):
        link("web.acessibility")


def test_a_redirect_after_a_deed_is_303() -> None:
    answer = redirect(site.note, note_id=3)
    assert (answer.status_code, answer["Location"]) == (303, "/notes/3/")


@given(st.text(min_size=1).filter(lambda text: "/" not in text))
def test_whatever_is_in_a_link_stays_in_its_place(text: str) -> None:
    page = Door().page("files/<str:name>/", may=anyone)(site.hello.view)
    assert re.fullmatch(r"/files/[^/?#\s\"<>]+/", page.link({"name": text}))


def test_fixed_words_win_over_parts(client: Client) -> None:
    assert b"New note" in client.get("/notes/new/", headers=SIGNED_IN).content


def test_nobody_is_sent_to_sign_in_and_back(client: Client) -> None:
    """R-241: every page but the public ones needs somebody signed in."""
    answer = client.get("/notes/3/?tab=all")
    assert (answer.status_code, answer["Location"]) == (
        303,
        "/accessibility/?next=%2Fnotes%2F3%2F%3Ftab%3Dall",
    )


def test_a_public_page_is_served_to_nobody(client: Client) -> None:
    assert client.get("/hello/").content == b"hello stranger"


def test_a_public_page_is_served_when_nobody_can_be_looked_up(client: Client) -> None:
    assert client.get("/hello/", headers={"X-Reader": "broken"}).content == b"hello stranger"


def test_a_page_that_is_not_for_the_reader_is_refused(client: Client) -> None:
    answer = client.get("/closed/", headers=SIGNED_IN)
    assert answer.status_code == 403
    assert b"should not see" not in answer.content


def test_without_the_middleware_nobody_comes_in(client: Client, settings: Settings) -> None:
    settings.MIDDLEWARE = []
    client.raise_request_exception = False
    assert client.get("/notes/3/").status_code == 500
