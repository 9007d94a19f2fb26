"""Tasks: one thing to be done about a person or a journey, by somebody, by a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Record, Worker

DONE, DECLINED = "done", "declined"


class Task(Guarded):
    """Something to be done. Open until it is done or declined; `accepted_at` is empty until its owner took it on."""

    record_path: ClassVar[str] = "record_id"
    # Who may see the record sees the task: the person's own, or that of the restricted journey it is for.
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # What it is for, as "journey:12" or "supervision:3"; "" when it is for the person alone.
    subject = models.TextField(blank=True)
    title = models.TextField()
    detail = models.TextField(blank=True)
    owner = models.TextField()
    # Whose it is again when it is sent back.
    asked_from = models.TextField()
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    how = models.TextField(blank=True)
    why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(closed_at__isnull=True), name="task_open_by_owner"
            ),
            models.Index(fields=["subject"], name="task_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(name="task_has_an_owner", condition=~Q(owner="") & ~Q(title="")),
            models.CheckConstraint(
                name="closed_task_says_how",
                condition=Q(closed_at__isnull=True, how="")
                | Q(closed_at__isnull=False, how=DONE)
                | (Q(closed_at__isnull=False, how=DECLINED) & ~Q(why="")),
            ),
        ]
