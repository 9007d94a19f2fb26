"""What keeps workers' access in order when nobody thinks of it: shifts that were never ended, accounts unused."""

from __future__ import annotations

from datetime import datetime

from alongside.records import access, grants
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.records.models import Grant, Shift, Worker
from alongside.web.errors import Refused


@action("records.close past shifts", may=access.nobody)
def close_past_shifts(*, by: Actor, at: datetime) -> int:
    """Write down the end of each emergency duty shift whose time is over; answers how many."""
    past = list(
        Shift.objects.filter(ended_at__isnull=True, ends_at__lte=at).order_by("id").select_related("worker")
    )
    for shift in past:
        shift.ended_at = shift.ends_at
        shift.save(update_fields=["ended_at"])
        grants.end(Grant.objects.open_at(at).filter(source=f"shift:{shift.pk}"), at=at, why="the shift ended")
        said = f"The emergency duty shift of {shift.worker.name} ended without a handover."
        record(None, "records.shift ended", said, shift=shift.pk)
    return len(past)


@action("records.close account", on=Worker, may=access.keep_workers)
def close_account(worker: Worker, *, by: Actor, at: datetime) -> None:
    """Stop somebody who has not left from signing in, because the account is not used; posts stay."""
    if worker.pk == by.worker_id:
        raise Refused("You cannot close your own account. Ask a colleague who keeps workers.")
    if not worker.is_active:
        raise Refused(f"{worker.name} cannot sign in already.")
    worker.is_active = False
    worker.save(update_fields=["is_active"])
    record(
        None, "records.account closed", f"The unused account of {worker.name} was closed.", worker=worker.pk
    )


@action("records.open account", on=Worker, may=access.keep_workers)
def open_account(worker: Worker, *, by: Actor, at: datetime) -> None:
    """Let somebody sign in again whose account was closed because it was not used."""
    if worker.left_on is not None:
        raise Refused(f"{worker.name} has left. Take the leaving back first.")
    if worker.is_active:
        raise Refused(f"{worker.name} can sign in already.")
    worker.is_active = True
    worker.save(update_fields=["is_active"])
    record(None, "records.account opened", f"{worker.name} can sign in again.", worker=worker.pk)
