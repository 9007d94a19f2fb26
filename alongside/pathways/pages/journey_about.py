"""Pages about one journey: shown to who may see its person and the journey itself, and written down as seen."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.pathways.queries.journey import Seen, seen
from alongside.people.pages.about import View, about
from alongside.people.queries.sheet import Sheet
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, May, Page, redirect
from alongside.web.errors import Missing

Beside = Callable[[ActorRequest, Sheet, Seen], Markup | None]
_beside: list[tuple[int, Beside]] = []


def beside(order: int = 50) -> Callable[[Beside], Beside]:
    """Register what a room above puts on the page of a journey, in its place among the others; None is nothing."""

    def put(drawn: Beside) -> Beside:
        _beside.append((order, drawn))
        _beside.sort(key=lambda each: each[0])
        return drawn

    return put


def besides(request: ActorRequest, person: Sheet, journey: Seen) -> list[Markup]:
    """What rooms above have to say of this journey to this reader."""
    drawn = (draw(request, person, journey) for _order, draw in _beside)
    return [each for each in drawn if each is not None]


def about_journey(
    route: str, *, may: May, title: str, methods: tuple[str, ...] = ("GET", "HEAD", "POST")
) -> Callable[[View], Page]:
    """Publish `view(request, person: Sheet, journey: Seen, …)` at `people/<number>/work/<number>/` and `route`.

    Who may see the person and not the journey, as with a safeguarding concern, finds no such page.
    """

    def publish(view: View) -> Page:
        @wraps(view)
        def entered(request: ActorRequest, person: Sheet, journey_id: int, **parts: Any) -> HttpResponse:
            journey = seen(journey_id, person.record_ids, request.actor)
            response = view(request, person, journey, **parts)
            if response.status_code == 200 and journey.record_id not in person.record_ids:
                saw(request.actor, published.name, [journey.record_id])
            return response

        published = about(f"work/<int:journey_id>/{route}", may=may, title=title, methods=methods)(entered)
        return published

    return publish


def after(request: ActorRequest, person: Sheet, journey: Seen) -> HttpResponse:
    """Where a deed leads: to the journey, or to the person's work where it is the actor's no longer."""
    try:
        seen(journey.pk, person.record_ids, request.actor)
    except Missing:
        return redirect("pathways.work", person_id=person.id)
    return redirect("pathways.journey", person_id=person.id, journey_id=journey.pk)
