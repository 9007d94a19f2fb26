"""Needs that unpaid carers meet: part of a plan, and never taken for granted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.commissioning.models.statements import Statement, standing, whole
from alongside.people.models import Person

AGREED, PARTLY, NOT_ASKED = "agreed", "partly", "not-asked"


class UnpaidCare(Statement):
    """A need that an unpaid carer meets, as they agree to (Care Act 2014 s25(1)(c) and statutory guidance 10.26)."""

    plan = models.TextField(blank=True)
    # Where the carer has a record of their own; else only the name.
    carer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    carer_name = models.TextField(blank=True)
    need = models.TextField()
    does = models.TextField()
    hours = models.PositiveIntegerField(null=True)
    agreed = models.TextField(default=NOT_ASKED)

    class Meta(Statement.Meta):
        indexes = [standing("unpaid_care")]
        constraints = [
            *whole("unpaid_care"),
            models.CheckConstraint(
                name="unpaid_care_names_somebody", condition=Q(carer__isnull=False) | ~Q(carer_name="")
            ),
        ]
