"""Making the document of a message and keeping it: from then on the letter is those bytes."""

from __future__ import annotations

from datetime import datetime

from alongside.messages.drawing import Drawn, draw
from alongside.messages.models import Message
from alongside.records import documents
from alongside.records.actors import Actor


def keep_document(row: Message, *, by: Actor, at: datetime, place: str, drawn: Drawn | None = None) -> None:
    """Keep the letter as it is drawn for this place. Raises drawing.Undrawable."""
    made = drawn or draw(row, place)
    document_id = documents.keep(
        row.record_id,
        title=f"{row.title}, {row.to_name}",
        media_type=made.media_type,
        content=made.content,
        subject=f"message:{row.pk}",
        by=by,
        at=at,
    )
    row.put(document_id=document_id)
