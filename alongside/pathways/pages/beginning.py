"""Beginning work with a person, and the forms of its way."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.forms.access import fill as may_fill
from alongside.forms.queries import filled as forms
from alongside.pathways import access, library
from alongside.pathways.actions import taking as actions
from alongside.pathways.pages.journey import Begin
from alongside.pathways.pages.journey_about import about_journey
from alongside.pathways.pages.moving_when import moment_of, past_day
from alongside.pathways.queries import definitions, hands
from alongside.pathways.queries.asking import filled_for
from alongside.pathways.queries.drafts import may_read
from alongside.pathways.queries.journey import Seen
from alongside.pathways.rules.moving import may_play
from alongside.people.pages.about import about
from alongside.people.pages.asking import ask
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import choices
from alongside.records import clock
from alongside.web import formats
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.errors import Forbidden, Missing
from alongside.web.forms import Date, Form, Select, Text

# Pathways that have a page of their own to begin them.
OWN_PAGES = {actions.CONTACT: "pathways.take_contact", actions.CONCERN: "pathways.raise_concern"}


class BeginWork(Form):
    """Who asked for it, and when."""

    came_by = Select("Who asked for it?", lambda: choices("came-by"))
    referrer = Text(
        "If somebody else asked: their name and how to reach them",
        required=False,
        hint="So that they hear what became of it",
    )
    happened_on = Date("When did they ask?", clean=past_day)


class BeginAgain(BeginWork):
    """Which decision is looked at again."""

    again_of = Select("Which decision is it about?", [], required=False, empty="The last one")


@about("work/begin/<slug:pathway>/", may=access.work, title="Begin work")
def begin(request: ActorRequest, person: Sheet, pathway: str) -> HttpResponse:
    """Begin one kind of work; the form it begins with comes next."""
    if pathway in OWN_PAGES:
        return redirect(OWN_PAGES[pathway], person_id=person.id)
    found = library.current().pathways.get(pathway)
    if found is None:
        raise Missing
    opening = found.pathway.opening
    if not may_play(opening, request.actor.duties):
        raise Forbidden(f"This is begun by: {', '.join(opening.by)}.")
    earlier = hands.decided(person.record_ids, found.pathway, request.actor)
    form = (BeginAgain if earlier else BeginWork).of(request, initial={"happened_on": clock.today()})
    if earlier:
        titles = [(each.pk, definitions.of_hash(each.definition).title, each.ended_at) for each in earlier]
        form.offer("again_of", [(str(pk), f"{title}, {formats.day(ended)}") for pk, title, ended in titles])
    if form.is_valid():
        asked_at = moment_of(form.answers["happened_on"], clock.now())
        told = {
            name: form.answers[name] for name in ("came_by", "referrer", "again_of") if name in form.answers
        }
        begun = actions.begin(
            person.id, by=request.actor, key=form.key, pathway=pathway, happened_at=asked_at, **told
        )
        return onward(person.id, begun)
    back = link("pathways.work", person_id=person.id)
    says = found.pathway.purpose
    return ask(request, person, form, title=opening.label, button="Begin", back=back, says=says)


def onward(person_id: int, begun: actions.Begun) -> HttpResponse:
    """To the form that the work begins with, or to its own page."""
    if begun["form"] is not None:
        return redirect("forms.form", person_id=person_id, form_id=begun["form"])
    return redirect("pathways.journey", person_id=person_id, journey_id=begun["journey"])


@about_journey("forms/<slug:form>/", may=access.see, title="Form")
def fill_in(request: ActorRequest, person: Sheet, journey: Seen, form: str) -> HttpResponse:
    """To a form of the way; it is begun by pressing a button, never by looking."""
    if form not in definitions.of_hash(journey.definition).forms:
        raise Missing
    there = filled_for(journey, form)
    if there is not None and forms.filled(there.id, request.actor) is not None:
        return redirect("forms.form", person_id=person.id, form_id=there.id)
    if not may_read(journey.pk, form, request.actor):
        raise Forbidden("This is written by whoever has the work. You can read it when it has been sent.")
    asked = Begin.of(request)
    if not may_fill(request.actor):
        raise Forbidden("Your role does not fill in forms.")
    if asked.is_valid():
        filled_id = actions.fill_in(journey.pk, by=request.actor, key=asked.key, form=form)
        return redirect("forms.form", person_id=person.id, form_id=filled_id)
    back = link("pathways.journey", person_id=person.id, journey_id=journey.pk)
    return ask(request, person, asked, title="Begin the form", button="Begin the form", back=back)
