"""Putting right what is written of a journey: a wrong date, a step taken by mistake, something no longer owed."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.pathways import access
from alongside.pathways.actions import course, saying
from alongside.pathways.pages.journey_about import about_journey, after
from alongside.pathways.pages.moving_when import moment_of, past_day
from alongside.pathways.queries import definitions
from alongside.pathways.queries.journey import Seen, owed, owed_by
from alongside.pathways.queries.journey_steps import StepRow, steps
from alongside.people.pages.about import about
from alongside.people.pages.asking import ask
from alongside.people.queries.sheet import Sheet
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Date, Form, TextArea


class Redate(Form):
    """The day on which a step really happened."""

    happened_on = Date("When did it really happen?", clean=past_day)
    why = TextArea("What was wrong?", missing="Say what was wrong", look={"rows": 2})


class TakeBack(Form):
    """A step taken by mistake."""

    why = TextArea("Why is it taken back?", missing="Say why it is taken back", look={"rows": 2})


class Excuse(Form):
    """Something that is not owed any more."""

    why = TextArea(
        "Why is it not owed any more?",
        hint="It is counted as excused, never as kept.",
        missing="Say why it is not owed any more",
        look={"rows": 2},
    )


@about_journey("steps/<int:event_id>/date/", may=access.work, title="Put a date right")
def redate_step(request: ActorRequest, person: Sheet, journey: Seen, event_id: int) -> HttpResponse:
    """The wrong date stays in the history; the clocks follow the right one."""
    row = _step(journey, event_id)
    form = Redate.of(request, version=journey.version)
    if form.is_valid():
        happened_at = moment_of(form.answers["happened_on"], journey.opened_at)
        told = {"event": event_id, "why": form.answers["why"]}
        course.redate(
            journey.pk, by=request.actor, key=form.key, version=form.version, happened_at=happened_at, **told
        )
        return after(request, person, journey)
    says = "The wrong date stays in the history. Days waited and what is owed follow the right one."
    return _ask(
        request, person, journey, row, form, title="Put a date right", button="Put it right", says=says
    )


@about_journey("steps/<int:event_id>/take-back/", may=access.work, title="Take a step back")
def take_back_step(request: ActorRequest, person: Sheet, journey: Seen, event_id: int) -> HttpResponse:
    """Undo the last step: what it began never was."""
    row = _step(journey, event_id)
    form = TakeBack.of(request, version=journey.version)
    if form.is_valid():
        told = {"event": event_id, "why": form.answers["why"]}
        course.take_back(journey.pk, by=request.actor, key=form.key, version=form.version, **told)
        return after(request, person, journey)
    says = "It stays in the history as taken back. What it began is undone; work that it opened stays, to be ended."
    return _ask(
        request, person, journey, row, form, title="Take a step back", button="Take it back", says=says
    )


def _step(journey: Seen, event_id: int) -> StepRow:
    pathway = definitions.of_hash(journey.definition)
    row = next((each for each in steps(journey, pathway) if each.id == event_id), None)
    if row is None:
        raise Missing
    return row


def _ask(
    request: ActorRequest, person: Sheet, journey: Seen, row: StepRow, form: Form, **said: str
) -> HttpResponse:
    back = link("pathways.journey", person_id=person.id, journey_id=journey.pk)
    aside = [("Step", row.sentence), ("When", row.when), ("Recorded by", row.by)]
    return ask(request, person, form, back=back, aside=aside, **said)


@about("owed/<int:promise_id>/excuse/", may=access.work, title="Not owed any more")
def excuse_promise(request: ActorRequest, person: Sheet, promise_id: int) -> HttpResponse:
    """Say why something that was owed is not owed any more."""
    promise, of = owed(promise_id, person.record_ids, request.actor)
    form = Excuse.of(request)
    if form.is_valid():
        saying.excuse(promise_id, by=request.actor, key=form.key, why=form.answers["why"])
        return after(request, person, of) if of else redirect("pathways.work", person_id=person.id)
    back = link("pathways.work", person_id=person.id)
    aside = owed_by(promise, of)
    return ask(request, person, form, title="Not owed any more", button="Say so", back=back, aside=aside)
