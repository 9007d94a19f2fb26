"""What stands round every page: who runs the service, who is signed in, navigation, banners.

The council's facts may fail to load, and this must not: the page that says so stands in the same frame.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote

from django.urls import get_script_prefix
from django.utils import timezone

from alongside import council
from alongside.web import navigation
from alongside.web.door import Actor
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

    @property
    def stamp(self) -> str:
        """Changes with the colours, so that the style page may be cached for ever."""
        return hashlib.sha256(repr(self.colours).encode()).hexdigest()[:12]


UNKNOWN = Office()


def office() -> Office:
    """The council's facts, or those that need no council when its configuration cannot be read."""
    try:
        ours = council.current()
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
    except Exception as error:  # the frame must stand whatever is wrong with the configuration
        log.error("the council's configuration could not be read: %s", error)
        return UNKNOWN


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
        return get_script_prefix()

    @property
    def nonce(self) -> str:
        """What this page's own script carries so that the browser will run it."""
        return str(getattr(self.request, "csp_nonce", ""))

    @property
    def now(self) -> datetime:
        """When the page was made, for the printed copy."""
        return timezone.localtime()

    @property
    def here(self) -> str:
        """This page's address, escaped for use inside another address."""
        return quote(self.request.get_full_path(), safe="/")
