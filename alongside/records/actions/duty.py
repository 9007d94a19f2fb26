"""Emergency duty: a shift with a handover in, access while it lasts, and a handover out."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside import council
from alongside.records import access, grants
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.records.models import Grant, Shift
from alongside.web import formats
from alongside.web.errors import Refused


@action("records.begin shift", may=access.cover_out_of_hours)
def begin_shift(*, by: Actor, at: datetime, ends_at: datetime, handover_in: str) -> int:
    """Begin an emergency duty shift: while it lasts, ordinary records open on its strength."""
    longest = timedelta(hours=council.current().access.shift_hours)
    if ends_at <= at:
        raise Refused("The shift has to end after now. Check the time.", "ends_at")
    if ends_at - at > longest:
        raise Refused(
            f"A shift lasts {council.current().access.shift_hours} hours at most. Check the end.", "ends_at"
        )
    if Shift.objects.filter(worker_id=by.worker, ended_at__isnull=True, ends_at__gt=at).exists():
        raise Refused("You are on a shift already. End that one first.")
    _close_forgotten(by, at)
    shift = Shift.objects.create(worker_id=by.worker, starts_at=at, ends_at=ends_at, handover_in=handover_in)
    record(None, "records.shift begun", f"{by.name} began an emergency duty shift.", shift=shift.pk)
    return int(shift.pk)


def _close_forgotten(by: Actor, at: datetime) -> None:
    """A shift whose end has passed gave no access since; write its end down before the next begins."""
    for shift in Shift.objects.filter(worker_id=by.worker, ended_at__isnull=True).order_by("id"):
        shift.ended_at = shift.ends_at
        shift.save(update_fields=["ended_at"])


@action("records.end shift", on=Shift, may=access.own_shift)
def end_shift(shift: Shift, *, by: Actor, at: datetime, handover_out: str) -> None:
    """End a shift with a handover to the day teams; all access by it ends."""
    if shift.ended_at is not None:
        raise Refused("This shift has ended already.")
    opened = Grant.objects.filter(source=f"shift:{shift.pk}").order_by("id")
    if opened and not handover_out.strip():
        raise Refused(
            f"You opened {formats.count(len(opened), 'record')}. Say what the day teams need to know.",
            "handover_out",
        )
    shift.ended_at, shift.handover_out = at, handover_out
    shift.save(update_fields=["ended_at", "handover_out"])
    grants.end(opened, at=at, why="the shift ended")
    record(None, "records.shift ended", f"{by.name} ended the emergency duty shift.", shift=shift.pk)
