"""The audit and what belongs to it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from alongside.records.models.workers import Worker


class Seal(models.Model):
    """A closed batch of audit entries: its Merkle root, chained to the batch before."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.TextField()
    worker_id = models.BigIntegerField(null=True)
    action = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    entries = models.PositiveIntegerField()
    # Which entries, as "12-14,17": so that one taken away or slipped in afterwards can be named.
    ids = models.TextField()
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
    # The entry's own hash, so that an altered one can be told from its neighbours under the same seal.
    leaf = models.TextField(blank=True, default="")
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


class Proof(models.Model):
    """One look at everything that `alongside check` looks at: every night's, and those that somebody asked for.

    While it is under way it says how far it is. `found` holds the findings as they were.
    """

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("records.Worker", models.PROTECT, null=True, related_name="+")
    # The night that it proves; of those that somebody asked for by day there may be several.
    night_on = models.DateField(null=True, unique=True)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    now_at = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    is_well = models.BooleanField(default=False)
    found = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["ended_at"], name="proof_by_end")]


def audited() -> list[type[models.Model]]:
    """Every table whose changes are written to the audit: all of the rooms' except those listed, with the reason."""
    from django.apps import apps

    left_out: dict[str, str] = {
        "records.entry": "is the audit itself",
        "records.seal": "seals the audit; protected by its own trigger",
        "records.looked": "derived from entries, rebuilt by the worker",
        "records.submission": "holds keys of button presses, no facts",
        "records.run": "the worker's diary, no facts",
        "records.proof": "tells what was found on a night of what is all audited itself",
    }
    models_of_rooms: list[Any] = [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("alongside.")
        for model in config.get_models()
        if model._meta.label_lower not in left_out and not getattr(model, "derived", "")
    ]
    return sorted(models_of_rooms, key=lambda model: str(model._meta.db_table))
