"""Documents as a reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.records.actors import Actor
from alongside.records.models import Document
from alongside.web.errors import Missing


@dataclass(frozen=True)
class DocumentRow:
    """One document without its bytes."""

    id: int
    record_id: int
    title: str
    media_type: str
    size: int
    subject: str
    kept_at: datetime


def document(document_id: int, actor: Actor) -> DocumentRow:
    """One document. Raises Missing for one that is not there or not the actor's to see."""
    row = Document.objects.visible_to(actor).filter(pk=document_id).first()
    if row is None:
        raise Missing
    return DocumentRow(row.pk, row.record_id, row.title, row.media_type, row.size, row.subject, row.kept_at)
