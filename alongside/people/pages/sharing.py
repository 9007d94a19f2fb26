"""What a person lets be shared with which organisation."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import sharing as actions
from alongside.people.queries import sharing as queries
from alongside.people.rules import sharing as rules
from alongside.records import clock
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, link, page, redirect
from alongside.web.errors import Missing
from alongside.web.forms import Date, Form, Radios, Select, Text, TextArea, exact_date
from alongside.web.render import render


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


@page("people/<int:person_id>/sharing/", may=access.see, title="Sharing")
def sharing(request: ActorRequest, person_id: int) -> HttpResponse:
    """What may be shared with whom, and what was decided before."""
    row = queries.sharing(person_id, request.actor)
    if row.person_id != person_id:
        return redirect(sharing, person_id=row.person_id)
    saw(request.actor, "people.sharing", row.record_ids)
    return render(
        request,
        "people/sharing.jinja",
        title=f"Sharing about {row.name}",
        row=row,
        may_decide=access.share(request.actor),
        form=Form.of(request),
    )


@page("people/<int:person_id>/sharing/decide/", may=access.share, title="Record a sharing decision")
def decide_sharing(request: ActorRequest, person_id: int) -> HttpResponse:
    """Record an agreement, an objection or a lawful override."""
    row = queries.sharing(person_id, request.actor)
    initial = {
        "starts_on": clock.today(),
        "person_told": "yes",
        "organisation_id": request.GET.get("organisation"),
    }
    form = Decide.of(request, initial=initial, version=row.version)
    if form.is_valid():
        answers = form.answers | {
            "organisation_id": int(form.answers["organisation_id"]),
            "starts_on": form.answers["starts_on"].isoformat(),
        }
        actions.decide_sharing(row.person_id, by=request.actor, key=form.key, version=form.version, **answers)
        return redirect(sharing, person_id=row.person_id)
    saw(request.actor, "people.decide_sharing", row.record_ids)
    back = link(sharing, person_id=row.person_id)
    return render(request, "people/decide_sharing.jinja", form=form, row=row, back=back)


@page(
    "people/<int:person_id>/sharing/<int:decision_id>/told/",
    may=access.share,
    title="The person was told",
    methods=("POST",),
)
def tell_of_sharing(request: ActorRequest, person_id: int, decision_id: int) -> HttpResponse:
    """The person has been told of a decision."""
    form = Form.of(request)
    actions.tell_of_sharing(person_id, by=request.actor, key=form.key, decision_id=decision_id)
    return redirect(sharing, person_id=person_id)


@page(
    "people/<int:person_id>/sharing/<int:decision_id>/withdraw/",
    may=access.share,
    title="Withdraw a sharing decision",
)
def withdraw_sharing(request: ActorRequest, person_id: int, decision_id: int) -> HttpResponse:
    """A decision was recorded by mistake."""
    row = queries.sharing(person_id, request.actor)
    if decision_id not in {each.id for each in row.standing}:
        raise Missing
    form = Withdraw.of(request, version=row.version)
    if form.is_valid():
        actions.withdraw_sharing(
            row.person_id,
            by=request.actor,
            key=form.key,
            version=form.version,
            decision_id=decision_id,
            **form.answers,
        )
        return redirect(sharing, person_id=row.person_id)
    saw(request.actor, "people.withdraw_sharing", row.record_ids)
    back = link(sharing, person_id=row.person_id)
    return render(request, "web/form.jinja", form=form, button="Withdraw as a mistake", back=back)
