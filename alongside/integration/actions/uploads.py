"""Lists that come through a page: kept until they are in or put aside. Confirmed, they wait for the worker."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce, Greatest

from alongside.integration import access, library
from alongside.integration.actions import importing
from alongside.integration.models import Run, Upload
from alongside.integration.queries import rehearsal
from alongside.integration.queries.reading import List
from alongside.integration.queries.runs import SILENT
from alongside.integration.rules.fates import TITLES
from alongside.integration.rules.sheet import Sheet
from alongside.records import clock
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.web.errors import Missing, Refused

LOOKED_AT = 200
"""Rows with something to say that the preview keeps; how many more there are is told."""
FORGOTTEN = timedelta(days=7)
"""How long a list is kept that nobody confirms."""


def keep(*, by: Actor, key: object, what: List) -> int:
    """Rehearse a list and keep it for its maker to confirm; nobody else waits meanwhile. Raises sheet.Broken."""
    importing.not_to_come(what.as_at)
    whole, decided = importing.rehearse(what)
    counts, told = dict.fromkeys(TITLES, 0), []
    for line in rehearsal.rehearsed(decided):
        counts[line.fate] += 1
        if line.why:
            told.append([line.number, line.reference, TITLES[line.fate], line.why])
    preview: dict[str, Any] = {
        "rows": whole.rows,
        "unused": list(whole.unused),
        "counts": counts,
        "told": told[:LOOKED_AT],
        "more": max(len(told) - LOOKED_AT, 0),
    }
    kept: int = _keep(by=by, key=key, what=what, sha256=whole.sha256, preview=preview)
    return kept


@action("integration.keep upload", may=access.bring_lists_in)
def _keep(*, by: Actor, at: datetime, what: List, sha256: str, preview: dict[str, Any]) -> int:
    what.stream.seek(0)
    made = Upload.objects.create(
        file_name=what.file_name,
        sha256=sha256,
        data=what.stream.read(),
        mapping=what.mapping.key,
        as_at_on=what.as_at,
        preview=preview,
        made_at=at,
        made_by_id=by.worker,
    )
    return int(made.pk)


@action("integration.confirm upload", may=access.bring_lists_in)
def confirm(*, by: Actor, at: datetime, upload_id: int) -> int:
    """Have the list brought in by the worker; answers the number of its run. The list that comes in already, or is in,
    is that run, whoever sent it."""
    upload = Upload.objects.select_for_update().defer("data").filter(pk=upload_id, made_by=by.worker).first()
    if upload is None:
        raise Missing
    if upload.run_id is not None:
        return int(upload.run_id)
    what = List(io.BytesIO(), upload.file_name, library.load(upload.mapping), upload.as_at_on)
    whole = Sheet(upload.sha256, upload.preview["rows"], tuple(upload.preview["unused"]))
    run: int = importing.begin(by=by, reason=f"list “{upload.file_name}”", what=what, whole=whole)
    others = Upload.objects.filter(run=run, over_at__isnull=True)
    # Where another of the same list stopped, this one goes on instead.
    _over(others.filter(stopped_at__isnull=False), at)
    at_it = others.exists()
    mine = Upload.objects.filter(pk=upload_id)
    mine.update(run=run, asked_at=at)
    if at_it or Run.objects.filter(pk=run, finished_at__isnull=False).exists():
        _over(mine, at)
    return run


@action("integration.go on with import", may=access.bring_lists_in)
def go_on(*, by: Actor, at: datetime, run_id: int) -> None:
    """Have a list tried again that stopped."""
    stopped = Upload.objects.filter(run=run_id, over_at__isnull=True, stopped_at__isnull=False)
    if not stopped.update(stopped_at=None, stopped_why="", claimed_at=None, asked_at=at):
        raise Refused("This list is not stopped: look again how far it is.")


@action("integration.put upload aside", may=access.bring_lists_in)
def put_aside(*, by: Actor, at: datetime, upload_id: int) -> None:
    """Let a list go that is not to be brought in after all."""
    mine = Upload.objects.filter(pk=upload_id, made_by=by.worker)
    if not mine.exists():
        raise Missing
    mine.filter(run=None).delete()


def forget(now: datetime) -> None:
    """Let go what nobody confirmed, and what came in or was taken back by another way: a file full of names is not kept
    for nothing."""
    Upload.objects.filter(run=None, made_at__lt=now - FORGOTTEN).delete()
    _over(Upload.objects.filter(Q(run__finished_at__isnull=False) | Q(run__taken_back_at__isnull=False)), now)


@dataclass(frozen=True)
class Claimed:
    """A list that this worker is at: whose run, for whom, and what."""

    upload_id: int
    run_id: int
    worker_id: int
    file_name: str
    mapping: str
    as_at: date


def claim(now: datetime) -> Claimed | None:
    """Take the list that was asked for first and that no worker is at; None when there is none.

    The taking is one UPDATE on what was read: of two workers only one still finds the row as it was.
    """
    heard = Greatest("claimed_at", Coalesce("run__reached_at", "claimed_at"))
    due = Upload.objects.filter(asked_at__isnull=False, over_at__isnull=True, stopped_at__isnull=True)
    free = due.annotate(heard=heard).filter(Q(claimed_at__isnull=True) | Q(heard__lt=now - SILENT))
    seen = free.defer("data").order_by("asked_at", "id").first()
    if seen is None or seen.run_id is None:
        return None
    if not due.filter(pk=seen.pk, claimed_at=seen.claimed_at).update(claimed_at=now):
        return None
    return Claimed(seen.pk, seen.run_id, seen.made_by_id, seen.file_name, seen.mapping, seen.as_at_on)


def stream(upload_id: int) -> io.BytesIO:
    """The bytes of a list that is not in yet."""
    return io.BytesIO(bytes(Upload.objects.filter(pk=upload_id).values_list("data", flat=True).get()))


def stop(upload_id: int, why: str) -> None:
    """Keep why it cannot go on, until somebody has seen to it."""
    Upload.objects.filter(pk=upload_id).update(stopped_at=clock.now(), stopped_why=why)


def let_go(upload_id: int) -> None:
    """The bytes are needed no more."""
    _over(Upload.objects.filter(pk=upload_id), clock.now())


def _over(rows: Any, at: datetime) -> None:
    rows.filter(over_at__isnull=True).update(over_at=at, data=b"")
