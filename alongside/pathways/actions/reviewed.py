"""One planned review at a time: whoever reviews a plan and plans the next review has done the one that was waiting."""

from __future__ import annotations

from datetime import datetime

from alongside.pathways.actions import moving, saying
from alongside.pathways.happenings import PLAN_REVIEWED
from alongside.pathways.language import Pathway
from alongside.pathways.models import Journey
from alongside.pathways.queries import asking
from alongside.pathways.rules.history import State
from alongside.records.actors import SYSTEM, Actor

PLANNED, OTHERWISE = "planned-review", ("end", "reviewed-otherwise")
_WHY = "a planned review that waits for what was done now, whoever may see it"


def leave_the_list(
    journey: Journey, pathway: Pathway, key: str, state: State, /, *, by: Actor, at: datetime
) -> None:
    """End the planned review that waits, on the day of this one: only an accepted review takes it off the list."""
    move, person = pathway.moves[key], asking.person_of(journey)
    if PLANNED not in move.opens or PLAN_REVIEWED not in move.says or person is None:
        return
    waiting = Journey.objects.for_system(_WHY).filter(
        pathway=PLANNED, person__root_id=person.root_id, ended_at__isnull=True
    )
    ending, outcome = OTHERWISE
    for other in waiting.exclude(pk=journey.pk).exclude(parent=journey).order_by("id").alone():
        on = max(state.entered_at, other.opened_at)
        saying.heard(other, PLAN_REVIEWED, by=by, at=at, happened_at=on, note=pathway.title)
        moving.move(other.pk, by=SYSTEM, move=ending, outcome=outcome, happened_at=on, comment=pathway.title)


moving.followers.append(leave_the_list)
