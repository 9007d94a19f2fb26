"""Records, and who may see them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q, QuerySet

from alongside.records.models.workers import Worker


class Record(models.Model):
    """The thing that grants, events and audit entries hang from: one for each person."""

    audit_record_path: ClassVar[str] = "id"
    kind = models.TextField(default="person")
    restricted = models.BooleanField(default=False)


class GrantQuerySet(QuerySet["Grant"]):
    """Words about grants."""

    def open_at(self, at: datetime) -> GrantQuerySet:
        """Grants that give access at this moment."""
        return self.standing_at(at).filter(set_aside_by__isnull=True)

    def standing_at(self, at: datetime) -> GrantQuerySet:
        """Grants begun and not ended at this moment, those that a restriction has set aside among them."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)


class Grant(models.Model):
    """A holder (`worker:12`, `team:mash`, `org:5`) may see a record, because of the basis, from and until.

    `source` names the row that is the reason (`shift:7`, `merge:3`), so that grants can be rebuilt and checked.
    `named` grants are the only ones given on a restricted record.
    """

    audit_record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+", db_index=False)
    holder = models.TextField()
    basis = models.TextField()
    source = models.TextField(blank=True)
    named = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)
    # A restriction sets ordinary grants aside; lifting it gives them back.
    set_aside_by = models.ForeignKey("Restriction", models.PROTECT, null=True, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["record", "holder", "ends_at"], name="grant_by_record"),
            models.Index(fields=["holder", "ends_at", "record"], name="grant_by_holder"),
            models.Index(fields=["source"], name="grant_by_source"),
        ]
        constraints = [
            models.CheckConstraint(
                name="grant_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
            ),
        ]


class Restriction(models.Model):
    """A time during which a record is closed to everyone who is not named on it."""

    audit_record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    category = models.TextField()
    reason = models.TextField()
    source = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    review_on = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["record"], condition=Q(ended_at__isnull=True), name="restriction_open")
        ]


class GlassBroken(models.Model):
    """One breaking of the glass: who, why, how long, and the review that always follows."""

    audit_record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="+")
    category = models.TextField()
    reason = models.TextField()
    broken_at = models.DateTimeField()
    review_due_on = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    finding = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="glass_review_is_whole",
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, finding="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(finding="")),
            ),
        ]


class BlindMatch(models.Model):
    """Somebody at a contact door may have a restricted person before them; the officer is told at once."""

    audit_record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    message = models.TextField()
    callback = models.TextField(blank=True)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
