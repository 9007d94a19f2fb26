"""What a step says has happened is heard by the work that it began from: nobody writes it down twice."""

from __future__ import annotations

from datetime import datetime

from alongside.pathways.actions import moving, saying
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
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


moving.followers.append(tell_back)
