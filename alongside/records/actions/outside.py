"""Writes from outside the application, looked into by somebody who signs for it."""

from __future__ import annotations

from datetime import datetime

from alongside.records import access
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.records.models import Explanation, Seal
from alongside.web.errors import Refused


@action("records.explain outside", on=Seal, may=access.see_health)
def explain_outside(seal: Seal, *, by: Actor, at: datetime, said: str) -> int:
    """Say who wrote to the database past the application and why; the entries stay, the check falls silent."""
    if seal.kind != "outside":
        raise Refused("That batch was written by the application.")
    if Explanation.objects.filter(seal=seal).exists():
        raise Refused("Somebody has explained this already.")
    if len(said.strip()) < 10:
        raise Refused("Say in a sentence who wrote it and why.", "said")
    return int(Explanation.objects.create(seal=seal, worker_id=by.worker, said=said, at=at).pk)
