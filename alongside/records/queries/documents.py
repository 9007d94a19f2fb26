"""Documents as a reader may see them."""

from __future__ import annotations

from collections.abc import Callable
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


# What a room says of its documents that nobody is given any more: whether the document with this number is one.
withheld: list[Callable[[int], bool]] = []


def document(document_id: int, actor: Actor) -> DocumentRow:
    """One document. Raises Missing for one that is not there, not the actor's to see, or was withdrawn."""
    row = Document.objects.visible_to(actor).filter(pk=document_id).first()
    if row is None or any(says(row.pk) for says in withheld):
        raise Missing
    return DocumentRow(row.pk, row.record_id, row.title, row.media_type, row.size, row.subject, row.kept_at)
