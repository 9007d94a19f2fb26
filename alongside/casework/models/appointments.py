"""Appointments: who of us meets the person, when, where, and what has to be ready for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Record, Worker

PLANNED, KEPT, MISSED, CANCELLED = "planned", "kept", "missed", "cancelled"
STATES = (PLANNED, KEPT, MISSED, CANCELLED)
NOT_NEEDED, NEEDED, BOOKED = "not needed", "needed", "booked"


class Appointment(Guarded):
    """One meeting. `owner` is the worker or team whose diary it is in."""

    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    # What it is for, as "journey:12"; "" when it is for the person alone.
    subject = models.TextField(blank=True)
    kind = models.TextField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(default=60)
    place = models.TextField(blank=True)
    owner = models.TextField()
    interpreter = models.TextField(default=NOT_NEEDED)
    interpreter_note = models.TextField(blank=True)
    prepare = models.TextField(blank=True)
    # The person (or whoever speaks for them) knows the day and has said yes to it.
    confirmed_at = models.DateTimeField(null=True)
    state = models.TextField(default=PLANNED)
    why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(
                fields=["owner", "starts_at"], condition=Q(state=PLANNED), name="appointment_by_owner"
            ),
            models.Index(fields=["person", "-starts_at"], name="appointment_by_person"),
        ]
        constraints = [
            models.CheckConstraint(name="appointment_state", condition=Q(state__in=STATES)),
            models.CheckConstraint(
                name="unkept_appointment_says_why",
                condition=~Q(state__in=(MISSED, CANCELLED)) | ~Q(why=""),
            ),
            # An interpreter who is needed and not booked is found out on the doorstep otherwise.
            models.CheckConstraint(
                name="confirmed_with_interpreter",
                condition=Q(confirmed_at__isnull=True) | ~Q(interpreter=NEEDED),
            ),
            models.CheckConstraint(name="appointment_lasts", condition=Q(minutes__gte=5, minutes__lte=720)),
        ]
