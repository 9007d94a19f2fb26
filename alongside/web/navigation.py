"""What rooms put round every page: navigation, the search box, banners. Rooms register; web only shows.

    navigation.add("People", find, may=access.find_people, order=20)
    navigation.search_box("Find a person", find, may=access.find_people)
    navigation.account("Sign out", sign_out, order=90)

    @navigation.banner           # the bar about whoever this page is about; it stays in sight
    def identity(request) -> Markup | None: ...

    @navigation.notice           # news about the service: an outage, a new feature
    def outage(request) -> Markup | None: ...

A notice that fails is left out: decoration never takes a page down. A banner that fails is *said* to have
failed: a bar that may hold a warning must not vanish without a word.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from django.http import HttpRequest
from markupsafe import Markup

from alongside.web.door import May, Page, prefix

log = logging.getLogger(__name__)

Piece = Callable[[Any], Markup | None]

BANNER_FAILED = Markup(
    '<p class="app-banner-failed" role="alert">The bar that belongs here could not be shown. '
    "It may hold a warning: look at the record before you act on this page.</p>"
)


@dataclass(frozen=True, eq=False)
class Entry:
    """One link of the navigation, and who it is for."""

    label: str
    page: Page
    may: May
    order: int


class Item(NamedTuple):
    """A link as one reader sees it on one page."""

    label: str
    href: str
    current: bool


@dataclass
class Furniture:
    """Everything registered. One for the house; a test swaps in its own."""

    entries: list[Entry] = field(default_factory=list)
    account: list[Entry] = field(default_factory=list)
    search: Entry | None = None
    banners: list[Piece] = field(default_factory=list)
    notices: list[Piece] = field(default_factory=list)


house = Furniture()


def add(label: str, page: Page, may: May | None = None, order: int = 100) -> None:
    """Put a page in the service navigation, for whoever `may` (default: whoever may open the page)."""
    _place(house.entries, Entry(label, page, may or page.may, order))


def account(label: str, page: Page, may: May | None = None, order: int = 100) -> None:
    """Put a page beside the name of whoever is signed in."""
    _place(house.account, Entry(label, page, may or page.may, order))


def search_box(label: str, page: Page, may: May | None = None) -> None:
    """Give every page a search box that asks `page` with `?q=`."""
    house.search = Entry(label, page, may or page.may, 0)


def banner(piece: Piece) -> Piece:
    """Register what belongs in the bar that stays in sight."""
    house.banners.append(piece)
    return piece


def notice(piece: Piece) -> Piece:
    """Register news about the service, shown above the page."""
    house.notices.append(piece)
    return piece


def items(request: HttpRequest, entries: list[Entry]) -> list[Item]:
    """Those of `entries` that this reader may open; the one that holds the present page is current."""
    actor = getattr(request, "actor", None)
    links = _links(tuple(entries), actor, prefix()) if actor is not None else ()
    inside = [
        href for _, href in links if request.path == href or (href != "/" and request.path.startswith(href))
    ]
    here = max(inside, key=len, default="")
    return [Item(label, href, href == here) for label, href in links]


@lru_cache(maxsize=1_000)
def _links(entries: tuple[Entry, ...], actor: Any, _prefix: str) -> Sequence[tuple[str, str]]:
    """Those that this actor may open. Kept: what an actor may is decided by what they are, which is in the key."""
    return [(entry.label, entry.page.link({})) for entry in entries if entry.may(actor)]


def search(request: HttpRequest) -> Item | None:
    """The search box, when this reader may use it."""
    found = items(request, [house.search] if house.search else [])
    return found[0] if found else None


def banners(request: HttpRequest) -> list[Markup]:
    """The bars that belong on this page; a failed one says so."""
    return list(_pieces(request, house.banners, BANNER_FAILED))


def notices(request: HttpRequest) -> list[Markup]:
    """News for this page; a failed one is logged and left out."""
    return list(_pieces(request, house.notices, None))


def _pieces(request: HttpRequest, pieces: list[Piece], instead: Markup | None) -> Iterator[Markup]:
    for piece in pieces:
        try:
            shown = piece(request)
        except Exception:  # whatever it is, the page itself must still be served
            log.exception("%s could not be shown", piece.__qualname__)
            shown = instead
        if shown:
            yield shown


def _place(entries: list[Entry], entry: Entry) -> None:
    entries.append(entry)
    entries.sort(key=lambda each: (each.order, each.label))
