"""Forms filled in: which version, for whom, each answer, and what two people wrote at the same time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.people.models import Organisation, Person
from alongside.records.guard import Guarded
from alongside.records.models import Record, Worker

OPEN, COMPLETE, DISCARDED = "open", "complete", "discarded"


class FormVersion(models.Model):
    """A form as it read when it was first filled in: the resolved definition, kept for ever under its hash."""

    key = models.TextField()
    hash = models.TextField(unique=True)
    text = models.TextField()
    first_used_at = models.DateTimeField()


class FilledForm(Guarded):
    """One filling-in of a form about a person. `record` says who may see it: mostly the person's own."""

    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    form = models.TextField()
    form_version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    # The thing it is filled in for, as "journey:12"; "" for a form of its own.
    subject = models.TextField(blank=True)
    state = models.TextField(default=OPEN)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    # When it was completed or discarded, by whom and, if discarded, why.
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    closed_why = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(fields=["person", "form", "-id"], name="filled_by_person"),
            models.Index(fields=["subject", "form"], name="filled_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(name="filled_state", condition=Q(state__in=[OPEN, COMPLETE, DISCARDED])),
            models.CheckConstraint(
                name="filled_closed_when_not_open", condition=Q(state=OPEN, closed_at=None) | ~Q(state=OPEN)
            ),
        ]


class Part(Guarded):
    """Whose record the sections of one kind are kept on, such as those that belong to an unpaid carer."""

    record_path: ClassVar[str] = "record_id"
    filled = models.ForeignKey(FilledForm, models.PROTECT, related_name="+", db_index=False)
    belongs_to = models.TextField()
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta(Guarded.Meta):
        constraints = [
            models.UniqueConstraint(name="one_part_of_a_kind", fields=["filled", "belongs_to"]),
        ]


class Written(Guarded):
    """Something somebody wrote as an answer. `absent` says why there is none: not known, not asked, declined.

    `editor` is the browser tab it came from and `turn` its place in what that tab sent, so that a late arrival does
    not undo what was typed after it.
    """

    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    value = models.JSONField(null=True)
    absent = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    editor = models.TextField(blank=True)
    turn = models.PositiveIntegerField(default=0)

    class Meta(Guarded.Meta):
        abstract = True


class Answer(Written):
    """The answer to one question; `place` counts the rows of a group from 1 and is 0 outside one."""

    filled = models.ForeignKey(FilledForm, models.PROTECT, related_name="+", db_index=False)
    question = models.TextField()
    place = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta(Written.Meta):
        constraints = [
            models.UniqueConstraint(name="one_answer_a_place", fields=["filled", "question", "place"]),
        ]


class Rival(Written):
    """What somebody else wrote from the same beginning as the answer: kept beside it until somebody chooses."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta(Written.Meta):
        indexes = [
            models.Index(fields=["answer"], condition=Q(settled_at__isnull=True), name="rival_unsettled"),
        ]


class Contribution(Guarded):
    """What somebody else put into one section of a form: who, as what, from which organisation, on which day.

    It is kept on the record that the section is kept on, so that what was said of an unpaid carer stays with them.
    """

    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    filled = models.ForeignKey(FilledForm, models.PROTECT, related_name="+")
    section = models.TextField()
    name = models.TextField()
    role = models.TextField()
    # An organisation of the register, or the name of one that is not on it.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    organisation_name = models.TextField(blank=True)
    contributed_on = models.DateField()
    said = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Guarded.Meta):
        constraints = [
            models.CheckConstraint(
                name="contribution_names_organisation",
                condition=Q(organisation__isnull=False, organisation_name="")
                | (Q(organisation__isnull=True) & ~Q(organisation_name="")),
            ),
            models.CheckConstraint(
                name="withdrawn_contribution_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
        ]
