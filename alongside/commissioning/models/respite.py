"""Respite: what an unpaid carer's break was granted for a year, and what became of it (R-039, G-09)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.commissioning.models.statements import Statement, standing, whole
from alongside.commissioning.rules.ledger import BOOKED, CANCELLED, STATES, UNMET
from alongside.people.models import Organisation, Person
from alongside.records.guard import Guarded
from alongside.records.models import Worker

UNITS = ("night", "hour")


class Entitlement(Statement):
    """So many nights or hours from one day to another, mostly a year. `amount` is in hundredths."""

    plan = models.TextField(blank=True)
    unit = models.TextField()
    amount = models.PositiveIntegerField()
    note = models.TextField(blank=True)

    class Meta(Statement.Meta):
        indexes = [standing("entitlement")]
        constraints = [
            *whole("entitlement"),
            models.CheckConstraint(
                name="entitlement_has_a_year", condition=Q(ends_on__isnull=False, unit__in=UNITS)
            ),
        ]


class Stay(Guarded):
    """An entry of the ledger: days booked, which are then used or cancelled, or days that were asked for in vain."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="stays")
    state = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    amount = models.PositiveIntegerField()
    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    provider_name = models.TextField(blank=True)
    # Why it could not be had or was cancelled: a code of the list respite-unmet-reason.
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    # Why more was booked than was left.
    over_why = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta(Guarded.Meta):
        constraints = [
            models.CheckConstraint(name="stay_state", condition=Q(state__in=STATES)),
            models.CheckConstraint(name="stay_ends_after_start", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="stay_in_vain_says_why", condition=~Q(state__in=(UNMET, CANCELLED)) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="stay_settled_once",
                condition=Q(state__in=(BOOKED, UNMET), settled_at__isnull=True)
                | Q(state__in=("used", CANCELLED), settled_at__isnull=False),
            ),
        ]
