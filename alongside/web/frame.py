"""What stands round every page: who runs the service, who is signed in, navigation, banners.

The council's facts may fail to load, and this must not: the page that says so stands in the same frame.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from django.utils import timezone
from django.utils.functional import cached_property

from alongside import council
from alongside.council import Council
from alongside.web import navigation
from alongside.web.door import Actor, prefix
from alongside.web.navigation import Item

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Office:
    """Who runs this service and how to reach them, as every page says it."""

    name: str = "Adult social care"
    short_name: str = ""
    phone: str = ""
    out_of_hours_phone: str = ""
    email: str = ""
    opening_hours: str = ""
    colours: tuple[tuple[str, str], ...] = ()

    @cached_property
    def stamp(self) -> str:
        """Changes with the colours, so that the style page may be cached for ever."""
        return hashlib.sha256(repr(self.colours).encode()).hexdigest()[:12]


UNKNOWN = Office()


def office() -> Office:
    """The council's facts, or those that need no council when its configuration cannot be read."""
    try:
        ours = council.current()
        if not _kept or _kept[0][0] is not ours:
            _kept[:] = [(ours, _office(ours))]
        return _kept[0][1]
    except Exception as error:  # the frame must stand whatever is wrong with the configuration
        log.error("the council's configuration could not be read: %s", error)
        return UNKNOWN


# The office of the council asked for last.
_kept: list[tuple[Council, Office]] = []


def _office(ours: Council) -> Office:
    colours = ours.branding
    return Office(
        name=ours.name,
        short_name=ours.short_name,
        phone=ours.phone,
        out_of_hours_phone=ours.out_of_hours_phone,
        email=ours.email,
        opening_hours=ours.opening_hours,
        colours=(
            ("brand", colours.brand),
            ("brand-text", colours.brand_text),
            ("accent", colours.accent),
        ),
    )


class House(NamedTuple):
    """What is the same on every page of the house."""

    home: str
    office: Office


class Head(NamedTuple):
    """All that the header says: drawn once for all pages on which it is the same."""

    home: str
    office: Office
    name: str
    navigation: tuple[Item, ...]
    account: tuple[Item, ...]
    search: Item | None
    asked: str


class Frame:
    """The surroundings of one page. Each part is worked out when the layout asks, and once."""

    def __init__(self, request: Any) -> None:
        self.request = request

    @cached_property
    def office(self) -> Office:
        """Who runs the service."""
        return office()

    @property
    def actor(self) -> Actor | None:
        """Whoever is signed in."""
        return getattr(self.request, "actor", None)

    @cached_property
    def navigation(self) -> list[Item]:
        """The links of the service navigation that this reader may open."""
        return navigation.items(self.request, navigation.house.entries)

    @cached_property
    def account(self) -> list[Item]:
        """The links beside the reader's name."""
        return navigation.items(self.request, navigation.house.account)

    @cached_property
    def search(self) -> Item | None:
        """The search box, when there is one for this reader."""
        return navigation.search(self.request)

    @property
    def asked(self) -> str:
        """What was searched for, so that the box still holds it."""
        return self.request.GET.get("q", "") if self.search and self.search.current else ""

    @property
    def house(self) -> House:
        """What the footer and the style sheets are made of."""
        return House(self.home, self.office)

    @property
    def head(self) -> Head:
        """What the header is made of."""
        name = self.actor.name if self.actor else ""
        places = tuple(self.navigation), tuple(self.account), self.search
        return Head(self.home, self.office, name, *places, self.asked)

    @property
    def banners(self) -> list[Any]:
        """The bars that stay in sight."""
        return navigation.banners(self.request)

    @property
    def notices(self) -> list[Any]:
        """News about the service."""
        return navigation.notices(self.request)

    @property
    def home(self) -> str:
        """The first page."""
        return prefix()

    @property
    def nonce(self) -> str:
        """What this page's own script carries so that the browser will run it."""
        return str(getattr(self.request, "csp_nonce", ""))

    @property
    def now(self) -> datetime:
        """When the page was made, for the printed copy."""
        return timezone.now()

    @property
    def here(self) -> str:
        """This page's address, escaped for use inside another address."""
        return quote(self.request.get_full_path(), safe="/")
