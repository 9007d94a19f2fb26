"""The one door by which a page is published.

    @page("people/<int:person_id>/", may=access.open_records, title="Person")
    def show(request: ActorRequest, person_id: int) -> HttpResponse: ...

`may` says who the page exists for and has no default: a page that forgets it fails when it is imported.
A published page is a `Page`: call it as a view, ask it for `.route`, `.name` ("people.show"), `.may`, or
for the address of one of its pages with `link(show, person_id=3)`. Links are made from the page itself,
so they cannot rot.
"""

import importlib
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from difflib import get_close_matches
from functools import update_wrapper
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from django.apps import apps
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, get_script_prefix, path
from django.urls.converters import get_converters
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.module_loading import module_has_submodule

from alongside.web.errors import Forbidden, Missing, Refused, SignInNeeded, Stale
from alongside.web.routes import Routes


class Actor(Protocol):
    """All that web knows of whoever is signed in."""

    @property
    def name(self) -> str: ...

    def may(self, permission: str, /) -> bool: ...


class ActorRequest(HttpRequest):
    """A request to a page that is not public: somebody is signed in."""

    actor: Any  # an Actor; rooms above know it by their own, richer type


May = Callable[[Any], bool]
View = Callable[..., HttpResponse]

# No database of ours numbers a row higher, and asked for one it answers with a fault.
LARGEST = 2**63 - 1
_UNRESERVED = re.compile(r"[A-Za-z0-9_.~-]*")
_PART = re.compile(r"<(?:(?P<converter>[^>:]+):)?(?P<name>[^>]+)>")

# Where the site begins, for the request being answered: Django looks it up anew for each of a page's many links.
PREFIX: ContextVar[str] = ContextVar("PREFIX")


def prefix() -> str:
    """What every address of the site begins with."""
    return PREFIX.get("") or get_script_prefix()


def anyone(_actor: Actor | None) -> bool:
    """The audience of a public page: nobody need be signed in."""
    return True


class SeeOther(HttpResponseRedirect):
    """303: the deed is done, now look at this. Going back never repeats it."""

    status_code = 303


class Page:
    """One published page: a view with its route, its name and its audience."""

    def __init__(self, view: View, route: str, may: May, title: str, methods: tuple[str, ...]) -> None:
        update_wrapper(self, view)
        self.view = view
        self.route = route
        self.may = may
        self.title = title
        self.methods = methods
        self.name = f"{_room(view.__module__)}.{view.__name__}"
        self._address, self._parts = _compile(route)

    def __repr__(self) -> str:
        return f"<Page {self.name} at /{self.route}>"

    def __call__(self, request: Any, **parts: Any) -> HttpResponse:
        """Answer `request`, once its actor has been let through."""
        self._admit(getattr(request, "actor", None))
        if request.method not in self.methods:
            return HttpResponseNotAllowed(self.methods)
        if any(type(part) is int and part > LARGEST for part in parts.values()):
            raise Missing
        try:
            return self.view(request, **parts)
        except Refused as refused:
            if getattr(request, "form", None) is None:
                raise
            # The form that was sent takes the refusal (see `forms.Form.of`) and is no longer valid, so the
            # page falls through to showing it again with every answer in it.
            request.refused = refused
            return self.view(request, **parts)
        except Stale as stale:
            # Actions know that somebody saved first, not what the form says: the form knows both texts.
            form = getattr(request, "form", None)
            if form is not None and not stale.fields:
                stale.fields = form.clashes()
            raise

    def _admit(self, actor: Actor | None) -> None:
        if self.may is anyone:
            return
        if actor is None:
            raise SignInNeeded
        if not self.may(actor):
            # An actor to whom everything is closed just now knows why; the page for 403 says it.
            raise Forbidden(getattr(actor, "suspended_why", ""))

    def link(self, parts: Mapping[str, Any]) -> str:
        """The address with `parts` filled in. Raises TypeError when a part is missing or unknown."""
        if parts.keys() != self._parts.keys():
            raise TypeError(f"{self.name} needs {sorted(self._parts)}, was given {sorted(parts)}")
        return prefix() + self._address.format_map(self._safe(parts))

    def _safe(self, parts: Mapping[str, Any]) -> dict[str, str]:
        # Most parts are record numbers, which need no quoting.
        return {
            name: str(value) if type(value) is int else _quoted(self._parts[name](value))
            for name, value in parts.items()
        }


class Door:
    """The pages of one site. There is one; tests make their own."""

    def __init__(self) -> None:
        self._by_name: dict[str, Page] = {}
        self._by_route: dict[str, Page] = {}

    def page(
        self, route: str, *, may: May, title: str = "", methods: tuple[str, ...] = ("GET", "HEAD", "POST")
    ) -> Callable[[View], Page]:
        """Publish a function at `route`. Raises ValueError when the route or the name is taken."""

        def publish(view: View) -> Page:
            page = Page(view, route, may, title, methods)
            shape = _PART.sub("<>", route)
            for taken in (self._by_name.get(page.name), self._by_route.get(shape)):
                if taken is not None:
                    raise ValueError(f"{page!r} cannot be published: {taken!r} is there already")
            self._by_name[page.name] = self._by_route[shape] = page
            return page

        return publish

    def pages(self) -> tuple[Page, ...]:
        """Every page published so far, by name."""
        return tuple(page for _, page in sorted(self._by_name.items()))

    def find(self, name: str) -> Page:
        """The page called `name`. Raises LookupError, with the nearest name, when there is none."""
        if name in self._by_name:
            return self._by_name[name]
        near = get_close_matches(name, self._by_name, n=1)
        raise LookupError(f"no page is called {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))

    def urlpatterns(self) -> list[URLPattern]:
        """One Django route for each page, longest-known first: fixed words win over `<parts>`."""
        ordered = sorted(self._by_name.values(), key=lambda page: _PART.sub("\uffff", page.route))
        return [path(page.route, page, name=page.name) for page in ordered]


_house = Door()
page = _house.page
pages = _house.pages


def urlpatterns() -> list[Routes]:
    """The routes of the whole house: imports `pages` of every installed room, then lists them."""
    for room in apps.get_app_configs():
        if room.name.split(".")[0] == __name__.split(".")[0] and module_has_submodule(room.module, "pages"):
            importlib.import_module(f"{room.name}.pages")
    return [Routes(_house.urlpatterns())]


def link(to: Page | str, /, query: Mapping[str, Any] | None = None, **parts: Any) -> str:
    """The address of a page: `link(show, person_id=3)`, or by name in templates: `link("people.show", …)`."""
    address = (to if isinstance(to, Page) else _house.find(to)).link(parts)
    return f"{address}?{urlencode(query, doseq=True)}" if query else address


def redirect(to: Page | str, /, query: Mapping[str, Any] | None = None, **parts: Any) -> HttpResponse:
    """Send the browser on after a deed (303), so that reloading does not do it twice."""
    return SeeOther(link(to, query, **parts))


def _room(module: str) -> str:
    """`alongside.people.pages.show` is in the room `people`."""
    return [*module.split("."), module][1]


def _compile(route: str) -> tuple[str, dict[str, Callable[[Any], str]]]:
    """A route as a format string, and how each of its parts is written in an address."""
    known = get_converters()
    parts: dict[str, Callable[[Any], str]] = {
        str(match["name"]): known[match["converter"] or "str"].to_url for match in _PART.finditer(route)
    }
    return _PART.sub(lambda match: "{" + match["name"] + "}", route), parts


def _quoted(text: str) -> str:
    return text if _UNRESERVED.fullmatch(text) else quote(text, safe=RFC3986_SUBDELIMS + "/~:@")
