"""Documents: what was kept of a record as it was, to the byte, under the hash of what is in it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import ClassVar

from django.db import models

from alongside.records.guard import Guarded
from alongside.records.models.access import Record
from alongside.records.models.workers import Worker


class Content(models.Model):
    """Bytes, found by their SHA-256. The same bytes are kept once, whoever they belong to."""

    derived: ClassVar[str] = (
        "named by its own hash, which the audited document holds; `alongside check` compares"
    )
    sha256 = models.TextField(primary_key=True)
    data = models.BinaryField()


class Document(Guarded):
    """A letter, a scan, a picture of a record. Never changed; a better one is kept beside it."""

    record_path: ClassVar[str] = "record_id"
    audit_record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+", db_index=False)
    title = models.TextField()
    media_type = models.TextField()
    sha256 = models.TextField()
    # In bytes.
    size = models.PositiveBigIntegerField()
    # The thing it belongs to, as "message:12"; "" when it is of the record alone.
    subject = models.TextField(blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(fields=["record", "-id"], name="document_by_record"),
            models.Index(fields=["subject"], name="document_by_subject"),
        ]

    @classmethod
    def keep(
        cls,
        record_id: int,
        content: bytes,
        *,
        title: str,
        media_type: str,
        subject: str,
        at: datetime,
        by: int | None,
    ) -> Document:
        """Write the document down, and its bytes unless they are here already."""
        sha256 = hashlib.sha256(content).hexdigest()
        Content.objects.get_or_create(sha256=sha256, defaults={"data": content})
        made: Document = cls.objects.create(
            record_id=record_id,
            title=title,
            media_type=media_type,
            sha256=sha256,
            size=len(content),
            subject=subject,
            kept_at=at,
            kept_by_id=by,
        )
        return made
