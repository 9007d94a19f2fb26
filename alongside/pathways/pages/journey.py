"""A journey: where it stands, whose turn it is, what is waited for and owed, what can be done, what happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.http import HttpResponse

from alongside.forms.access import fill as may_fill
from alongside.pathways import access
from alongside.pathways.pages.journey_about import about_journey, besides
from alongside.pathways.pages.journey_deeds import deeds_for
from alongside.pathways.pages.moving_when import past_day
from alongside.pathways.queries import definitions, journey_moves, past, work
from alongside.pathways.queries.journey import Seen, standing, standing_now, state_of
from alongside.pathways.queries.journey_steps import last_word, steps
from alongside.pathways.rules.calendar import end_of
from alongside.people.pages.about import draw
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.web.door import ActorRequest
from alongside.web.forms import Date, Form


class Begin(Form):
    """A form of the way, to be begun or gone on with."""


class AsAt(Form):
    """Which day to look at, and what was known by which day."""

    on = Date("How did it stand on this day?", clean=past_day)
    as_known = Date(
        "As was known by this day", hint="Leave blank for what is known now", required=False, clean=past_day
    )


@about_journey("", may=access.see, title="Work", methods=("GET", "HEAD"))
def journey(request: ActorRequest, person: Sheet, journey: Seen) -> HttpResponse:
    """One journey, now."""
    state, now = state_of(journey), clock.now()
    pathway = definitions.of_hash(state.definition)
    stands = standing_now(journey, state, now)
    moves = journey_moves.moves(journey, state, pathway, request.actor)
    happened = steps(journey, pathway)
    return draw(
        request,
        "pathways/journey.jinja",
        person,
        title=stands.title,
        journey=journey,
        stands=stands,
        moves=moves,
        deeds=deeds_for(journey, state, request.actor),
        # Each its own form with a key of its own: two begun from one page are two deeds.
        forms=[(row, Begin.of(request)) for row in journey_moves.forms(journey, pathway)],
        may_fill=may_fill(request.actor) and access.work(request.actor, journey),
        may_work=access.work(request.actor, journey),
        steps=happened,
        word=last_word(happened),
        around=work.around(journey, person, request.actor),
        pathway=pathway,
        besides=besides(request, person, journey),
    )


@about_journey("as-at/", may=access.see, title="How it stood", methods=("GET", "HEAD"))
def as_at(request: ActorRequest, person: Sheet, journey: Seen) -> HttpResponse:
    """The journey on a past day, as is known now or as was known by a day: the two times are asked apart."""
    form = AsAt(request.GET if "on-day" in request.GET else None)
    form.request = request
    stands, known, moment = None, None, None
    if form.is_valid():
        moment, known = _by_the_end_of(form.answers["on"]), _by_the_end_of(form.answers["as_known"])
        state = past.state(journey.pk, on=moment, as_known=known)
        stands = standing(state, moment) if state is not None and moment is not None else None
    pathway = definitions.of_hash(journey.definition)
    return draw(
        request,
        "pathways/as_at.jinja",
        person,
        may_work=False,
        title=f"{pathway.title}: how it stood",
        journey=journey,
        form=form,
        stands=stands,
        on=form.cleaned_data.get("on") if form.is_bound else None,
        as_known=form.cleaned_data.get("as_known") if form.is_bound else None,
        steps=steps(journey, pathway, on=moment, as_known=known) if moment else [],
    )


def _by_the_end_of(day: date | None) -> datetime | None:
    return min(end_of(day) - timedelta(microseconds=1), clock.now()) if day else None
