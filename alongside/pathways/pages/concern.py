"""A safeguarding concern: raised from anywhere, with duty at once, with a receipt, and never without an answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside import council
from alongside.pathways import access
from alongside.pathways.actions import moving, taking
from alongside.pathways.pages.contact import CONCERN, columns, concern_about  # noqa: F401
from alongside.pathways.pages.journey_about import about_journey
from alongside.pathways.queries import concern as queries
from alongside.pathways.queries.asking import filled_for
from alongside.pathways.queries.concern import ConcernRow
from alongside.pathways.queries.journey import Seen, standing, state_of
from alongside.people.pages.about import draw, offer
from alongside.people.pages.adding import goes_on
from alongside.people.pages.finding import born
from alongside.people.queries import doors
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web import formats, navigation
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.forms import Form, Radios, TextArea
from alongside.web.render import component, render
from alongside.web.tables import Column, safe

REASON = "Raising a safeguarding concern"
YES_NO = (("yes", "Yes"), ("no", "No"))


class Raise(Form):
    """As much as is needed to act; the rest of the form can follow."""

    what = TextArea(
        "What happened, or what worries you?",
        hint="What was seen and said, in the words that were used. Do not look into it first.",
        missing="Say what happened or what worries you",
        look={"rows": 5},
    )
    danger = Radios("Is anybody in danger now?", [*YES_NO, ("not-known", "Not known")], look={"inline": True})
    urgent = Radios("Must duty see this within the hour?", YES_NO, look={"inline": True})
    wishes = TextArea(
        "What does the adult want to happen, in their own words?",
        required=False,
        hint="If they can safely be asked",
        look={"rows": 2},
    )


@page("people/<int:person_id>/concern/", may=access.raise_concerns, title="Raise a safeguarding concern")
def raise_concern(request: ActorRequest, person_id: int) -> HttpResponse:
    """One page, one press: duty has it, and whoever raised it has a receipt."""
    row = doors.at_the_door(person_id, request.actor)
    form = Raise.of(request)
    if form.is_valid():
        begun = taking.raise_concern(row.id, by=request.actor, key=form.key, reason=REASON, said=form.answers)
        return redirect(receipt, person_id=row.id, journey_id=begun["journey"])
    saw(request.actor, "pathways.raise_concern", [row.id], what="view" if row.is_open else "search")
    return render(
        request,
        "pathways/concern.jinja",
        title=f"Raise a safeguarding concern about {row.name}",
        row=row,
        born=born(row),
        form=form,
        phone=council.current().phone,
    )


@about_journey("receipt/", may=access.see, title="Receipt", methods=("GET", "HEAD"))
def receipt(request: ActorRequest, person: Sheet, journey: Seen) -> HttpResponse:
    """What was received, when, by whom, and what to do when nobody is heard of."""
    state = state_of(journey)
    stands = standing(state, clock.now())
    filled = filled_for(journey, taking.CONCERN)
    team = council.current().team(state.team.removeprefix("team:"))
    return draw(
        request,
        "pathways/receipt.jinja",
        person,
        title="The concern is raised",
        journey=journey,
        stands=stands,
        team=team,
        page_due=next((each for each in stands.owed if each.by_the_hour), None),
        form_id=filled.id if filled else None,
    )


def _person(row: ConcernRow) -> Markup:
    if row.restricted:
        return Markup("{}").format(row.person)
    address = link("pathways.journey", person_id=row.person_id, journey_id=row.id)
    return Markup('<a class="govuk-link" href="{}"><bdi>{}</bdi></a>').format(address, row.person)


def _marks(row: ConcernRow) -> Markup:
    said = [
        component("tag", word, colour)
        for word, colour, is_so in (
            ("In danger now", "red", row.danger),
            ("Urgent", "orange", row.urgent),
            ("Late", "red", row.late),
            ("Escalated", "purple", row.escalated and row.due_at is not None),
        )
        if is_so
    ]
    return Markup("<div>{}</div>").format(Markup(" ").join(said))


def _due(row: ConcernRow) -> str:
    return formats.moment(row.due_at)


IN_HAND = (
    Column("", "About", show=_person, header=True),
    Column("", "", show=_marks),
    Column("raised_at", "Raised", show=formats.moment),
    Column("stage", "Where it stands"),
    Column("owner", "With"),
)


@page("concerns/", may=access.answer_concerns, title="Safeguarding concerns", methods=("GET", "HEAD"))
def concerns(request: ActorRequest) -> HttpResponse:
    """Those that nobody has acknowledged, and those in hand, of all that this reader may see."""
    pages, in_hand = queries.waiting(request.actor)
    shown = [record for row in (*pages, *in_hand) for record in row.record_ids]
    saw(request.actor, "pathways.concerns", shown, what="list")
    return render(
        request,
        "pathways/concerns.jinja",
        pages=[(row, _person(row), _marks(row), _due(row), Acknowledge.of(request)) for row in pages],
        in_hand=in_hand,
        columns=IN_HAND,
    )


class Acknowledge(Form):
    """One press: it is in these hands now."""


@page("concerns/<int:journey_id>/take/", may=access.answer_concerns, title="Take in hand", methods=("POST",))
def take_in_hand(request: ActorRequest, journey_id: int) -> HttpResponse:
    """Acknowledge a page and take the concern in hand oneself."""
    form = Acknowledge.of(request)
    form.is_valid()
    moving.move(journey_id, by=request.actor, move=queries.TAKE, owner=request.actor.own, key=form.key)
    person_id = queries.person_of(journey_id, request.actor)
    return redirect("pathways.journey", person_id=person_id, journey_id=journey_id)


_RAISE = '<p class="app-identity__raise"><a class="govuk-link" href="%s">Raise a safeguarding concern</a></p>'


@navigation.banner
def raise_it(request: Any) -> Markup | None:
    """On every page about a person, so that a worry met anywhere can be raised from there."""
    person = getattr(request, "person", None)
    if person is None or not access.raise_concerns(request.actor):
        return None
    return Markup(_RAISE % safe(link(raise_concern, person_id=person.id)))  # noqa: S704 escaped here


@navigation.notice
def pages_wait(request: Any) -> Markup | None:
    """To those who are paged: how many concerns nobody has acknowledged."""
    actor = getattr(request, "actor", None)
    if actor is None or not queries.is_paged(actor):
        return None
    waiting = queries.unanswered(actor)
    if not waiting:
        return None
    words = formats.count(waiting, "safeguarding concern waits", "safeguarding concerns wait")
    return Markup('<p><a class="govuk-link" href="{}">{} for somebody to acknowledge</a></p>').format(
        link(concerns), words
    )


goes_on(CONCERN, raise_concern)
offer("Raise a safeguarding concern", raise_concern, order=6)
navigation.add("Concerns", concerns, may=queries.is_paged, order=4)
