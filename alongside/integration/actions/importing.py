"""An import run: a whole file, batch by batch. Each batch is one transaction with its own seal; a run that was killed
goes on behind the last batch, and one that is finished does nothing when it is asked for again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.db import connection

from alongside.integration import access
from alongside.integration.actions import taking
from alongside.integration.models import Run
from alongside.integration.queries import known, runs
from alongside.integration.queries.reading import List
from alongside.integration.rules.deciding import Decision, Known
from alongside.integration.rules.rows import Entry, Refusal
from alongside.integration.rules.sheet import Sheet
from alongside.records import clock
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.records.models import many
from alongside.web.errors import Refused

Progress = Callable[[int, int], object]

BREATH = 0.12
"""Seconds between two batches on SQLite, which has one writer: whoever waits for it looks again every tenth."""


def bring_in(what: List, *, by: Actor, progress: Progress = lambda _done, _of: None) -> int:
    """Bring a list in; answers the number of its run. Raises sheet.Broken, and Refused for a day still to come."""
    not_to_come(what.as_at)
    whole = what.check()
    run_id: int = begin(by=by, reason=_said(what), what=what, whole=whole)
    go_on(run_id, what, by=by, progress=progress)
    return run_id


def go_on(run_id: int, what: List, *, by: Actor, progress: Progress = lambda _done, _of: None) -> None:
    """Bring in the rows of a run of which the fate is not known yet. Two that do it at once do not disturb each other:
    each batch is whoever's is first. Raises Refused when the list was taken back meanwhile, or came in by another
    wording of the mapping: rows of one list are read in one way."""
    run, said = runs.row(run_id), _said(what)
    if not runs.read_alike(run_id, what.mapping):
        raise Refused(
            f"This very list came in as import run {run.id}, by another wording of the mapping “{run.mapping}”. "
            "Take that run back first, or use the mapping as it was."
        )
    if run.finished_at is not None:
        return
    with many.roomy():
        for batch in what.rows(run.reached):
            take(run_id, by=by, reason=said, rows=batch)
            progress(min(batch[-1].number - 1, run.rows), run.rows)
            _breathe()
    finish(run_id, by=by, reason=said)


def _said(what: List) -> str:
    return f"list “{what.file_name}”"


def _breathe() -> None:
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(BREATH)


def not_to_come(as_at: date) -> None:
    """Refuse the day of a list that nobody can have exported yet."""
    if as_at > clock.today():
        raise Refused("The day of the list is still to come. Give the day on which it was exported.", "as_at")


def rehearse(what: List) -> tuple[Sheet, Iterator[Decision | Refusal]]:
    """What would become of each row. Nothing is written. Raises sheet.Broken."""
    whole = what.check()
    return whole, _rehearsed(what)


def _rehearsed(what: List) -> Iterator[Decision | Refusal]:
    mapping, everybody = what.mapping, Known()
    for batch in what.rows():
        entries = [each for each in batch if isinstance(each, Entry)]
        known.known(entries, mapping=mapping.key, pathway=mapping.pathway, wait=mapping.wait, into=everybody)
        for each in batch:
            yield everybody.decide(each) if isinstance(each, Entry) else each


@action("integration.begin import", may=access.bring_lists_in)
def begin(*, by: Actor, at: datetime, what: List, whole: Sheet) -> int:
    """The run of this list: the one there is, finished or interrupted, or a new one."""
    mapping = what.mapping
    run, _new = Run.objects.get_or_create(
        sha256=whole.sha256,
        mapping=mapping.key,
        pathway=mapping.pathway,
        as_at_on=what.as_at,
        taken_back_at=None,
        defaults={
            "file_name": what.file_name,
            "mapped": mapping.model_dump(mode="json"),
            "wait": mapping.wait,
            "rows": whole.rows,
            "begun_at": at,
            "begun_by_id": by.worker_id,
        },
    )
    return int(run.pk)


@action("integration.import rows", on=Run, may=access.bring_lists_in)
def take(run: Run, *, by: Actor, at: datetime, rows: Sequence[Entry | Refusal]) -> None:
    """Bring the next rows of a run in. Rows of which the fate is known already are left alone."""
    if run.taken_back_at is not None:
        raise Refused(f"The list was taken back while it came in: import run {run.pk} says why.")
    fresh = [each for each in rows if each.number > run.reached]
    if run.finished_at is not None or not fresh:
        return
    taking.take(run, fresh, by=by, at=at)
    run.reached, run.reached_at = fresh[-1].number, at
    run.save(update_fields=["reached", "reached_at"])


@action("integration.finish import", on=Run, may=access.bring_lists_in)
def finish(run: Run, *, by: Actor, at: datetime) -> None:
    """Say that every row has its fate. Refused while one has none: a list is never taken for whole that is not."""
    if sum(runs.counts(run.pk).values()) != run.rows:
        raise Refused(
            "Not every row has its fate yet. Bring the same file in again; it goes on where it was."
        )
    run.finished_at = run.finished_at or at
    run.save(update_fields=["finished_at"])
