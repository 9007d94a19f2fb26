"""Documents of a record: kept to the byte, given out only as a download that no browser runs.

    document_id = documents.keep(record_id, title="Copy of your assessment", media_type=documents.PDF,
                                 content=pdf, subject="message:12", by=by, at=at)

Called within an action, which says who may and writes the event. Who may see the record may see its documents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from alongside.records.actors import Actor
from alongside.records.check import check
from alongside.records.models import Content, Document
from alongside.web.errors import Missing

PDF, HTML, TEXT = "application/pdf", "text/html", "text/plain"

ENDINGS = {PDF: ".pdf", HTML: ".html", TEXT: ".txt"}


def ending(media_type: str) -> str:
    """How a file of this kind is named at its end; blank for a kind that came from elsewhere."""
    return ENDINGS.get(media_type.partition(";")[0], "")


def keep(
    record_id: int,
    *,
    title: str,
    media_type: str,
    content: bytes,
    subject: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Keep these bytes as a document of the record; answers its number. `subject` is the thing it belongs to."""
    made = Document.keep(
        record_id,
        content,
        title=title,
        media_type=media_type,
        subject=subject,
        at=at,
        by=by.worker_id,
    )
    return int(made.pk)


def content(document_id: int) -> bytes:
    """What is in a document, for whoever asked already whether the reader may see it. Raises Missing."""
    rows = Document.objects.for_system("whoever reads the bytes was let through by the document's own row")
    sha256 = rows.filter(pk=document_id).values_list("sha256", flat=True).first()
    found = Content.objects.filter(pk=sha256).values_list("data", flat=True).first() if sha256 else None
    if found is None:
        raise Missing
    return bytes(found)


@check("documents", "Restore the bytes from a backup: the document's hash says which they must be.")
def _whole() -> Iterable[str]:
    kept = {
        row.sha256: hashlib.sha256(row.data).hexdigest() for row in Content.objects.iterator(chunk_size=50)
    }
    rows = Document.objects.for_system("a check looks at every document and names no one").order_by("id")
    for pk, sha256 in rows.values_list("pk", "sha256").iterator(chunk_size=2_000):
        if sha256 not in kept:
            yield f"Document {pk} has lost what was in it."
        elif kept[sha256] != sha256:
            yield f"Document {pk} holds other bytes than were kept."
