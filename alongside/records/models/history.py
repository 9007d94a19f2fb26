"""What happened, and which press of a button made it happen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from alongside.records.guard import Guarded
from alongside.records.models.access import Record
from alongside.records.models.workers import Worker


class Event(Guarded):
    """Something that happened: the product's one history. Corrected by a later event, never changed."""

    record_path: ClassVar[str] = "record_id"
    audit_record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.TextField()
    # The thing it is an event of, as "journey:12"; "" when it is of the record alone.
    subject = models.TextField(blank=True)
    # How sharply the time is known: "time", "day", "month" or "year"; a page never shows more than that.
    happened_at = models.DateTimeField()
    precision = models.TextField(default="time")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    sentence = models.TextField()
    content = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["record", "-happened_at", "-id"], name="event_by_record"),
            models.Index(fields=["subject"], name="event_by_subject"),
        ]


class Submission(models.Model):
    """One press of a button: the same key again gives the first answer back and does nothing."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", db_index=False)
    key = models.TextField()
    action = models.TextField()
    answer = models.JSONField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_submission_a_key", fields=["worker", "key"])]
