"""Organisations, who belongs to them, the agreements that lend access, and what a person lets be shared."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.people.models.dated import Dated
from alongside.records.models import Post, Worker


class Organisation(models.Model):
    """The council itself, the trust, a voluntary group, a provider, an agency, the police."""

    name = models.TextField(unique=True)
    kind = models.TextField()
    code = models.TextField(blank=True)
    contact = models.TextField(blank=True)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name

    @property
    def holder(self) -> str:
        """How grants and posts name this organisation."""
        return f"org:{self.pk}"


class Membership(models.Model):
    """A worker's time with an organisation; the post it gives ends with it and is suspended without an agreement."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    post = models.OneToOneField(Post, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]


class Agreement(models.Model):
    """A sharing agreement or memorandum of understanding: past its expiry the organisation's access is suspended."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements")
    # A key of people.rules.agreements.KINDS; a privacy notice is kept in the register and lends nothing.
    kind = models.TextField(default="memorandum")
    title = models.TextField()
    purpose = models.TextField()
    owner = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    signed_by = models.TextField()
    starts_on = models.DateField()
    expires_on = models.DateField()
    review_on = models.DateField(null=True)
    # How often it has been signed: 1 at first, one more with each renewal.
    edition = models.PositiveIntegerField(default=1)
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agreement_expires_after_start", condition=Q(expires_on__gt=F("starts_on"))
            ),
        ]


class SharingDecision(Dated):
    """What a person agreed to or objected to for one organisation, or a lawful override of their objection."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decision = models.TextField()
    # For an override: the law relied on. What may go, as the smallest set that serves the purpose.
    basis = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    minimum = models.TextField()
    person_told = models.TextField(default="not yet")
    person_told_why_not = models.TextField(blank=True)

    class Meta(Dated.Meta):
        indexes = [
            models.Index(
                fields=["person", "organisation"],
                condition=Q(withdrawn_at__isnull=True),
                name="sharing_current",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="override_has_basis_and_reason",
                condition=~Q(decision="override") | ~(Q(basis="") | Q(reason="")),
            ),
        ]
