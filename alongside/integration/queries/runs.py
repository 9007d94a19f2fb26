"""Import runs, what became of their rows, and what is left to decide."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Count

from alongside.integration import library
from alongside.integration.language import Mapping
from alongside.integration.models import Doubt, Line, Run, Upload
from alongside.integration.queries.reading import List
from alongside.integration.rules.fates import TITLES
from alongside.integration.rules.rows import Entry
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.queries import health
from alongside.web.errors import Missing

SILENT = timedelta(minutes=1)
"""Whoever brings a list in and has brought no batch for so long is taken for dead."""
_WHY = "whoever brings lists in is told what became of each row, by its number, and no name"


@dataclass(frozen=True)
class RunRow:
    """One run. `rows` are those of the file; `counts` says what became of how many, and adds up to them."""

    id: int
    file_name: str
    mapping: str
    title: str
    pathway: str
    as_at: date
    rows: int
    reached: int
    reached_at: datetime | None
    begun_at: datetime
    begun_by: str
    finished_at: datetime | None
    taken_back_at: datetime | None
    taken_back_why: str
    counts: dict[str, int]
    to_decide: int
    asked: Asked | None

    @property
    def done(self) -> int:
        """Of how many rows the fate is known; empty lines count in `reached`, and in `rows` they do not."""
        return sum(self.counts.values())

    @property
    def is_under_way(self) -> bool:
        """Whether more of it comes by itself: a worker has it to do, or somebody brings it in at the prompt."""
        if self.finished_at is not None or self.taken_back_at is not None:
            return False
        if self.asked is not None:
            return not self.asked.stopped_why
        return self.reached_at is not None and self.reached_at > clock.now() - SILENT


@dataclass(frozen=True)
class Asked:
    """What is known of a list that the worker has to bring in. `at_work` says whether any worker was heard of lately;
    `worker_at` when."""

    at: datetime
    by: str
    stopped_why: str
    worker_at: datetime | None
    at_work: bool


@dataclass(frozen=True)
class LineRow:
    """What became of one row."""

    number: int
    reference: str
    fate: str
    why: str
    person_id: int | None
    journey_id: int | None


def row(run_id: int) -> RunRow:
    """One run. Raises Missing."""
    found = Run.objects.select_related("begun_by").filter(pk=run_id).first()
    if found is None:
        raise Missing
    return _row(found)


def every() -> list[RunRow]:
    """All runs, the newest first."""
    return [_row(each) for each in Run.objects.select_related("begun_by").order_by("-id")]


def _row(run: Run) -> RunRow:
    return RunRow(
        id=run.pk,
        file_name=run.file_name,
        mapping=run.mapping,
        title=run.mapped["title"],
        pathway=run.pathway,
        as_at=run.as_at_on,
        rows=run.rows,
        reached=run.reached,
        reached_at=run.reached_at,
        begun_at=run.begun_at,
        begun_by=run.begun_by.name if run.begun_by else "Alongside itself",
        finished_at=run.finished_at,
        taken_back_at=run.taken_back_at,
        taken_back_why=run.taken_back_why,
        counts=counts(run.pk),
        to_decide=Doubt.objects.for_system(_WHY).filter(run=run, settled_at__isnull=True).count(),
        asked=_asked(run),
    )


def _asked(run: Run) -> Asked | None:
    waiting = Upload.objects.filter(run=run, over_at__isnull=True, asked_at__isnull=False).order_by("id")
    found = waiting.values_list("asked_at", "made_by__name", "stopped_why").first()
    if found is None or run.finished_at is not None:
        return None
    asked_at, by, why = found
    worker_at = health.worker_heard_at()
    at_work = worker_at is not None and worker_at > clock.now() - health.QUIET
    return Asked(asked_at or run.begun_at, by, why, worker_at, at_work)


def same(upload: UploadRow) -> RunRow | None:
    """The run of this very list, where there is one that was not taken back."""
    run = Run.objects.select_related("begun_by").filter(
        sha256=upload.sha256, mapping=upload.mapping, as_at_on=upload.as_at, taken_back_at=None
    )
    found = run.first()
    return _row(found) if found is not None else None


def read_alike(run_id: int, mapping: Mapping) -> bool:
    """Whether this mapping reads a list as that run did; what a list is called makes no difference."""
    (mapped,) = Run.objects.values_list("mapped").get(pk=run_id)
    now = mapping.model_dump(mode="json")
    return all(now.get(part) == said for part, said in mapped.items() if part not in ("title", "source"))


def counts(run_id: int) -> dict[str, int]:
    """How many rows have each fate."""
    rows = Line.objects.for_system(_WHY).filter(run=run_id).order_by()
    found = dict(rows.values("fate").annotate(n=Count("id")).values_list("fate", "n"))
    return {fate: found.get(fate, 0) for fate in TITLES}


def lines(run_id: int, fate: str = "") -> Iterator[LineRow]:
    """The fate of every row, or of those that have this one, in the order of the file."""
    rows = Line.objects.for_system(_WHY).filter(run=run_id)
    rows = rows.filter(fate=fate) if fate else rows
    columns = ("number", "reference", "fate", "why", "person_id", "journey_id")
    for each in rows.order_by("number").values_list(*columns).iterator(chunk_size=2_000):
        yield LineRow(*each)


@dataclass(frozen=True)
class UploadRow:
    """A list that waits for its maker to confirm it, with what its rehearsal said."""

    id: int
    file_name: str
    sha256: str
    mapping: str
    title: str
    as_at: date
    preview: dict[str, Any]
    run_id: int | None


def upload(upload_id: int, actor: Actor) -> UploadRow:
    """One of the actor's own. Raises Missing."""
    columns = ("id", "file_name", "sha256", "mapping", "as_at_on", "preview", "run_id")
    mine = Upload.objects.filter(pk=upload_id, made_by=actor.worker_id).values_list(*columns).first()
    if mine is None:
        raise Missing
    pk, file_name, sha256, mapping, *more = mine
    return UploadRow(pk, file_name, sha256, mapping, library.load(mapping).title, *more)


def first_rows(upload_id: int, actor: Actor, count: int) -> list[Entry]:
    """The first rows of an upload that can be taken, as they were read: whoever sent the file sees it in our words."""
    mine = Upload.objects.filter(pk=upload_id, made_by=actor.worker_id).first()
    if mine is None or not mine.data:
        return []
    what = List(io.BytesIO(bytes(mine.data)), mine.file_name, library.load(mine.mapping), mine.as_at_on)
    read = (each for batch in what.rows() for each in batch if isinstance(each, Entry))
    return list(islice(read, count))


def some_lines(run_id: int, fate: str, behind: int, count: int) -> list[LineRow]:
    """So many rows behind a row, of those that have this fate (any, when blank)."""
    rows = Line.objects.for_system(_WHY).filter(run=run_id, number__gt=behind)
    rows = rows.filter(fate=fate) if fate else rows
    columns = ("number", "reference", "fate", "why", "person_id", "journey_id")
    return [LineRow(*each) for each in rows.order_by("number").values_list(*columns)[:count]]
