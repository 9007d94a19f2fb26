"""Steps that Alongside takes itself when the time of a stage is over, as the definition says (`then`)."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from alongside.pathways.actions import moving
from alongside.pathways.models import Journey
from alongside.pathways.queries import definitions
from alongside.pathways.rules.calendar import start_of
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.records.jobs import every
from alongside.web.errors import Refused

log = logging.getLogger(__name__)
_WHY = "steps whose time has come are taken for everybody"


@every("take the steps whose time has come", minutes=15)
def take_due() -> None:
    """Each by itself: one that cannot be taken holds up no other, and is late where everybody sees it."""
    for journey, move in _due():
        if journey.next_on is None:
            continue
        try:
            moving.move(journey.pk, by=SYSTEM, move=move, happened_at=start_of(journey.next_on))
        except Refused as refused:
            log.warning("journey %s could not go on by itself: %s", journey.pk, refused.message)


def _due() -> Iterator[tuple[Journey, str]]:
    open_ = Journey.objects.for_system(_WHY).filter(ended_at__isnull=True, hold_until_on__isnull=True)
    late = open_.filter(next_on__lte=clock.today())
    for definition, stage in (
        late.order_by("definition", "stage").values_list("definition", "stage").distinct()
    ):
        terms = definitions.of_hash(definition).stages[stage]
        if terms.then is None:
            continue
        # A next step that somebody planned is theirs, not the clock's.
        for journey in late.filter(definition=definition, stage=stage, next_step=terms.next).order_by("id"):
            yield journey, terms.then
