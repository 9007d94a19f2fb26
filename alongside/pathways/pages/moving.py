"""Taking a step: one, asked for by its name, or all that lead on from here on one page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from alongside.forms import subjects
from alongside.pathways import access
from alongside.pathways.actions import moving as actions
from alongside.pathways.language import Pathway
from alongside.pathways.pages.journey_about import about_journey, after
from alongside.pathways.pages.moving_when import moment_of, past_day
from alongside.pathways.queries import definitions, journey_moves
from alongside.pathways.queries.journey import Seen, standing, state_of
from alongside.pathways.queries.journey_moves import MoveRow
from alongside.pathways.rules.history import State
from alongside.people.pages.about import draw
from alongside.people.queries.sheet import Sheet
from alongside.records import clock
from alongside.web.door import ActorRequest, link
from alongside.web.errors import Missing, Refused
from alongside.web.forms import Asked, Checkboxes, Date, Form, Radios, Select, TextArea

WHY = "Say why, so that whoever reads it understands"


class Move(Form):
    """One step. Several can stand on one page: the names of the fields of each end in the step's own word."""

    step = ""

    def refuse(self, refused: Refused) -> None:
        """Show what a rule said at its field."""
        super().refuse(Refused(refused.message, f"{refused.field}-{self.step}"))

    def told(self, opened_at: datetime) -> dict[str, Any]:
        """What was answered, as the action takes it."""
        said = {name.removesuffix(f"-{self.step}"): value for name, value in self.answers.items()}
        if "happened_on" in said:
            said["happened_at"] = moment_of(said.pop("happened_on"), opened_at)
        if "urgent" in said:
            said["urgent"] = bool(said["urgent"])
        return {name: value for name, value in said.items() if value not in (None, "")}


def form_for(row: MoveRow, state: State, pathway: Pathway) -> type[Move]:
    """What has to be asked before a step, from its definition."""
    move = row.move
    asked: dict[str, Asked] = {}
    if move.date:
        asked["happened_on"] = Date(f"{move.date}: on which day?", initial=clock.today(), clean=past_day)
    if isinstance(move.reason, dict):
        asked["outcome"] = Radios("Why?", list(move.reason.items()))
        asked["comment"] = TextArea("Anything worth knowing", required=False, look={"rows": 2})
    elif move.reason == "required":
        asked["comment"] = TextArea("Why?", hint="Whoever reads it acts on it", missing=WHY, look={"rows": 3})
    if move.allocates == "worker":
        duty = pathway.stages[move.to].turn or ""
        asked["owner"] = Select("To whom?", lambda: journey_moves.workers_for(state.team, duty))
    if move.urgent and row.over_authority:
        asked["urgent"] = Checkboxes(
            row.over_authority, [("yes", "It cannot wait for somebody who may agree it")]
        )
        asked["reason"] = TextArea("Why can it not wait?", required=False, look={"rows": 2})
    fields = {f"{name}-{row.slug}": each for name, each in asked.items()}
    return type(f"Move-{row.slug}", (Move,), {"step": row.slug, "__doc__": row.label, **fields})


@about_journey("move/<slug:step>/", may=access.work, title="Take a step")
def move(request: ActorRequest, person: Sheet, journey: Seen, step: str) -> HttpResponse:
    """Take one step."""
    state = state_of(journey)
    pathway = definitions.of_hash(state.definition)
    rows = journey_moves.moves(journey, state, pathway, request.actor)
    found = [row for row in rows if row.slug == step]
    if not found and step not in {journey_moves.slug(key) for key in pathway.moves}:
        raise Missing
    if not found:
        # Somebody has gone on with it meanwhile, or this is the second press: the page of the journey says where.
        return _again(request, person, journey, pathway, step)
    return _steps(request, person, journey, state, found, title=found[0].label)


@about_journey("next/", may=access.work, title="What happens next?")
def outcomes(request: ActorRequest, person: Sheet, journey: Seen) -> HttpResponse:
    """Everything that can come next, on one page, each with what it asks and its button."""
    state = state_of(journey)
    pathway = definitions.of_hash(state.definition)
    sent = request.POST.get("_form", "").removeprefix("Move-")
    rows = [row for row in journey_moves.moves(journey, state, pathway, request.actor) if row.mine]
    if sent and sent not in {row.slug for row in rows}:
        return _again(request, person, journey, pathway, sent)
    if not rows:
        return after(request, person, journey)
    return _steps(request, person, journey, state, rows, title="What happens next?")


def _again(request: ActorRequest, person: Sheet, journey: Seen, pathway: Pathway, step: str) -> HttpResponse:
    """A step that does not lead on from here any more: the first answer again where it was sent already."""
    key = next((each for each in pathway.moves if journey_moves.slug(each) == step), "")
    form = Form(request.POST if request.method == "POST" else None)
    if key and form.is_bound:
        actions.move(journey.pk, by=request.actor, move=key, key=form.key, version=form.version)
    return after(request, person, journey)


def _steps(
    request: ActorRequest,
    person: Sheet,
    journey: Seen,
    state: State,
    rows: Sequence[MoveRow],
    *,
    title: str,
) -> HttpResponse:
    pathway = definitions.of_hash(state.definition)
    forms = [(row, form_for(row, state, pathway).of(request, version=journey.version)) for row in rows]
    for row, form in forms:
        if row.mine and form.is_valid():
            told = form.told(journey.opened_at)
            actions.move(
                journey.pk, by=request.actor, move=row.key, key=form.key, version=form.version, **told
            )
            return after(request, person, journey)
    return draw(
        request,
        "pathways/move.jinja",
        person,
        title=title,
        journey=journey,
        forms=forms,
        follows={
            row.key: journey_moves.following(journey, state, pathway, row.move) for row in rows if row.ready
        },
        written=[
            each for each in journey_moves.forms(journey, pathway) if each.filled and each.filled.is_complete
        ],
        wrong=next((form for _row, form in forms if form.is_bound and form.errors), None),
        stands=standing(state, clock.now()),
    )


def _onward(person_id: int, journey_id: int) -> str:
    """A form of the way that is finished leads to what can be done with it."""
    return link(outcomes, person_id=person_id, journey_id=journey_id)


subjects.leads("journey", _onward)
