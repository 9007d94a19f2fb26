"""A leisure pass for an unpaid carer: that they may have one, that they were given it, what they made of it (R-038)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.commissioning.models.statements import Statement, standing, whole
from alongside.records.models import Worker


class LeisurePass(Statement):
    """A pass is good from the first day to the last. Entitled comes first; issued is the day it was handed over."""

    number = models.TextField(blank=True)
    issued_on = models.DateField(null=True)
    issued_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    # What the carer says it did for them: a code of the list leisure-pass-outcome, and their own words.
    outcome = models.TextField(blank=True)
    in_their_words = models.TextField(blank=True)
    told_on = models.DateField(null=True)

    class Meta(Statement.Meta):
        indexes = [standing("leisure_pass")]
        constraints = [
            *whole("leisure_pass"),
            models.CheckConstraint(name="leisure_pass_has_a_last_day", condition=Q(ends_on__isnull=False)),
            models.CheckConstraint(
                name="leisure_pass_outcome_after_issue",
                condition=Q(outcome="", told_on__isnull=True)
                | (~Q(outcome="") & Q(told_on__isnull=False, issued_on__isnull=False)),
            ),
        ]
