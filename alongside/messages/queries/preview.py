"""The letter as it was kept, or as it would go now."""

from __future__ import annotations

from alongside.messages.drawing import Drawn, Undrawable, draw
from alongside.messages.models import Message
from alongside.messages.queries.going import place, recipient
from alongside.records import clock, documents
from alongside.records.models import Document
from alongside.web.errors import Refused


def preview(row: Message) -> Drawn:
    """For a reader who was let through to the message. Raises Refused where the letter cannot be made."""
    if row.document_id is not None:
        kept = Document.objects.for_system("the reader may see the message it belongs to").get(
            pk=row.document_id
        )
        return Drawn(documents.content(kept.pk), kept.media_type)
    try:
        return draw(row, place(row, recipient(row), clock.now()).text)
    except Undrawable as error:
        raise Refused(f"This letter cannot be made as it is: {error}") from error
