"""What holds of a person's support from one day to another. Like people.models.dated, with days that are exact: they
are charged for."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Worker


class Statement(Guarded):
    """True from `starts_on` to `ends_on`, both days counted. It is completed by its end and never changed otherwise: a
    change is another row, a mistake is withdrawn and stated again."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    # When the end was recorded after the row itself: before that moment nobody knew that it would end.
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_why = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Guarded.Meta):
        abstract = True


def whole(name: str) -> list[models.BaseConstraint]:
    """What every table of statements holds to: days in order, and a reason for what was withdrawn."""
    return [
        models.CheckConstraint(
            name=f"{name}_ends_after_start",
            condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        ),
        models.CheckConstraint(
            name=f"{name}_withdrawn_says_why", condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why="")
        ),
    ]


def standing(name: str) -> models.Index:
    """Finds a person's rows that nobody has withdrawn."""
    return models.Index(fields=["person"], condition=Q(withdrawn_at__isnull=True), name=f"{name}_standing")
