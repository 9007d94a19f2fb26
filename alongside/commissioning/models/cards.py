"""The emergency card of an unpaid carer, and who has looked a card up (R-037)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.people.models import Person
from alongside.records.guard import Guarded
from alongside.records.models import Worker


class EmergencyCard(Guarded):
    """A card that an unpaid carer carries: its number leads whoever answers the telephone to the plan, no further."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.TextField(unique=True)
    cared_for = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    # What is told to whoever rings with the number, as the carer agreed to it.
    who = models.TextField()
    how_long = models.TextField()
    must_know = models.TextField(blank=True)
    issued_on = models.DateField()
    # The last day on which it is answered.
    expires_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    # A code of the list card-end-reason.
    ended_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Guarded.Meta):
        constraints = [
            models.CheckConstraint(name="card_expires_later", condition=Q(expires_on__gte=F("issued_on"))),
            models.CheckConstraint(
                name="ended_card_says_why", condition=Q(ended_at__isnull=True) | ~Q(ended_reason="")
            ),
        ]


class CardLookup(Guarded):
    """That somebody asked for a number, who rang with it, and whether it led to a card. Kept for ever."""

    # The holder of the card that was found.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    card = models.ForeignKey(EmergencyCard, models.PROTECT, null=True, related_name="+")
    number = models.TextField()
    caller = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+", db_index=False)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(fields=["asked_by", "asked_at"], name="card_lookup_by_worker"),
        ]
