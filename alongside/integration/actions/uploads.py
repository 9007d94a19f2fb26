"""Lists that come through a page: kept until they are confirmed or put aside."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from alongside.integration import access, library
from alongside.integration.actions import importing
from alongside.integration.models import Upload
from alongside.integration.queries import rehearsal
from alongside.integration.rules.fates import TITLES
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.web.errors import Missing

LOOKED_AT = 200
"""Rows with something to say that the preview keeps; how many more there are is told."""


@action("integration.keep upload", may=access.bring_lists_in)
def keep(*, by: Actor, at: datetime, file_name: str, content: bytes, mapping: str, as_at: date) -> int:
    """Rehearse a list and keep it for its maker to confirm. Raises sheet.Broken."""
    what = importing.List(io.BytesIO(content), file_name, library.load(mapping), as_at)
    importing.not_to_come(as_at)
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
    made = Upload.objects.create(
        file_name=file_name,
        sha256=whole.sha256,
        data=content,
        mapping=mapping,
        as_at_on=as_at,
        preview=preview,
        made_at=at,
        made_by_id=by.worker,
    )
    return int(made.pk)


def confirm(upload_id: int, *, by: Actor) -> int:
    """Bring the list in; answers the number of its run. Pressed twice, it is the same run."""
    upload = _mine(upload_id, by)
    if upload.run_id is not None:
        return int(upload.run_id)
    stream = io.BytesIO(bytes(upload.data))
    what = importing.List(stream, upload.file_name, library.load(upload.mapping), upload.as_at_on)
    run = importing.bring_in(what, by=by)
    _let_go(by=by, reason="brought in", upload_id=upload_id, run=run)
    return run


def put_aside(upload_id: int, *, by: Actor) -> None:
    """Let a list go that is not to be brought in after all."""
    _mine(upload_id, by)
    _let_go(by=by, reason="put aside", upload_id=upload_id, run=None)


@action("integration.let upload go", may=access.bring_lists_in)
def _let_go(*, by: Actor, at: datetime, upload_id: int, run: int | None) -> None:
    rows = Upload.objects.filter(pk=upload_id, made_by=by.worker)
    if run is None:
        rows.filter(run=None).delete()
    else:
        rows.update(run_id=run, data=b"")


def _mine(upload_id: int, by: Actor) -> Upload:
    found = Upload.objects.filter(pk=upload_id, made_by=by.worker).first()
    if found is None:
        raise Missing
    return found
