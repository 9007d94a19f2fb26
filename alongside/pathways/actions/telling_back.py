"""What a step says has happened is heard by the work that it began from, and what happened to the person by all their
work: nobody writes it down twice."""

from __future__ import annotations

from datetime import datetime

from alongside.pathways import happenings
from alongside.pathways.actions import moving, saying
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
from alongside.pathways.queries.asking import person_of
from alongside.pathways.rules.history import State
from alongside.records.actors import Actor

_WHY = "the work that this one was begun from, whoever may see it"


def tell_back(
    journey: Journey, pathway: Pathway, key: str, state: State, /, *, by: Actor, at: datetime
) -> None:
    """An advocate appointed for an assessment is appointed for the assessment."""
    says, parents = pathway.moves[key].says, Journey.objects.for_system(_WHY)
    if not says or journey.parent_id is None:
        return
    for parent in parents.filter(pk=journey.parent_id, ended_at__isnull=True).order_by("id").alone():
        listens = definitions.of_hash(parent.definition).hears
        for name in (each for each in says if each in listens):
            on = max(state.entered_at, parent.opened_at)
            saying.heard(parent, name, by=by, at=at, happened_at=on, note=pathway.title)


def tell_everywhere(
    journey: Journey, pathway: Pathway, key: str, state: State, /, *, by: Actor, at: datetime
) -> None:
    """Somebody who left hospital left it for reablement too, whichever of the two was written down first."""
    names = happenings.everywhere() & set(pathway.moves[key].says)
    person = person_of(journey) if names else None
    for name in sorted(names):
        if person is not None:
            saying.everywhere(person, name, by=by, at=at, happened_at=state.entered_at, but=journey.pk)


moving.followers += [tell_back, tell_everywhere]
