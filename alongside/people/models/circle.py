"""Who matters to a person, what to watch for, and the great changes of a life."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.people.models.dated import Dated
from alongside.people.models.person import Person
from alongside.records.guard import Guarded
from alongside.records.models import Worker


class Relationship(Dated):
    """What `other` (or somebody known only by name) is to the person: unpaid carer, daughter, attorney, advocate…"""

    kind = models.TextField()
    other = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    other_name = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    # For an attorney or deputy: which decisions, and the date the authority was seen (MCA 2005 s9, s16).
    authority = models.TextField(blank=True)
    authority_seen_on = models.DateField(null=True)
    lives_with = models.BooleanField(default=False)
    emergency_contact = models.BooleanField(default=False)

    class Meta(Dated.Meta):
        indexes = [
            models.Index(
                fields=["person"], condition=Q(withdrawn_at__isnull=True), name="relationship_current"
            ),
            models.Index(
                fields=["other"], condition=Q(withdrawn_at__isnull=True), name="relationship_of_other"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="relationship_is_with_somebody", condition=Q(other__isnull=False) | ~Q(other_name="")
            ),
            models.CheckConstraint(name="not_related_to_oneself", condition=~Q(other=models.F("person"))),
        ]


class Alert(Guarded):
    """What everyone who visits or rings must know first; it has an owner and a day to look at it again."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.TextField()
    text = models.TextField()
    owner = models.TextField()
    review_on = models.DateField()
    person_told = models.TextField(default="not yet")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(fields=["person"], condition=Q(ended_at__isnull=True), name="alert_open"),
            models.Index(fields=["review_on"], condition=Q(ended_at__isnull=True), name="alert_by_review"),
        ]


class LifeEvent(Guarded):
    """A death, a move away or a return: one act, with everything it caused, so that a wrong report can be undone."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.TextField()
    on = models.TextField(blank=True)
    told_by = models.TextField(blank=True)
    detail = models.TextField(blank=True)
    # What each room did because of it, by the name it registered, as that room needs it to take the deed back.
    caused = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    undone_why = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(fields=["person"], condition=Q(undone_at__isnull=True), name="life_event_standing")
        ]
