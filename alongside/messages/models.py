"""The outbox: every message to somebody, from its cause to what became of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Document, Record, Worker


class LetterText(models.Model):
    """The words of a letter as they stood when it was first written, kept for ever under their hash."""

    sha256 = models.TextField(primary_key=True)
    key = models.TextField()
    text = models.TextField()


class Message(Guarded):
    """One message to one recipient. `record` says who may see it, `person` whom it is about.

    States: `held` (the gate stopped it), `queued` (goes when `hold_until` is past), `sending` (a worker has it),
    `ready` (lies in the print queue), `printed`, and at rest: `sent`, `handed`, `declined`, `unsafe`, `failed`,
    `cancelled`.
    """

    record_path: ClassVar[str] = "record_id"
    audit_record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField(default=1)
    # Which words: the letter's key, and its text as kept.
    letter = models.TextField()
    text = models.ForeignKey(LetterText, models.PROTECT, related_name="+")
    title = models.TextField()
    content = models.JSONField(default=dict)
    # What made it be written, once: "journey:12/sign off/copy". What it belongs to: "journey:12".
    cause = models.TextField(blank=True)
    subject = models.TextField(blank=True)
    owner = models.TextField(blank=True)

    # To whom: the person, somebody round them (their relationship), or somebody named by whoever writes.
    to_kind = models.TextField()
    to_name = models.TextField()
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    relationship_id = models.BigIntegerField(null=True)
    lacks_capacity = models.BooleanField(null=True)
    channel = models.TextField()
    format = models.TextField()
    language = models.TextField(default="en")
    # What has to be ordered or arranged besides, each a sentence: Braille, a translation.
    orders = models.JSONField(default=list)
    # Where it goes, as it was last looked up; blank for a confidential place, which is read at the moment of printing.
    place = models.TextField(blank=True)
    place_said = models.TextField(blank=True)
    place_id = models.BigIntegerField(null=True)

    state = models.TextField()
    # Why the gate stopped it, as codes of rules.gate; and those that two people released.
    stopped = models.JSONField(default=list)
    released = models.JSONField(default=list)
    released_first_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    released_first_at = models.DateTimeField(null=True)
    released_first_why = models.TextField(blank=True)
    released_second_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    released_second_at = models.DateTimeField(null=True)
    released_second_why = models.TextField(blank=True)

    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    hold_until = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_why = models.TextField(blank=True)
    # Mail that came back: from then on the place is not written to until somebody states it anew.
    returned_at = models.DateTimeField(null=True)
    returned_why = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(fields=["person", "-id"], name="message_by_person"),
            models.Index(fields=["subject"], name="message_by_subject"),
            models.Index(
                fields=["state", "next_attempt_at"],
                condition=Q(ended_at__isnull=True),
                name="message_waiting",
            ),
            models.Index(
                fields=["place_id"], condition=Q(returned_at__isnull=False), name="message_returned"
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="one_message_a_cause", fields=["cause"], condition=~Q(cause="")),
            models.CheckConstraint(
                name="released_by_two",
                condition=Q(released_second_by__isnull=True)
                | (Q(released_first_by__isnull=False) & ~Q(released_second_by=F("released_first_by"))),
            ),
            models.CheckConstraint(
                name="message_at_rest_says_when",
                condition=Q(
                    state__in=("held", "queued", "sending", "ready", "printed"), ended_at__isnull=True
                )
                | Q(
                    state__in=("sent", "handed", "declined", "unsafe", "failed", "cancelled"),
                    ended_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} to {self.to_name}"

    def put(self, **said: Any) -> None:
        """Write these columns, and that the row is another version now."""
        for column, value in said.items():
            setattr(self, column, value)
        self.version += 1
        self.save(update_fields=[*said, "version"])
