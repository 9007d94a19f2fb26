"""Forms that are nobody's but their writer's until a step sends them: an assessor's draft is not yet a finding."""

from __future__ import annotations

from alongside.forms import subjects
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, past
from alongside.records.actors import Actor

_WHY = "whose draft a form is, and not what it says"


def may_read(journey_id: int, form: str, actor: Actor) -> bool:
    """Whether the actor may read this form while it is written: whoever has the work may, and where it is private
    nobody else before it is sent. One that was sent and returned is private again."""
    rows = Journey.objects.for_system(_WHY).filter(pk=journey_id)
    definition, stage, owner = rows.values_list("definition", "stage", "owner").get()
    moves = definitions.of_hash(definition).moves
    private = {key: move for key, move in moves.items() if move.private and move.form == form}
    if not private or owner in actor.holders:
        return True
    state = past.state(journey_id)
    taken = state.taken if state is not None else []
    return all(key in taken and stage not in move.origin for key, move in private.items())


subjects.drafts("journey", may_read)
