"""What a person lets be shared with which organisation."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import sharing as actions
from alongside.people.pages.about import about, draw, tab
from alongside.people.pages.asking import ask
from alongside.people.queries import sharing as queries
from alongside.people.queries.sheet import Sheet
from alongside.people.rules import sharing as rules
from alongside.records import clock
from alongside.web.door import ActorRequest, link, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Date, Form, Radios, Select, Text, TextArea, exact_date

ENDS_BEFORE = "What was decided for the same organisation before ends on that day and stays in the history."


class Decide(Form):
    """A decision on sharing."""

    organisation_id = Select("Organisation", queries.organisations_to_choose)
    decision = Radios(
        "What was decided?",
        rules.DECISIONS.items(),
        look={"hints": {"override": "Only with a lawful basis and a reason, which are asked for below"}},
    )
    minimum = TextArea(
        "What may be shared?",
        required=False,
        hint="The least that serves the purpose. Leave blank for an objection.",
        look={"rows": 3},
    )
    basis = Select("On which law?", rules.BASES.items(), required=False)
    reason = TextArea("Why does it have to be shared?", required=False, look={"rows": 3})
    person_told = Radios("Has the person been told?", rules.TOLD.items())
    person_told_why_not = Text("If they will not be told, why not?", required=False)
    told_by = Text(
        "Who told you of the decision?", required=False, hint="The person, or somebody who speaks for them"
    )
    starts_on = Date("When was it decided?", clean=exact_date)


class Withdraw(Form):
    """A decision recorded by mistake."""

    reason = TextArea("What was wrong?", missing="Say what was wrong", look={"rows": 3})


@about("sharing/", may=access.see, title="Sharing")
def sharing(request: ActorRequest, person: Sheet) -> HttpResponse:
    """What may be shared with whom, and what was decided before."""
    rows = queries.decisions(person.record_ids, request.actor)
    return draw(
        request,
        "people/sharing.jinja",
        person,
        title="Sharing",
        standing=[row for row in rows if row.stands],
        before=[row for row in rows if not row.stands],
        may_decide=access.share(request.actor),
        form=Form.of(request),
    )


@about("sharing/decide/", may=access.share, title="Record a sharing decision")
def decide_sharing(request: ActorRequest, person: Sheet) -> HttpResponse:
    """Record an agreement, an objection or a lawful override."""
    initial = {
        "starts_on": clock.today(),
        "person_told": "yes",
        "organisation_id": request.GET.get("organisation"),
    }
    form = Decide.of(request, initial=initial, version=person.version)
    if form.is_valid():
        answers = form.answers | {
            "organisation_id": int(form.answers["organisation_id"]),
            "starts_on": form.answers["starts_on"].isoformat(),
        }
        actions.decide_sharing(person.id, by=request.actor, key=form.key, version=form.version, **answers)
        return redirect(sharing, person_id=person.id)
    return ask(
        request,
        person,
        form,
        title="Record a sharing decision",
        button="Record decision",
        back=link(sharing, person_id=person.id),
        template="people/decide_sharing.jinja",
        says=ENDS_BEFORE,
    )


@about("sharing/<int:decision_id>/told/", may=access.share, title="The person was told", methods=("POST",))
def tell_of_sharing(request: ActorRequest, person: Sheet, decision_id: int) -> HttpResponse:
    """The person has been told of a decision."""
    form = Form.of(request)
    actions.tell_of_sharing(person.id, by=request.actor, key=form.key, decision_id=decision_id)
    return redirect(sharing, person_id=person.id)


@about("sharing/<int:decision_id>/withdraw/", may=access.share, title="Withdraw a sharing decision")
def withdraw_sharing(request: ActorRequest, person: Sheet, decision_id: int) -> HttpResponse:
    """A decision was recorded by mistake."""
    if decision_id not in {
        row.id for row in queries.decisions(person.record_ids, request.actor) if row.stands
    }:
        raise Missing
    form = Withdraw.of(request, version=person.version)
    if form.is_valid():
        actions.withdraw_sharing(
            person.id,
            by=request.actor,
            key=form.key,
            version=form.version,
            decision_id=decision_id,
            **form.answers,
        )
        return redirect(sharing, person_id=person.id)
    return ask(
        request,
        person,
        form,
        title="Withdraw a sharing decision",
        button="Withdraw as a mistake",
        back=link(sharing, person_id=person.id),
    )


tab("Sharing", sharing, order=70)
