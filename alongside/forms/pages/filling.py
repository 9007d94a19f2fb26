"""Filling in a form: a section a page, each answer saved as it is typed, the whole section without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.http import HttpResponse, JsonResponse

from alongside.forms import access, actions, asking
from alongside.forms.definition import Question, Section
from alongside.forms.definition.shapes import Place
from alongside.forms.pages import drawing, sent
from alongside.forms.pages.deeds import BUTTONS
from alongside.forms.pages.drawing import Drawing
from alongside.forms.pages.sheet import Page, page_of
from alongside.forms.pages.standing import worked_out
from alongside.forms.queries import filled as queries
from alongside.forms.queries.contributions import contributions
from alongside.forms.queries.known import carers, facts, names
from alongside.forms.rules.answers import Cell, Kept
from alongside.forms.rules.conditions import asked
from alongside.people.pages.about import about, draw
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import formats
from alongside.web.door import ActorRequest, SeeOther, link, page, redirect
from alongside.web.errors import Missing, Refused

TOGETHER = timedelta(minutes=2)
"""For how long after saving somebody counts as writing."""


@about("forms/<int:form_id>/", may=access.see, title="Form", methods=("GET", "HEAD"))
def form(request: ActorRequest, person: Sheet, form_id: int) -> HttpResponse:
    """Where one goes on: the first section without an answer; a form that is finished is read."""
    found = page_of(form_id, person, request.actor)
    if not found.filled.is_open:
        return redirect("forms.print_form", person_id=person.id, form_id=form_id)
    begun = {found.answers.form.places[key].section.key for key, _place in found.answers.cells}
    fresh = [each for each in found.sections if each.key not in begun and found.is_open(each)]
    where = fresh[0] if fresh else found.sections[0]
    return redirect(section, person_id=person.id, form_id=form_id, key=where.key)


@about("forms/<int:form_id>/<slug:key>/", may=access.see, title="Form")
def section(request: ActorRequest, person: Sheet, form_id: int, key: str) -> HttpResponse:
    """One section of a form."""
    found = page_of(form_id, person, request.actor)
    here = next((each for each in found.sections if each.key == key), None)
    if here is None:
        raise Missing
    if not found.filled.is_open:
        return redirect("forms.print_form", person_id=person.id, form_id=form_id)
    if request.method != "POST":
        return _show(request, found, here)
    try:
        return _deed(request, found, here)
    except Refused as refused:
        # Here and not at the door: what is wrong is said at its question, with everything typed still in its box.
        return _show(request, page_of(form_id, person, request.actor), here, refused)


def _show(request: ActorRequest, found: Page, here: Section, refused: Refused | None = None) -> HttpResponse:
    person, actor = found.person, request.actor
    before = queries.previous(found.filled, person.record_ids, actor)
    open_ = found.is_open(here)
    of = Drawing(
        page=found,
        known=facts(here.questions, person, actor, clock.today()),
        before=queries.answers_of(before, actor) if before else None,
        before_on=f"{formats.day(before.closed_at)}" if before else "",
        wrong={refused.field: refused.message} if refused else {},
        typed=_typed(request, found, here) if refused else {},
        names=names(person, clock.today()),
    )
    if here.belongs_to in found.parts:
        saw(actor, section.name, [found.parts[here.belongs_to]])
    saved = found.saved_at()
    return draw(
        request,
        "forms/section.jinja",
        person,
        title=found.filled.title,
        found=found,
        here=here,
        steps=_steps(found, here),
        at=[each.key for each in found.sections].index(here.key) + 1,
        following=_following(found, here),
        drawn=drawing.section(of, here) if open_ else "",
        open_=open_,
        carers=[] if open_ or here.belongs_to in found.named else carers(person, clock.today()),
        saved=formats.local(saved).strftime("%H:%M")
        if saved and clock.day_of(saved) == clock.today()
        else "",
        saved_on=formats.moment(saved) if saved else "",
        writing=queries.writing(found.filled.id, actor, clock.now() - TOGETHER),
        editor=token_urlsafe(12),
        refused=refused,
        contributed=contributions(found.filled, actor).get(here.key, ()),
    )


def _typed(request: ActorRequest, found: Page, here: Section) -> Mapping[Cell, Kept]:
    """What was typed and could not be kept, to stand in its box again."""
    touched = sent.touched(request.POST, found.filled.definition, here)
    return {(each.question, each.place): Kept(each.value, each.absent) for each in touched}


def _steps(found: Page, here: Section) -> list[dict[str, Any]]:
    """The sections, each with whether anything is written in it and what it still needs."""
    owed = [each.section.key for each in found.owed()]
    places = found.filled.definition.places
    begun = {places[key].section.key for (key, _place), kept in found.answers.cells.items() if kept.given}
    return [
        {
            "title": each.title,
            "href": link(section, person_id=found.person.id, form_id=found.filled.id, key=each.key),
            "current": each is here,
            "begun": each.key in begun,
            "owed": owed.count(each.key),
        }
        for each in found.sections
    ]


def _following(found: Page, here: Section) -> Section | None:
    every = found.sections
    at = [each.key for each in every].index(here.key)
    return every[at + 1] if at + 1 < len(every) else None


def _deed(request: ActorRequest, found: Page, here: Section) -> HttpResponse:
    """Save what was touched in the section, then do what the button says."""
    post, form_id, by = request.POST, found.filled.id, request.actor
    before = _asked_now(found, here)
    touched = list(sent.touched(post, found.filled.definition, here))
    if touched:
        actions.save_answers(form_id, by=by, sent=touched)
    button = next((name for name in BUTTONS if name in post), "")
    if button:
        anchor = BUTTONS[button](request, found, post[button])
        return _back(found, here, anchor)
    after = page_of(form_id, found.person, by)
    there = next((each for each in after.sections if each.key == here.key), None)
    following = _following(after, there) if there else None
    # What is asked only now, because of what was just answered, is shown before one goes on.
    stay = there is not None and ("next" not in post or _asked_now(after, there) - before or after.rivals)
    if stay or following is None:
        return _back(after, here, "") if stay or "next" not in post else _review(after)
    return _back(after, following, "")


def _asked_now(found: Page, here: Section) -> set[str]:
    return {each.key for each in here.questions if asked(each, found.ask)}


def _back(found: Page, here: Section, anchor: str) -> HttpResponse:
    """The section again, at the place where one was."""
    address = link(section, person_id=found.person.id, form_id=found.filled.id, key=here.key)
    return SeeOther(f"{address}#{anchor}" if anchor else address)


def _review(found: Page) -> HttpResponse:
    return redirect("forms.review", person_id=found.person.id, form_id=found.filled.id)


@page(
    "people/<int:person_id>/forms/<int:form_id>/save/answer/",
    may=access.fill,
    title="Save an answer",
    methods=("POST",),
)
def save_answer(request: ActorRequest, person_id: int, form_id: int) -> HttpResponse:  # noqa: ARG001 in the address
    """One answer, as a script sends it while somebody types: what became of it, as JSON."""
    definition = queries.definition(form_id)
    found = sent.one(request.POST, definition) if definition else None
    if found is None or definition is None:
        raise Missing
    try:
        state = actions.save_answer(form_id, by=request.actor, **asdict(found))
    except Refused as refused:
        # A script cannot read a page: it is told in its own language, and says it at the question.
        return JsonResponse({"message": refused.message}, status=422)
    return JsonResponse(
        state | {"clock": formats.local(clock.now()).strftime("%H:%M")} | _changes(request, form_id)
    )


def _changes(request: ActorRequest, form_id: int) -> dict[str, Any]:
    """What else the page shows differently now: questions that are asked, and what follows from the answers."""
    if not {"decides", "beside"} & request.POST.keys():
        return {}
    found = queries.filled(form_id, request.actor)
    if found is None:
        return {}
    answers = queries.answers_of(found, request.actor)
    ask, places = asking.asker(answers, found.person_id), found.definition.places
    shown = request.POST.getlist("beside")
    return {
        "asked": {
            key: asked(each.question, ask) for key, each in places.items() if _conditional(each.question)
        },
        "beside": {
            key: worked_out(answers, places[key].question) for key in shown if _beside(places.get(key))
        },
    }


def _beside(place: Place | None) -> bool:
    return place is not None and bool(place.question.beside)


def _conditional(question: Question) -> bool:
    return bool(question.when or question.unless)


@page(
    "people/<int:person_id>/forms/<int:form_id>/save/writing/",
    may=access.see,
    title="Who is writing",
    methods=("GET",),
)
def writing(request: ActorRequest, person_id: int, form_id: int) -> HttpResponse:  # noqa: ARG001 in the address
    """Who else is writing in a form just now, for its line."""
    if queries.filled(form_id, request.actor) is None:
        raise Missing
    names = queries.writing(form_id, request.actor, clock.now() - TOGETHER)
    return JsonResponse({"writing": together(names)})


def together(names: list[str]) -> str:
    """“Priya Nair is writing here too.”"""
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{listed} {'is' if len(names) == 1 else 'are'} writing here too."
