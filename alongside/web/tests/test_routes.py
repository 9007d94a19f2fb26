"""Finding a page by the shape of its address gives what trying one page after another gives."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import Resolver404, URLPattern, path
from hypothesis import given
from hypothesis import strategies as st

from alongside.web.routes import Routes

PARTS = ("people", "lists", "<int:person_id>", "<slug:word>", "work", "move")


def _page(_request: object) -> HttpResponse:
    return HttpResponse()


def _routes(several: list[list[str]]) -> list[URLPattern]:
    return [
        path(_named("".join(f"{part}/" for part in parts)), _page, name=str(n))
        for n, parts in enumerate(several)
    ]


def _named(route: str) -> str:
    """Each part of a route has a name of its own."""
    for n in range(route.count("<")):
        route = route.replace("<int:person_id>", f"<int:p{n}>", 1).replace("<slug:word>", f"<slug:s{n}>", 1)
    return route


def _one_after_another(patterns: list[URLPattern], address: str) -> tuple[str | None, object]:
    for each in patterns:
        match = each.resolve(address)
        if match:
            return match.url_name, match.kwargs
    return None, None


routes = st.lists(st.lists(st.sampled_from(PARTS), max_size=4), min_size=1, max_size=8)
addresses = st.lists(st.sampled_from(["people", "lists", "work", "move", "7", "x", ""]), max_size=5).map(
    "/".join
)


@given(routes, st.lists(addresses, min_size=1, max_size=6))
def test_it_finds_what_djangos_own_search_finds(several: list[list[str]], asked: list[str]) -> None:
    """Whatever the pages and the address; also the second time, when the shape is known."""
    patterns = _routes(several)
    house = Routes(patterns)
    for address in [*asked, *asked]:
        try:
            found = house.resolve(address)
            said: tuple[str | None, object] = (found.url_name, found.kwargs)
        except Resolver404:
            said = (None, None)
        assert said == _one_after_another(patterns, address)
