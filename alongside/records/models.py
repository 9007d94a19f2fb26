"""The tables of the law of the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q, QuerySet

from alongside.records.guard import Guarded


class Record(models.Model):
    """The thing that grants, events and audit entries hang from: one for each person."""

    audit_record_path: ClassVar[str] = "id"
    kind = models.TextField(default="person")
    restricted = models.BooleanField(default=False)


class WorkerManager(BaseUserManager["Worker"]):
    """Finds a worker by the name they sign in with."""


class Worker(AbstractBaseUser):
    """Somebody who signs in: staff of the council, the trust or a partner."""

    sign_in_name = models.TextField(unique=True)
    name = models.TextField()
    email = models.EmailField(blank=True)
    phone = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True)
    absent_from_on = models.DateField(null=True)
    absent_until_on = models.DateField(null=True)
    covered_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = WorkerManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="leaver_is_not_active", condition=Q(left_on__isnull=True) | Q(is_active=False)
            ),
            models.CheckConstraint(
                name="absence_has_a_start",
                condition=Q(absent_until_on__isnull=True) | Q(absent_from_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(QuerySet["Post"]):
    """Words about posts."""

    def held_at(self, at: datetime) -> PostQuerySet:
        """Posts begun and not ended at this moment, suspended ones among them."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)


class Post(models.Model):
    """A dated role of a worker, in a team (`team:mash`) or an outside organisation (`org:5`)."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="posts")
    role = models.TextField()
    holder = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    # When the agreement that lends this post its access runs out, and what to tell the worker then.
    suspended_from_at = models.DateTimeField(null=True)
    suspended_why = models.TextField(blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["worker", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="post_suspension_says_why",
                condition=Q(suspended_from_at__isnull=True) | ~Q(suspended_why=""),
            ),
        ]


class Shift(models.Model):
    """An emergency duty shift: who covers the night, what was handed over in and out."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    handover_in = models.TextField(blank=True)
    handover_out = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_shift_each", fields=["worker"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="shift_ends_after_start", condition=Q(ends_at__gt=models.F("starts_at"))
            ),
        ]


class GrantQuerySet(QuerySet["Grant"]):
    """Words about grants."""

    def open_at(self, at: datetime) -> GrantQuerySet:
        """Grants that give access at this moment."""
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at, set_aside_by__isnull=True
        )


class Grant(models.Model):
    """A holder (`worker:12`, `team:mash`, `org:5`) may see a record, because of the basis, from and until.

    `source` names the row that is the reason (`shift:7`, `merge:3`), so that grants can be rebuilt and checked.
    `named` grants are the only ones given on a restricted record.
    """

    audit_record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
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


class Event(Guarded):
    """Something that happened: the product's one history. Corrected by a later event, never changed."""

    record_path: ClassVar[str] = "record_id"
    audit_record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    kind = models.TextField()
    # How sharply the time is known: "time", "day", "month" or "year"; a page never shows more than that.
    happened_at = models.DateTimeField()
    precision = models.TextField(default="time")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    sentence = models.TextField()
    content = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["record", "-happened_at", "-id"], name="event_by_record")]


class Submission(models.Model):
    """One press of a button: the same key again gives the first answer back and does nothing."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    key = models.TextField()
    action = models.TextField()
    answer = models.JSONField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_submission_a_key", fields=["worker", "key"])]


class Seal(models.Model):
    """A closed batch of audit entries: its Merkle root, chained to the batch before."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.TextField()
    worker_id = models.BigIntegerField(null=True)
    action = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    entries = models.PositiveIntegerField()
    root = models.TextField()
    previous = models.TextField()
    hash = models.TextField()


class Entry(models.Model):
    """One audit entry, written by a trigger (insert, update, delete) or by a page (read). Append-only by trigger."""

    at = models.TextField()
    op = models.TextField()
    tbl = models.TextField()
    row = models.TextField(blank=True)
    record_id = models.BigIntegerField(null=True)
    worker_id = models.BigIntegerField(null=True)
    payload = models.TextField(null=True)
    salt = models.TextField(null=True)
    # The transaction on PostgreSQL, by which an action finds its own rows; SQLite has one writer at a time.
    tx = models.BigIntegerField(null=True)
    payload_hash = models.TextField(blank=True, default="")
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, db_constraint=False, related_name="+")

    class Meta:
        db_table = "records_audit"
        indexes = [
            models.Index(fields=["id"], condition=Q(seal__isnull=True), name="audit_unsealed"),
            models.Index(
                fields=["record_id", "id"], condition=Q(record_id__isnull=False), name="audit_by_record"
            ),
            models.Index(fields=["tbl", "row", "id"], name="audit_by_row"),
        ]


class Looked(models.Model):
    """Which entries of reading name which record: spread from list views by the worker, for “who has looked”."""

    record_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="looked_once", fields=["record_id", "entry_id"])]


class Erasure(models.Model):
    """A lawful erasure of the payload of one audit entry: who decided, who agreed, why. The chain still stands."""

    entry_id = models.BigIntegerField(unique=True)
    reason = models.TextField()
    decided_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="erasure_needs_two", condition=~Q(decided_by=models.F("agreed_by"))),
        ]


class Explanation(models.Model):
    """Why the database was written to from outside the application: who looked into it and what they found."""

    seal = models.OneToOneField(Seal, models.PROTECT, related_name="explanation")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    said = models.TextField()
    at = models.DateTimeField()


class Run(models.Model):
    """When each repeating job of the worker last ran, and what went wrong if it did."""

    job = models.TextField(unique=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    # How often it has failed since it last went well: each time, the next try waits longer.
    failures = models.PositiveIntegerField(default=0)


def audited() -> list[type[models.Model]]:
    """Every table whose changes are written to the audit: all of the rooms' except those listed, with the reason."""
    from django.apps import apps

    left_out: dict[str, str] = {
        "records.entry": "is the audit itself",
        "records.seal": "seals the audit; protected by its own trigger",
        "records.looked": "derived from entries, rebuilt by the worker",
        "records.submission": "holds keys of button presses, no facts",
        "records.run": "the worker's diary, no facts",
    }
    models_of_rooms: list[Any] = [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("alongside.")
        for model in config.get_models()
        if model._meta.label_lower not in left_out and not getattr(model, "derived", "")
    ]
    return sorted(models_of_rooms, key=lambda model: str(model._meta.db_table))
