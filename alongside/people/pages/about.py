"""Pages about one person: shown to who may see them, followed to where they were merged, written down as seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.people import access
from alongside.people.queries.sheet import Elsewhere, Sheet, sheet
from alongside.records.actors import Actor
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, May, Page, link, page, prefix, redirect
from alongside.web.errors import Missing
from alongside.web.render import component, render

View = Callable[..., HttpResponse]
HOME = "people/<int:person_id>/"


def about(
    route: str, *, may: May, title: str, methods: tuple[str, ...] = ("GET", "HEAD", "POST")
) -> Callable[[View], Page]:
    """Publish `view(request, person: Sheet, …)` at `people/<number>/` and `route`.

    Somebody whose record is not open to the reader leads to the question why it is needed; who may not ask it, and
    everybody who asks for a restricted one, finds no such page. What was shown is written into the audit.
    """

    def publish(view: View) -> Page:
        @wraps(view)
        def entered(request: ActorRequest, person_id: int, **parts: Any) -> HttpResponse:
            found = sheet(person_id, request.actor)
            if isinstance(found, Elsewhere) and request.method != "POST":
                return redirect(published, person_id=found.id, **parts)
            if isinstance(found, Elsewhere):
                # What was sent while somebody merged the record is said of the person, and is stale if they changed.
                found = sheet(found.id, request.actor)
            if not isinstance(found, Sheet):
                return _at_the_door(request, person_id)
            request.person = found  # type: ignore[attr-defined]
            response = view(request, found, **parts)
            if response.status_code == 200:
                saw(request.actor, published.name, found.record_ids)
            return response

        published = page(f"{HOME}{route}", may=may, title=title, methods=methods)(entered)
        return published

    return publish


def _at_the_door(request: ActorRequest, person_id: int) -> HttpResponse:
    if request.method == "POST" or not access.open_(request.actor):
        raise Missing
    return redirect("people.open_person", person_id=person_id)


@dataclass(frozen=True)
class Tab:
    """One of the parts of a record; other modules of this room add theirs with `tab`."""

    label: str
    at: Page
    order: int
    may: May


_tabs: list[Tab] = []
_offers: list[Tab] = []


def tab(label: str, at: Page, order: int, may: May | None = None) -> None:
    """Make a page about a person one of the parts of the record, for whoever `may` (default: open the page)."""
    _tabs.append(Tab(label, at, order, may or at.may))


def offer(label: str, at: Page, order: int, may: May | None = None) -> None:
    """Put something that can be done into the menu of the person's page."""
    _offers.append(Tab(label, at, order, may or at.may))


def draw(request: ActorRequest, template: str, person: Sheet, **context: Any) -> HttpResponse:
    """Draw a page about a person with the parts of their record above it."""
    route = request.resolver_match.route if request.resolver_match else ""
    around = _around(request.actor, route, prefix())
    parts, menu = (Markup(str(person.id).join(each)) for each in around)  # noqa: S704 drawn by templates
    may_change = access.change(request.actor)
    return render(request, template, person=person, parts=parts, menu=menu, may_change=may_change, **context)


NUMBER = "NUMBER"
"""Stands for the person's number where something is drawn once for everybody."""


@lru_cache(maxsize=2_000)
def _around(actor: Actor, route: str, _prefix: str) -> tuple[list[str], list[str]]:
    """The parts of a record and the menu of what can be done, as this reader finds them on the page at `route`.

    The same for every person, and kept: each is in the pieces between which the person's number belongs.
    """

    def open_to_reader(tabs: list[Tab]) -> list[Tab]:
        return sorted((each for each in tabs if each.may(actor)), key=lambda each: each.order)

    tabs = open_to_reader(_tabs)
    inside = [each.at.route for each in tabs if each.at.route != HOME and route.startswith(each.at.route)]
    here = max(inside, key=len, default=route)
    parts = [(each.label, link(each.at, person_id=NUMBER), each.at.route == here) for each in tabs]
    menu = [(each.label, link(each.at, person_id=NUMBER)) for each in open_to_reader(_offers)]
    drawn = component("tabs", parts, "Parts of this record"), component("action_menu", "More to do", menu)
    return str(drawn[0]).split(NUMBER), str(drawn[1]).split(NUMBER) if menu else []


def home(person: Sheet) -> str:
    """The address of the person's page."""
    return link("people.show", person_id=person.id)
