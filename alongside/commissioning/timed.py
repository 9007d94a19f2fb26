"""What begins by itself: a line that was planned, on its first day."""

from __future__ import annotations

import logging

from alongside.commissioning.actions import beginning
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.records.jobs import every
from alongside.web.errors import Refused

log = logging.getLogger(__name__)


@every("say which plans have begun", minutes=60)
def note_what_has_begun() -> None:
    """Each person by themselves: one whose work cannot hear it holds up nobody else."""
    for person_id in sorted({each[0] for each in beginning.waiting(None, clock.today())}):
        try:
            beginning.note_begun(person_id, by=SYSTEM)
        except Refused as refused:
            log.warning("what began for record %s could not be said: %s", person_id, refused.message)
