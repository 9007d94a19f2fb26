"""Batches: people of a waiting list sent to an agency that does the work, and what comes back of each (R-054)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from alongside.commissioning.rules.batches import CLOSED, GIVEN_BACK, OPEN, STATES
from alongside.pathways.models import Journey
from alongside.people.models import Agreement, Organisation
from alongside.records.guard import Guarded
from alongside.records.models import Record, Worker


class Batch(models.Model):
    """Work of one pathway sent to one agency under one agreement, due back on a day. Somebody here answers for it."""

    # Of the form that it was sent with: the people of one sending come into one batch.
    token = models.UUIDField(unique=True)
    name = models.TextField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="+")
    purpose = models.TextField()
    pathway = models.TextField()
    # What the agency sees of each person besides name and date of birth: keys of rules.batches.SHARES.
    shares = models.JSONField(default=list)
    owner = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    closed_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["organisation"], condition=Q(closed_at__isnull=True), name="batch_open_with")
        ]
        constraints = [
            models.CheckConstraint(name="batch_has_an_owner", condition=~Q(owner="")),
            models.CheckConstraint(name="batch_is_named", condition=~Q(name="") & ~Q(purpose="")),
        ]

    def __str__(self) -> str:
        return self.name


class BatchItem(Guarded):
    """One person's journey in a batch. Its record is its own: the agency holds a grant on that, and on nothing else."""

    record_path: ClassVar[str] = "record_id"
    audit_record_path: ClassVar[str] = "record_id"
    record = models.OneToOneField(Record, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items", db_index=False)
    journey = models.ForeignKey(Journey, models.PROTECT, related_name="+")
    # A key of rules.batches.STATES.
    state = models.TextField()
    # How far the agency has come: a key of rules.batches.PROGRESS.
    progress = models.TextField(default="not-begun")
    progress_on = models.DateField(null=True)
    # What the agency says, and what the council answered when it returned the work.
    note = models.TextField(blank=True)
    comment = models.TextField(blank=True)
    # Why the agency gave the person back: a key of rules.batches.REASONS.
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    # The event that planned the journey's next step when it was sent, for the undoing.
    planned = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    closed_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Guarded.Meta):
        indexes = [models.Index(fields=["batch", "id"], name="batch_item_by_batch")]
        constraints = [
            # Nobody is with two agencies at the same time, and nobody who was sent is without a fate.
            models.UniqueConstraint(
                name="one_open_batch_a_journey", fields=["journey"], condition=Q(state__in=OPEN)
            ),
            models.CheckConstraint(name="batch_item_has_a_state", condition=Q(state__in=list(STATES))),
            models.CheckConstraint(
                name="batch_item_closed_when_it_is",
                condition=Q(state__in=OPEN, closed_at__isnull=True)
                | Q(state__in=CLOSED, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="given_back_says_why", condition=~Q(state=GIVEN_BACK) | (~Q(reason="") & ~Q(note=""))
            ),
            models.CheckConstraint(
                name="batch_item_closed_in_order",
                condition=Q(closed_at__isnull=True)
                | Q(answered_at__isnull=True)
                | Q(closed_at__gte=F("answered_at")),
            ),
        ]
