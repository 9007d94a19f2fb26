"""Notes: what happened with a person, in somebody's words, with every wording it has had."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Record, Worker

UNDECIDED, SHARED, WITHHELD = "", "shared", "withheld"


class Note(Guarded):
    """A note on one record. The same meeting noted on several records is a note on each, told apart by `together`:
    what one reader may see of it on one record is then nobody else's business."""

    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    # The first note of those written together; empty for a note on one record.
    together = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # What it is of, as "journey:12" or "appointment:3"; "" when it is of the person alone.
    subject = models.TextField(blank=True)
    kind = models.TextField()
    text = models.TextField()
    happened_at = models.DateTimeField()
    # "time" or "day": how sharply it is known when it happened.
    precision = models.TextField(default="time")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    # The tool that wrote the first draft; whoever is named as the writer read it and made it theirs.
    drafted_with = models.TextField(blank=True)
    sharing = models.TextField(blank=True, default=UNDECIDED)
    withheld_why = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(fields=["person", "-happened_at"], name="note_by_person"),
            models.Index(fields=["subject"], name="note_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                name="withheld_note_says_why", condition=~Q(sharing=WITHHELD) | ~Q(withheld_why="")
            ),
            models.CheckConstraint(
                name="withdrawn_note_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
        ]


class Wording(Guarded):
    """What a note said, from one saving to the next. The first is written with the note; none is ever changed."""

    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    note = models.ForeignKey(Note, models.PROTECT, related_name="wordings", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.TextField()
    text = models.TextField()
    happened_at = models.DateTimeField()
    precision = models.TextField()
    why = models.TextField(blank=True)
    worded_at = models.DateTimeField()
    worded_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")

    class Meta(Guarded.Meta):
        constraints = [models.UniqueConstraint(name="one_wording_a_number", fields=["note", "number"])]


class Draft(Guarded):
    """What somebody has begun to write about a person: theirs alone, kept while they type, gone when it is a note."""

    derived: ClassVar[str] = (
        "scratch: only its writer ever reads it, and what comes of it is a note, which is audited"
    )
    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+", db_index=False)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    drafted_with = models.TextField(blank=True)
    # The count of savings in one browser tab: what was sent earlier and arrives later does not win.
    tab = models.TextField(blank=True)
    turn = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta(Guarded.Meta):
        constraints = [models.UniqueConstraint(name="one_draft_each", fields=["record", "worker"])]
