"""Two people's assessments done together: asked, agreed by each on their own record, begun in one sitting, undone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from markupsafe import Markup

from alongside.casework import access
from alongside.casework.actions import combining as actions
from alongside.casework.pages.entries import entry
from alongside.casework.queries import combining as queries
from alongside.casework.queries.combining import Side
from alongside.pathways.pages import journey_about
from alongside.pathways.pages.journey_about import about_journey
from alongside.pathways.pages.moving_when import moment_of, past_day
from alongside.pathways.queries import definitions
from alongside.pathways.queries.journey import Seen
from alongside.people.pages.asking import ask
from alongside.people.pages.listing import Deed
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.web import formats
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Checkboxes, Date, Form, Select, Text, TextArea, exact_date
from alongside.web.render import component

LAW = (
    "Assessments of two people may be done together only if both agree, and each may say no at any time. "
    "Each has their own record and their own copy; neither is named on the other’s record unless they said they may."
)


class Combine(Form):
    """With whose assessment."""

    other = Select("With whose assessment?", [])


class Agree(Form):
    """This person's own agreement."""

    agreed_on = Date("When did they agree?", clean=exact_date)
    agreed_how = Text(
        "How?",
        hint="In person, by telephone; or who decided for them, by which power or in their best interests",
    )
    named = Checkboxes(
        "The other person’s record",
        [("yes", "It may say who they are")],
        required=False,
        look={"small": True},
    )


class Begin(Form):
    """The sitting in which both assessments begin."""

    happened_on = Date("When did you speak with both?", clean=past_day)


class Separate(Form):
    """Each goes on alone."""

    why = TextArea("Why?", look={"rows": 2})


def _agreed(form: Form) -> dict[str, Any]:
    answers = dict(form.answers)
    return answers | {"may_be_named": bool(answers.pop("named"))} if "named" in answers else answers


def _begin(side_id: int, *, happened_on: Any, **given: Any) -> int:
    return int(actions.begin_together(side_id, happened_at=moment_of(happened_on, clock.now()), **given))


AGREE = Deed("They agree", Agree, "Write it down", actions.agree)
BEGIN = Deed("One sitting", Begin, "Begin both assessments", _begin)
SEPARATE = Deed(
    "Not together", Separate, "Do them apart", actions.separate, warning=True,
    says="They did not agree, or agree no longer. Each assessment goes on alone; the reason stays on this record.",
)  # fmt: skip


@about_journey("together/", may=access.read, title="Assessments done together")
def together(request: ActorRequest, person: Sheet, journey: Seen) -> HttpResponse:
    """With whose assessment this one is done together, and whether both agreed."""
    back = link("pathways.journey", person_id=person.id, journey_id=journey.pk)
    side = queries.side(journey, request.actor)
    if side is None:
        return _combine(request, person, journey, back)
    return entry(
        request,
        person,
        _deeds(side) if access.write(request.actor) else {},
        key=side.id,
        version=side.version,
        title="Assessments done together",
        aside=_said(side),
        back=back,
        initial={"agreed_on": clock.today(), "happened_on": clock.today()},
        says=_agreed,
    )


def _combine(request: ActorRequest, person: Sheet, journey: Seen, back: str) -> HttpResponse:
    if not _offered(journey, request):
        raise Missing
    form = Combine.of(request, version=journey.version)
    form.offer("other", queries.choices(person, journey, request.actor))
    if form.is_valid():
        actions.combine(
            journey.pk, by=request.actor, key=form.key, version=form.version, other=form.answers["other"]
        )
        return redirect(together, person_id=person.id, journey_id=journey.pk)
    return ask(
        request, person, form, title="Do it together with another’s", button="Ask both", back=back, says=LAW
    )


def _offered(journey: Seen, request: ActorRequest) -> bool:
    fits = queries.may_combine(definitions.of_hash(journey.definition))
    return journey.ended_at is None and access.write(request.actor) and fits


def _deeds(side: Side) -> dict[str, Deed]:
    found = {} if side.agreed_on else {"agree": AGREE}
    if side.both_agreed:
        found["begin"] = BEGIN
    return found | {"separate": SEPARATE}


def _said(side: Side) -> list[tuple[str, Any]]:
    agreed = f"On {formats.day(side.agreed_on)}, {side.agreed_how}" if side.agreed_on else "Not yet"
    named = (
        "May be named on the other’s record" if side.may_be_named else "Not to be named on the other’s record"
    )
    return [
        ("Asked on", formats.day(side.asked_on)),
        ("This person agreed", agreed),
        *([("Named", named)] if side.agreed_on else []),
        ("The other person agreed", "Yes" if side.other_agreed else "Not yet: on their own record"),
        ("Together with", _other(side)),
    ]


def _other(side: Side) -> Markup | str:
    if side.other_person_id is None:
        return "Somebody else"
    address = link("casework.together", person_id=side.other_person_id, journey_id=side.other_journey_id)
    return Markup('<a class="govuk-link" href="{}"><bdi>{}</bdi></a>').format(address, side.other_name)


@journey_about.beside(order=20)
def drawn(request: ActorRequest, person: Sheet, journey: Seen) -> Markup | None:
    """On the page of an assessment: that it is done together with another's, and whether both agreed."""
    side = queries.side(journey, request.actor) if access.read(request.actor) else None
    if side is None and not _offered(journey, request):
        return None
    address = link(together, person_id=person.id, journey_id=journey.pk)
    if side is None:
        words = "Do it together with another person’s assessment"
        return Markup('<p class="govuk-body"><a class="govuk-link" href="{}">{}</a></p>').format(
            address, words
        )
    said = "Both agreed" if side.both_agreed else "Not both have agreed yet"
    badge = component("badge", said, "green" if side.both_agreed else "orange")
    head = Markup('<h3 class="govuk-heading-s">Together with another’s assessment</h3>')
    line = Markup('<p class="govuk-body">{} {} <a class="govuk-link" href="{}">Agreement</a></p>')
    return head + line.format(_other(side), badge, address)
