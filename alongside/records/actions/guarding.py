"""Putting the audit triggers back, and writing down that this was needed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from alongside.records.acting import action, record
from alongside.records.actors import SYSTEM, Actor
from alongside.records.audit import triggers
from alongside.records.models import Entry
from alongside.web import formats


def _the_program_itself(actor: Actor, _thing: Any) -> bool:
    return actor is SYSTEM


@action("records.make triggers", may=_the_program_itself)
def make_triggers(*, by: Actor, at: datetime) -> list[str]:
    """Make every audit trigger anew; answers what differed before."""
    differed = triggers.differences()
    if not differed:
        return []
    triggers.install()
    if Entry.objects.exists():
        sentence = (
            f"The audit triggers were made anew; {formats.count(len(differed), 'thing')} differed before."
        )
        record(None, "records.triggers made", sentence, differed=differed)
    return differed
