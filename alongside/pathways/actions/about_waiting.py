"""Telling somebody who waits how long it may take, what happens meanwhile and what to do if things change."""

from __future__ import annotations

from datetime import datetime

from alongside.messages.actions.writing import write
from alongside.pathways import access
from alongside.pathways.actions import keeping
from alongside.pathways.letters import waiting
from alongside.pathways.letters.gaps import Writing
from alongside.pathways.letters.writing import fill, lacks_capacity
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions, past, told
from alongside.pathways.queries.told import LETTER
from alongside.pathways.rules.calendar import day_of, last_day
from alongside.pathways.rules.history import State
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.web.errors import Refused


@action("pathways.write about the wait", on=Journey, may=access.work)
def write_about_waiting(journey: Journey, *, by: Actor, at: datetime) -> int:
    """Write the letter to somebody who waits; issued, it keeps the duty to be in touch. One a day is enough.

    Refused where nobody waits, and where too few were seen to say honestly how long it takes: then somebody rings.
    """
    _events, state = keeping.read(journey.pk)
    if state is None or journey.person_id is None or not waits(journey, state):
        raise Refused("Nobody waits here any more. Open the page again.")
    of = Writing(journey, definitions.of_hash(state.definition), state, at)
    if not waiting.is_known(of.pathway, at):
        raise Refused(
            "Too few people were seen lately to say honestly how long it takes. Ring them instead, and record it."
        )
    before = told.last_told([journey.pk]).get(journey.pk)
    if before is not None and before.written_on == day_of(at):
        return before.message
    owed = [each.due_at for each in state.open_promises if each.duty and each.owed_to == "person"]
    subject = past.subject(journey.pk)
    return int(
        write(
            journey.person_id,
            by=by,
            template=LETTER,
            # One that was taken back does not stand in the way of the next.
            cause=f"{subject}/{LETTER}/{told.times_written(journey.pk) + 1}",
            context=fill(LETTER, of),
            subject=subject,
            lacks_capacity=lacks_capacity(journey, of.pathway),
            record_id=journey.record_id,
            owner=state.owner,
            due_on=last_day(min(owed)) if owed else None,
        )
    )


def waits(journey: Journey, state: State) -> bool:
    """Whether the wait that the person would call theirs is running."""
    name = waiting.headline(definitions.of_hash(journey.definition))
    return name in {each.name for each in state.open_waits}
