"""Papers of a person as a reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alongside.casework.models import Paper
from alongside.casework.rules.sniffing import ENDINGS
from alongside.people.queries.sheet import Sheet
from alongside.people.queries.words import label
from alongside.records.actors import Actor
from alongside.web import formats
from alongside.web.errors import Missing

AT_MOST = 500
KB = 1024


@dataclass(frozen=True)
class PaperRow:
    """One paper. `size` in words; `withdrawn` says who took it off the record and why."""

    id: int
    document_id: int
    title: str
    kind: str
    what: str
    size: str
    came_from: str
    dated_on: date | None
    scanned: bool
    put: str
    writer_id: int
    withdrawn: str


def papers(person: Sheet, actor: Actor) -> list[PaperRow]:
    """The person's papers, the last first."""
    rows = Paper.objects.visible_to(actor).filter(person_id__in=person.record_ids)
    found = rows.select_related("document", "put_by", "withdrawn_by").order_by("-put_at", "-id")
    return [_row(row) for row in found[:AT_MOST]]


def paper(paper_id: int, person: Sheet, actor: Actor) -> PaperRow:
    """One paper of the person. Raises Missing for one that is not there or not the actor's to see."""
    rows = Paper.objects.visible_to(actor).filter(pk=paper_id, person_id__in=person.record_ids)
    found = rows.select_related("document", "put_by", "withdrawn_by").first()
    if found is None:
        raise Missing
    return _row(found)


def _row(row: Paper) -> PaperRow:
    withdrawn = ""
    if row.withdrawn_at:
        who = row.withdrawn_by.name if row.withdrawn_by else "Alongside itself"
        withdrawn = f"{who}, {formats.day(row.withdrawn_at)}: {row.withdrawn_why}"
    return PaperRow(
        id=row.pk,
        document_id=row.document_id,
        title=row.document.title,
        kind=label("document-kind", row.kind),
        what=ENDINGS.get(row.document.media_type, "").removeprefix(".").upper(),
        size=size(row.document.size),
        came_from=row.came_from,
        dated_on=row.dated_on,
        scanned=row.scanned,
        put=f"{row.put_by.name}, {formats.day(row.put_at)}",
        writer_id=row.put_by_id,
        withdrawn=withdrawn,
    )


def size(count: int) -> str:
    """A number of bytes as people say it."""
    if count < KB * KB:
        return f"{max(1, round(count / KB))} KB"
    return f"{count / KB / KB:.1f} MB"
