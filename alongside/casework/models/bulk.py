"""One deed done to many things at once: what was asked, what became of each, and how each is put back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from alongside.records.guard import Guarded
from alongside.records.models import Record, Worker


class BulkOperation(models.Model):
    """One reconciled operation. `asked` things were chosen, each of them is `done` or `left`; after an undo each that
    was done is `back` as it was or `stayed` as it is."""

    kind = models.TextField()
    title = models.TextField()
    # What is to become of each, as the kind of operation wants it: {"owner": "worker:3"}.
    target = models.JSONField(default=dict)
    reason = models.TextField()
    asked = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+", db_index=False)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    undone_why = models.TextField(blank=True)
    back = models.PositiveIntegerField(default=0)
    stayed = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["made_by", "-made_at"], name="bulk_by_maker")]
        constraints = [
            models.CheckConstraint(name="bulk_accounts_for_all", condition=Q(asked=F("done") + F("left"))),
            models.CheckConstraint(
                name="bulk_undo_accounts_for_all",
                condition=Q(undone_at__isnull=True, back=0, stayed=0)
                | Q(undone_at__isnull=False, done=F("back") + F("stayed")),
            ),
            models.CheckConstraint(name="bulk_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.title


class BulkItem(Guarded):
    """What became of one thing that was chosen. What its doer may not see has no record here, only its fate."""

    record_path: ClassVar[str] = "record_id"
    audit_record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+")
    operation = models.ForeignKey(BulkOperation, models.PROTECT, related_name="+", db_index=False)
    key = models.BigIntegerField()
    fate = models.TextField()
    why = models.TextField(blank=True)
    # What its kind needs to put it back, and the messages that it caused.
    kept = models.JSONField(default=dict)
    messages = models.JSONField(default=list)
    undone = models.TextField(blank=True)
    undone_why = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        constraints = [
            models.UniqueConstraint(name="bulk_names_each_once", fields=["operation", "key"]),
            models.CheckConstraint(
                name="bulk_item_has_a_fate",
                condition=Q(fate="done", record__isnull=False) | (Q(fate="left") & ~Q(why="")),
            ),
            models.CheckConstraint(
                name="bulk_item_undone",
                condition=Q(undone="") | Q(undone="back", fate="done")
                | (Q(undone="stayed", fate="done") & ~Q(undone_why="")),
            ),
        ]  # fmt: skip
