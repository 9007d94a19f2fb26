"""Import runs: which list came in, what became of each of its rows, and what is left for somebody to decide."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Worker


class Run(models.Model):
    """One list, brought in by one mapping as it was on one day. The same again is the same run.

    Rows come in batches, each a transaction of its own: `reached` is the last row of which the fate is known, and a
    run that was interrupted goes on behind it.
    """

    file_name = models.TextField()
    sha256 = models.TextField()
    mapping = models.TextField()
    # The whole mapping as it was read, for whoever asks later what a column was taken for.
    mapped = models.JSONField()
    pathway = models.TextField()
    wait = models.TextField()
    as_at_on = models.DateField()
    rows = models.PositiveIntegerField()
    reached = models.PositiveIntegerField(default=0)
    # When the last batch came in: whoever asks sees whether somebody is at it.
    reached_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    taken_back_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_run_a_list",
                fields=["sha256", "mapping", "pathway", "as_at_on"],
                condition=Q(taken_back_at__isnull=True),
            ),
        ]


class Line(Guarded):
    """What became of one row: its number as a spreadsheet counts, its fate and why, and whose journey it is."""

    record_path: ClassVar[str] = "person_id"
    # Found by the constraint below: an index of its own would only be written.
    run = models.ForeignKey(Run, models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField()
    reference = models.TextField(blank=True)
    born = models.TextField(blank=True)
    fate = models.TextField()
    why = models.TextField(blank=True)
    # What no code was found for, in the list's words, by what it is of.
    said = models.JSONField(default=dict)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    # Not a constraint of the database: a line is written with its journey and neither is ever removed.
    journey_id = models.BigIntegerField(null=True)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(fields=["reference"], condition=~Q(reference=""), name="line_by_reference"),
            models.Index(fields=["run", "fate", "number"], name="line_by_fate"),
        ]
        constraints = [
            models.UniqueConstraint(name="one_line_a_row", fields=["run", "number"]),
            models.CheckConstraint(
                name="refused_line_is_about_nobody", condition=~Q(fate="refused") | Q(person__isnull=True)
            ),
        ]


class Doubt(Guarded):
    """Something that an import leaves for a person to decide: mostly, whether two records are one person's."""

    record_path: ClassVar[str] = "person_id"
    run = models.ForeignKey(Run, models.PROTECT, related_name="doubts")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.TextField()
    why = models.TextField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    settled_why = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(fields=["run", "number"], condition=Q(settled_at__isnull=True), name="doubt_open"),
        ]
        constraints = [
            models.CheckConstraint(
                name="settled_doubt_says_why", condition=Q(settled_at__isnull=True) | ~Q(settled_why="")
            ),
        ]


class Upload(models.Model):
    """A list that somebody sent through a page, with what a dry run of it said; confirmed, it waits for the worker.

    Its bytes are let go when all of it is in, or when it is put aside; until it is confirmed, who is in them is in no
    other table.
    """

    derived: ClassVar[str] = "holds a file until it is in; what comes of it is audited row by row"
    file_name = models.TextField()
    sha256 = models.TextField()
    data = models.BinaryField()
    mapping = models.TextField()
    as_at_on = models.DateField()
    # What the dry run said: how many of each fate, and the rows that somebody should look at.
    preview = models.JSONField()
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Worker, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField(null=True)
    # Since when a worker is at it; one of which nothing is heard is taken for dead, and another goes on.
    claimed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_why = models.TextField(blank=True)
    over_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["made_by", "-id"], name="upload_by_maker"),
            models.Index(
                fields=["id"],
                condition=Q(asked_at__isnull=False, over_at__isnull=True),
                name="upload_asked_for",
            ),
        ]
