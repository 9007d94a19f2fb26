"""Two people's assessments done together: each agrees for themselves, on their own record."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.pathways.models import Journey
from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Record, Worker


class Combination(Guarded):
    """One side of two assessments that are done together (Care Act 2014 s12(5)): this person's own agreement.

    The two sides are a row on each record, as with notes written together: neither record holds who the other is.
    """

    record_path: ClassVar[str] = "record_id"
    record = models.ForeignKey(Record, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    journey = models.ForeignKey(Journey, models.PROTECT, related_name="+")
    # The first of the two sides; empty for that one itself.
    pair = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    agreed_how = models.TextField(blank=True)
    # Whether the other's record may say who this person is.
    may_be_named = models.BooleanField(default=False)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Guarded.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["journey"], condition=Q(withdrawn_at__isnull=True), name="combined_with_one"
            ),
            models.CheckConstraint(
                name="agreement_says_how",
                condition=Q(agreed_on__isnull=True, agreed_how="", may_be_named=False)
                | (Q(agreed_on__isnull=False) & ~Q(agreed_how="")),
            ),
            models.CheckConstraint(
                name="withdrawn_agreement_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
        ]
