"""Papers: documents that came from outside, with what they are and where they came from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Document, Record, Worker


class Paper(Guarded):
    """A document put on a record by hand. Its bytes are kept by the records room and never looked into again."""

    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    kind = models.TextField()
    came_from = models.TextField(blank=True)
    dated_on = models.DateField(null=True)
    # Whether a scanner looked at it for harmful content before it was kept; without one that is said beside it.
    scanned = models.BooleanField(default=False)
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        indexes = [models.Index(fields=["person", "-put_at"], name="paper_by_person")]
        constraints = [
            models.CheckConstraint(
                name="withdrawn_paper_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
        ]
