"""Beginning a journey."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from alongside.pathways import access, happenings, library
from alongside.pathways.actions import keeping, saying
from alongside.pathways.models import Journey
from alongside.pathways.queries import asking, teams
from alongside.pathways.rules import history, moving
from alongside.people.models import Person
from alongside.records import grants
from alongside.records.acting import action
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Record
from alongside.web.errors import Forbidden, Refused


@action("pathways.open", on=Person, may=access.work)
def open_journey(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    pathway: str,
    happened_at: datetime | None = None,
    came_by: str = "",
    referrer: str = "",
    priority: int | None = None,
    priority_reason: str = "",
    parent: int | None = None,
    owner: str = "",
) -> int:
    """Begin a journey of this person along a pathway; answers its number.

    It belongs to the team that serves the person until somebody is given it (`owner`). `happened_at` is when it was
    asked for, if that was before now.
    """
    resolved = _definition(pathway)
    if by is not SYSTEM and parent is None and not moving.may_play(resolved.pathway.opening, by.duties):
        raise Forbidden(f"Your role does not begin this: {resolved.pathway.title}.")
    began = happened_at or at
    if began > at:
        raise Refused("This is still to come. Give the day on which it was asked for.", "happened_on")
    keeping.keep_version(resolved, at)
    return begin(
        person,
        resolved,
        by=by,
        at=at,
        happened_at=began,
        parent_id=parent,
        came_by=came_by,
        referrer=referrer,
        priority=priority,
        priority_reason=priority_reason,
        owner=grants.holder_of_work(owner, "owner") if owner else "",
    )


def begin(
    person: Person,
    resolved: library.Resolved,
    *,
    by: Actor,
    at: datetime,
    happened_at: datetime,
    parent_id: int | None,
    owner: str = "",
    continues: str = "",
    **said: Any,
) -> int:
    """Write the journey and its first event, within the action under way.

    `continues` is who has the journey that this one follows from: within one team the person keeps their worker.
    """
    pathway = resolved.pathway
    team = f"team:{teams.serving(pathway.team, person.ward).key}"
    if continues.startswith("worker:") and _parent_team(parent_id) == team:
        owner = owner or continues
    first = pathway.stages[pathway.first]
    journey = Journey.objects.create(
        record=_guard(person, pathway.restricted_to, by, at),
        person=person,
        pathway=pathway.key,
        parent_id=parent_id,
        opened_at=happened_at,
        definition=resolved.hash,
        stage=pathway.first,
        entered_at=happened_at,
        owner=owner or team,
        team=team,
        next_step=first.next or pathway.title,
        next_on=at.date(),
    )
    keeping.write(
        journey,
        history.OPENED,
        f"{pathway.title}: begun.",
        at=at,
        happened_at=happened_at,
        before=((), None),
        definition=resolved.hash,
        owner=owner or team,
        team=team,
        by=by.worker_id,
        facts=facts_at_opening(journey, pathway, said),
        **said,
    )
    name = happenings.of_pathway(pathway.key, pathway.title).name
    saying.everywhere(person, name, by=by, at=at, happened_at=happened_at, but=journey.pk)
    return int(journey.pk)


def _parent_team(parent_id: int | None) -> str | None:
    if parent_id is None:
        return None
    teams_ = Journey.objects.for_system("the team of the journey this one follows from")
    return teams_.filter(pk=parent_id).values_list("team", flat=True).first()


def facts_at_opening(journey: Journey, pathway: Any, said: dict[str, Any]) -> dict[str, bool | None]:
    """What promises that open at the beginning depend on, as it is now."""
    wanted = {
        each.condition
        for each in pathway.promises.values()
        if each.condition and history.OPENED in each.opens
    }
    if not wanted:
        return {}
    state = history.State(
        definition=journey.definition,
        stage=journey.stage,
        entered_at=journey.entered_at,
        opened_at=journey.opened_at,
        owner=journey.owner,
        team=journey.team,
        came_by=said.get("came_by", ""),
        referrer=said.get("referrer", ""),
    )
    return dict(asking.ask(asking.Course(journey, state, pathway), sorted(wanted)).answers)


def _definition(key: str) -> library.Resolved:
    try:
        return library.current().resolved(key)
    except KeyError as error:
        raise Refused(str(error.args[0]), "pathway") from error


def _guard(person: Person, restricted_to: tuple[str, ...], by: Actor, at: datetime) -> Record:
    """The record that says who sees the journey: the person's own, or for a restricted pathway one of its own."""
    if not restricted_to:
        return person.record
    guard = Record.objects.create(kind="journey")
    for kind in restricted_to:
        for team in teams.of_kind(kind):
            grants.give(guard, f"team:{team.key}", "named by the pathway", at=at)
    if by.worker_id is not None:
        # Whoever raised it sees what became of it; what others write there is theirs to show.
        grants.give(guard, by.own, "raised it", at=at)
    return guard
