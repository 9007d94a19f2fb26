"""Service lines: what a plan buys or arranges, when it was suspended, and what a late change makes different."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.commissioning.models.statements import Statement, standing, whole
from alongside.people.models import Organisation, Person
from alongside.records.guard import Guarded
from alongside.records.models import Worker


class Line(Statement):
    """One service from one day to another on the same terms. Other terms are another line, which `follows` this one.

    Put right, it is withdrawn and stated again: the rows of one line share their `origin`, the first of them.
    """

    origin = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # The plan it belongs to, as "journey:12"; "" for what is arranged without one.
    plan = models.TextField(blank=True)
    # Codes of the lists service-type, service-component and delivery-mechanism.
    service_type = models.TextField()
    component = models.TextField()
    mechanism = models.TextField(blank=True)
    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    # Whoever gives it and is not on the register of organisations: a personal assistant, a club.
    provider_name = models.TextField(blank=True)
    # The provider's location as its regulator numbers it.
    location = models.TextField(blank=True)
    detail = models.TextField(blank=True)
    # Planned a week, in hundredths of the unit.
    units = models.PositiveIntegerField(null=True)
    unit = models.TextField(blank=True)
    pence = models.PositiveBigIntegerField(default=0)
    # A code of the list cost-frequency: for each what the pence are paid.
    each = models.TextField()
    # A code of the list line-end-reason.
    ended_reason = models.TextField(blank=True)

    class Meta(Statement.Meta):
        indexes = [
            standing("line"),
            models.Index(fields=["plan"], condition=~Q(plan=""), name="line_by_plan"),
            models.Index(
                fields=["starts_on", "ends_on"], condition=Q(withdrawn_at__isnull=True), name="line_by_days"
            ),
        ]
        constraints = [
            *whole("line"),
            models.CheckConstraint(
                name="line_has_units_with_unit",
                condition=Q(units__isnull=True, unit="") | (Q(units__isnull=False) & ~Q(unit="")),
            ),
            models.CheckConstraint(
                name="ended_line_says_why", condition=Q(ended_at__isnull=True) | ~Q(ended_reason="")
            ),
        ]

    @property
    def thread(self) -> int:
        """The number of the line through all its corrections."""
        return int(self.origin_id or self.pk)


class Suspension(Statement):
    """Days on which a line is not given. `line` is the line's origin; `paid` when its cost goes on."""

    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    # A code of the list suspension-reason.
    reason = models.TextField()
    note = models.TextField(blank=True)
    paid = models.BooleanField(default=False)

    class Meta(Statement.Meta):
        indexes = [standing("suspension")]
        constraints = whole("suspension")


class Backdating(Guarded):
    """What days gone by cost by the record before something was recorded late, and after it, in pence."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    before = models.BigIntegerField()
    after = models.BigIntegerField()
    what = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")

    class Meta(Guarded.Meta):
        indexes = [models.Index(fields=["person", "-recorded_at"], name="backdating_by_person")]
        constraints = [
            models.CheckConstraint(name="backdating_differs", condition=~Q(before=F("after"))),
            models.CheckConstraint(name="backdating_in_order", condition=Q(last_on__gte=F("first_on"))),
        ]


class PlanStart(Guarded):
    """That the first line of a plan has begun, said once to whatever waits for it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    plan = models.TextField(unique=True)
    began_on = models.DateField()
    said_at = models.DateTimeField()
