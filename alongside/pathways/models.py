"""Journeys, and what follows from their history: waits and promises, kept so that lists need not fold."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Record, Worker


class Version(models.Model):
    """A resolved definition as it was when a journey first began under it: kept for ever, under its hash."""

    key = models.TextField()
    hash = models.TextField(unique=True)
    text = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key"], name="version_by_key")]


class Journey(Guarded):
    """One passage along a pathway. `record` guards it; for a restricted pathway that is a record of its own, so that
    not everybody who may see the person sees this. The columns from `stage` on follow from the events."""

    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    pathway = models.TextField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    # When it came here, if it was begun elsewhere; empty for what was begun here.
    brought_in_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    definition = models.TextField()
    stage = models.TextField()
    entered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)
    owner = models.TextField()
    team = models.TextField()
    priority = models.PositiveSmallIntegerField(null=True)
    priority_reason = models.TextField(blank=True)
    # Each priority that took another's place, the oldest first: {"at", "was", "now", "why", "by"}.
    reprioritised = models.JSONField(default=list)
    interim_measures = models.TextField(blank=True)
    amount = models.BigIntegerField(null=True)
    came_by = models.TextField(blank=True)
    referrer = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    next_on = models.DateField(null=True)
    hold_reason = models.TextField(blank=True)
    hold_until_on = models.DateField(null=True)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(
                fields=["owner", "next_on"], condition=Q(ended_at__isnull=True), name="journey_open_by_owner"
            ),
            models.Index(
                fields=["team", "pathway"], condition=Q(ended_at__isnull=True), name="journey_open_by_team"
            ),
            models.Index(
                fields=["record"], condition=Q(ended_at__isnull=True), name="journey_open_by_record"
            ),
        ]
        constraints = [
            # Nobody is ever lost: what is open has an owner, a next step and a day for it.
            models.CheckConstraint(
                name="open_journey_has_owner_and_next_step",
                condition=Q(ended_at__isnull=False)
                | (~Q(owner="") & ~Q(next_step="") & Q(next_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="hold_has_reason_and_day",
                condition=Q(hold_until_on__isnull=True, hold_reason="")
                | (Q(hold_until_on__isnull=False) & ~Q(hold_reason="")),
            ),
            models.CheckConstraint(
                name="amount_is_not_negative", condition=Q(amount__isnull=True) | Q(amount__gte=0)
            ),
        ]


class Wait(Guarded):
    """One run of a wait of a journey, from the fold of its events (rules.folding)."""

    derived: ClassVar[str] = "rebuilt from the events of its journey by pathways.actions.keeping"
    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    journey = models.ForeignKey(Journey, models.PROTECT, related_name="waits", db_index=False)
    pathway = models.TextField()
    name = models.TextField()
    event = models.BigIntegerField()
    started_at = models.DateTimeField()
    started_on = models.DateField()
    stopped_at = models.DateTimeField(null=True)
    stopped_on = models.DateField(null=True)
    how = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    paused_days = models.PositiveIntegerField(default=0)
    paused_since = models.DateField(null=True)
    rank = models.PositiveSmallIntegerField(default=0)
    given = models.BooleanField(default=False)
    # How it stood on its list on any day, where that changed: rules.placing writes and reads it.
    course = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        # Each holds all that its question asks for: a list is read from its end, and figures without a look at a row.
        indexes = [
            models.Index(
                fields=["pathway", "name", "rank", "started_on", "id", "due_on", "given", "record"],
                condition=Q(stopped_on__isnull=True),
                name="wait_open",
            ),
            models.Index(
                fields=["pathway", "name", "stopped_on", "started_on", "how", "rank", "due_on"],
                condition=Q(stopped_on__isnull=False),
                name="wait_by_stop",
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="one_wait_an_event", fields=["journey", "name", "event"]),
            models.CheckConstraint(
                name="wait_stops_after_start",
                condition=Q(stopped_at__isnull=True) | Q(stopped_at__gte=models.F("started_at")),
            ),
        ]


class Promise(Guarded):
    """Something owed to somebody by a time: of a journey, or of a person (then `journey` is empty)."""

    derived: ClassVar[str] = "rebuilt from the events of its journey or person by pathways.actions.keeping"
    record_path: ClassVar[str] = "record_id"
    # Its own index is the one below, with the time.
    record = models.ForeignKey(Record, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    journey = models.ForeignKey(Journey, models.PROTECT, null=True, related_name="promises")
    pathway = models.TextField()
    name = models.TextField()
    event = models.BigIntegerField()
    owed_to = models.TextField()
    owner = models.TextField()
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    how = models.TextField(blank=True)
    why = models.TextField(blank=True)
    closes = models.TextField(blank=True)
    duty = models.BooleanField(default=False)
    next_step = models.TextField(blank=True)
    next_on = models.DateField(null=True)
    # Of work that was brought in: it was promised from then on, not since the work began.
    inherited = models.BooleanField(default=False)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(
                fields=["owner", "due_at"], condition=Q(closed_at__isnull=True), name="promise_open_by_owner"
            ),
            models.Index(
                fields=["record", "due_at"],
                condition=Q(closed_at__isnull=True),
                name="promise_open_by_record",
            ),
            models.Index(fields=["due_at"], condition=Q(closed_at__isnull=True), name="promise_open_by_time"),
            # How what was due was kept is asked of some weeks, however long the history is.
            models.Index(fields=["due_at"], name="promise_by_time"),
            models.Index(fields=["record", "due_at"], name="promise_by_record"),
        ]
        constraints = [
            models.UniqueConstraint(name="one_promise_an_event", fields=["pathway", "name", "event"]),
            models.CheckConstraint(name="promise_has_an_owner", condition=~Q(owner="")),
            models.CheckConstraint(
                name="closed_promise_says_how",
                condition=Q(closed_at__isnull=True, how="") | (Q(closed_at__isnull=False) & ~Q(how="")),
            ),
        ]


class SavedView(models.Model):
    """A waiting list as somebody narrowed it, kept under a name: their own, or their team's as well (`team:mash`)."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    shared_with = models.TextField(blank=True)
    name = models.TextField()
    pathway = models.TextField()
    wait = models.TextField()
    query = models.TextField()
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["pathway", "wait"], condition=Q(removed_at__isnull=True), name="saved_view_of_list"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_saved_view_a_name",
                fields=["worker", "pathway", "wait", "name"],
                condition=Q(removed_at__isnull=True),
            )
        ]
