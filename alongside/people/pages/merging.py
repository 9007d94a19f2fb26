"""Joining two records of one person, and parting them again."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.people import access
from alongside.people.actions import merging as actions
from alongside.people.pages.about import offer
from alongside.people.pages.finding import born, columns
from alongside.people.queries import finding
from alongside.people.queries import joining as queries
from alongside.records.audit.reading import saw
from alongside.web.door import ActorRequest, page, redirect
from alongside.web.forms import Checkboxes, Form, Radios, TextArea
from alongside.web.render import render


class Merge(Form):
    """The decision that two records are one person."""

    keep = Radios("Under which of the two is the person shown from now on?", [])
    reason = TextArea(
        "How do you know that they are one person?",
        hint="Nobody is joined by a score alone: say whom you asked or what you saw.",
        look={"rows": 3},
    )
    stay = Checkboxes(
        "One of the two is restricted, so both will be. Who of those who see the ordinary record is named on it?",
        [],
        required=False,
    )

    def __init__(self, *args: object, two: queries.Two, **more: object) -> None:
        super().__init__(*args, initial={"keep": str(two.one.id)}, **more)  # type: ignore[arg-type]
        self.fields["keep"].choices = [  # type: ignore[attr-defined]
            (str(row.id), f"{row.name}, born {row.born}, record {row.id}") for row in (two.one, two.other)
        ]
        self.fields["stay"].choices = list(two.stay)  # type: ignore[attr-defined]
        if not two.stay:
            del self.fields["stay"]


class Undo(Form):
    """The decision that they are two people after all."""

    reason = TextArea("How do you know that they are two people?", look={"rows": 3})


@page("people/<int:person_id>/merge/", may=access.merge, title="Is this person on record twice?")
def merge(request: ActorRequest, person_id: int) -> HttpResponse:
    """Who else on record may be this person; what was joined already."""
    found = queries.to_merge(person_id, request.actor)
    text = request.GET.get("q", "")
    results = finding.find(text, request.actor) if text.strip() else None
    others = [row for row in results.rows if row.id != found.person.id] if results else []
    shown = [found.person.id, *(each.row.id for each in found.candidates), *(row.id for row in others)]
    saw(request.actor, "people.merge", shown, what="search")
    return render(
        request,
        "people/merge.jinja",
        found=found,
        born=born,
        text=text,
        others=others,
        columns=columns(request),
    )


@page("people/<int:person_id>/merge/<int:other_id>/", may=access.merge, title="Are these two one person?")
def merge_two(request: ActorRequest, person_id: int, other_id: int) -> HttpResponse:
    """Two records side by side, with the reasons for and against, and the decision."""
    two = queries.two(person_id, other_id, request.actor)
    form = Merge.of(request, two=two, version=two.version)
    if form.is_valid():
        survivor = int(form.answers["keep"])
        other = two.other.id if survivor == two.one.id else two.one.id
        stay = form.answers.get("stay", [])
        said = {"reason": form.answers["reason"], "survivor": survivor, "stay": stay}
        actions.merge(other, by=request.actor, key=form.key, **said)
        return redirect("people.show", person_id=survivor)
    saw(request.actor, "people.merge_two", [two.one.id, two.other.id])
    return render(request, "people/merge_two.jinja", two=two, form=form)


@page("people/merges/<int:merge_id>/undo/", may=access.merge, title="Part two records again")
def undo_merge(request: ActorRequest, merge_id: int) -> HttpResponse:
    """Take a merge back: one act."""
    row = queries.merge_row(merge_id, request.actor)
    form = Undo.of(request)
    if form.is_valid():
        parted = actions.undo(merge_id, by=request.actor, key=form.key, reason=form.answers["reason"])
        return redirect("people.show", person_id=parted)
    saw(request.actor, "people.undo_merge", [row.number, row.into])
    return render(request, "people/undo_merge.jinja", row=row, form=form)


offer("On record twice?", merge, order=70)
