"""Papers put on a record: looked at for what they are, scanned, kept to the byte, never opened by us."""

from __future__ import annotations

from datetime import date, datetime

from alongside.casework import access, scanning
from alongside.casework.models import Paper
from alongside.casework.queries.notes import guard_of
from alongside.casework.rules.sniffing import sniff
from alongside.people.actions.dated import line
from alongside.people.actions.identity import in_list, label
from alongside.people.models import Person
from alongside.records import clock, documents
from alongside.records.acting import action, record
from alongside.records.actors import Actor
from alongside.records.models import Document
from alongside.records.queries.documents import withheld
from alongside.web.errors import Refused


@action("casework.put paper", on=Person, may=access.write)
def put_paper(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    title: str,
    kind: str,
    content: bytes,
    came_from: str = "",
    dated_on: date | None = None,
    subject: str = "",
) -> int:
    """Keep a document on the record; answers the paper's number.

    What it is, its bytes say. Refused when that is none of the kinds taken, when a scanner finds harm in it, or when
    the same document is there already.
    """
    in_list("document-kind", kind, "kind", at)
    said = line(title, "title", "Say what the document is, as it would be looked for.")
    if dated_on is not None and dated_on > clock.day_of(at):
        raise Refused("The date on the document is still to come. Check it.", "dated_on")
    found = sniff(content)
    if found.refused:
        raise Refused(found.refused, "file")
    scanned = scanning.scanned(content)
    guard = guard_of(person, subject, by)
    document = documents.keep(
        guard, title=said, media_type=found.media_type, content=content, subject=subject, by=by, at=at
    )
    _once(guard, document)
    paper = Paper.objects.create(
        record_id=guard,
        person=person,
        document_id=document,
        kind=kind,
        came_from=line(came_from, "came_from"),
        dated_on=dated_on,
        scanned=scanned,
        put_at=at,
        put_by_id=by.worker,
    )
    _say(paper, "put", f"{label('document-kind', kind)} put on the record: {said}.")
    return int(paper.pk)


@action("casework.withdraw paper", on=Paper, may=access.write)
def withdraw_paper(paper: Paper, *, by: Actor, at: datetime, why: str) -> None:
    """Take a document off a record it does not belong on; it stays in the history with the reason."""
    if paper.withdrawn_at is not None:
        raise Refused("Somebody has withdrawn this already. Open the page again.")
    if paper.put_by_id != by.worker_id and not by.plays("supervisor"):
        raise Refused("A document is withdrawn by who put it here, or by a supervisor.")
    paper.withdrawn_why = line(why, "why", "Say why it does not belong here.")
    paper.withdrawn_at, paper.withdrawn_by_id = at, by.worker
    paper.save()
    _say(paper, "withdrawn", f"{label('document-kind', paper.kind)} withdrawn. {paper.withdrawn_why}")


def _withdrawn(document_id: int) -> bool:
    """A document that was taken off a record is given to nobody by its number either."""
    papers = Paper.objects.for_system("whether a document was withdrawn, not what it says")
    return papers.filter(document_id=document_id, withdrawn_at__isnull=False).exists()


withheld.append(_withdrawn)


def _once(record_id: int, document_id: int) -> None:
    """The same bytes twice on one record are a slip of the hand."""
    rows = Document.objects.for_system(
        "whether the same document is on this record, which the action has loaded"
    )
    sha256 = rows.filter(pk=document_id).values_list("sha256", flat=True).get()
    same = rows.filter(record_id=record_id, sha256=sha256).exclude(pk=document_id).values("pk")
    papers = Paper.objects.for_system("whether that document still stands")
    if papers.filter(document__in=same, withdrawn_at__isnull=True).exists():
        raise Refused("This document is on the record already.", "file")


def _say(paper: Paper, what: str, sentence: str) -> None:
    record(paper.record_id, f"casework.paper {what}", sentence, subject=f"paper:{paper.pk}")
