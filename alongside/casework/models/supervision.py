"""Supervision: what a worker and their supervisor talked about, between the two of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.casework.models.notes import Note
from alongside.casework.models.tasks import Task
from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Record, Worker


class Supervision(Guarded):
    """One meeting of a worker with their supervisor. It has a record of its own, which only these two see."""

    record_path: ClassVar[str] = "record_id"
    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+", db_index=False)
    supervisor = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    held_on = models.DateField()
    next_on = models.DateField(null=True)
    text = models.TextField()
    written_at = models.DateTimeField()
    # The worker has read it and agrees that it says what was said.
    agreed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Guarded.Meta):
        indexes = [models.Index(fields=["worker", "-held_on"], name="supervision_by_worker")]
        constraints = [
            models.CheckConstraint(
                name="nobody_supervises_themselves", condition=~Q(worker=models.F("supervisor"))
            ),
        ]


class Discussed(Guarded):
    """One person who was talked about: what was said stays here; the decision is a note on the person's record, the
    action a task."""

    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    supervision = models.ForeignKey(Supervision, models.PROTECT, related_name="discussed")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    decision = models.ForeignKey(Note, models.PROTECT, null=True, related_name="+")
    action = models.ForeignKey(Task, models.PROTECT, null=True, related_name="+")
