"""The worker's part in a safeguarding concern: a page that nobody acknowledges goes to a manager by itself."""

from __future__ import annotations

import logging

from alongside.pathways.actions import taking
from alongside.pathways.queries import concern
from alongside.records import clock
from alongside.records.actors import SYSTEM
from alongside.records.jobs import every
from alongside.web.errors import Refused

log = logging.getLogger(__name__)


@every("escalate unanswered pages", minutes=5)
def escalate_unanswered() -> None:
    """Each by itself: one that cannot be escalated holds up no other."""
    for journey_id in concern.to_escalate(clock.now()):
        try:
            taking.escalate(journey_id, by=SYSTEM)
        except Refused:
            # Somebody went on with it between the look and the deed.
            log.info("journey %s needed no escalation any more", journey_id)
