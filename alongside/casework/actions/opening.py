"""Who may see a record because something on it is theirs to do: a task, an appointment."""

from __future__ import annotations

from datetime import datetime

from alongside.people.queries.owners import can_own
from alongside.records import grants
from alongside.records.models import Grant, Record, Restriction
from alongside.web.errors import Refused


def owner(holder: str, field: str = "owner") -> str:
    """The holder, when somebody at work stands behind it. Raises Refused at `field`."""
    if not can_own(holder):
        raise Refused("Choose a worker who is at work, or a team with somebody in it.", field)
    return holder


def settle(record: Record, source: str, holder: str, *, basis: str, at: datetime) -> None:
    """Open the record to this holder because of `source` (such as "task:3"), and to nobody else because of it.

    A blank holder closes it. On a restricted record the access waits until the restriction is lifted.
    """
    standing = list(Grant.objects.standing_at(at).filter(source=source).order_by("id"))
    grants.end(
        [grant for grant in standing if grant.holder != holder],
        at=at,
        why=f"the {basis} is over or theirs no more",
    )
    if not holder or any(grant.holder == holder for grant in standing):
        return
    closed = Restriction.objects.filter(record=record, ended_at__isnull=True).order_by("id").first()
    grants.give(record, holder, basis, at=at, source=source, set_aside_by=closed)
