"""An import run: a whole file, batch by batch. Each batch is one transaction with its own seal; a run that was killed
goes on behind the last batch, and one that is finished does nothing when it is asked for again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

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


def bring_in(what: List, *, by: Actor, progress: Progress = lambda _done, _of: None) -> int:
    """Bring a list in; answers the number of its run. Raises sheet.Broken, and Refused for a day still to come."""
    not_to_come(what.as_at)
    whole = what.check()
    said = f"list “{what.file_name}”"
    run_id: int = begin(by=by, reason=said, what=what, whole=whole)
    run = runs.row(run_id)
    if run.finished_at is not None:
        return run_id
    with many.roomy():
        for batch in what.rows(run.reached):
            take(run_id, by=by, reason=said, rows=batch)
            progress(batch[-1].number - 1, whole.rows)
    finish(run_id, by=by, reason=said)
    return run_id


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
    fresh = [each for each in rows if each.number > run.reached]
    if run.finished_at is not None or not fresh:
        return
    taking.take(run, fresh, by=by, at=at)
    run.reached = fresh[-1].number
    run.save(update_fields=["reached"])


@action("integration.finish import", on=Run, may=access.bring_lists_in)
def finish(run: Run, *, by: Actor, at: datetime) -> None:
    """Say that every row has its fate. Refused while one has none: a list is never taken for whole that is not."""
    if sum(runs.counts(run.pk).values()) != run.rows:
        raise Refused(
            "Not every row has its fate yet. Bring the same file in again; it goes on where it was."
        )
    run.finished_at = run.finished_at or at
    run.save(update_fields=["finished_at"])
