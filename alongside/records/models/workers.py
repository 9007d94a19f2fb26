"""Who signs in, in which posts, on which shifts."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q, QuerySet


class WorkerManager(BaseUserManager["Worker"]):
    """Finds a worker by the name they sign in with."""


class Worker(AbstractBaseUser):
    """Somebody who signs in: staff of the council, the trust or a partner."""

    sign_in_name = models.TextField(unique=True)
    name = models.TextField()
    email = models.EmailField(blank=True)
    phone = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True)
    absent_from_on = models.DateField(null=True)
    absent_until_on = models.DateField(null=True)
    covered_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = WorkerManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="leaver_is_not_active", condition=Q(left_on__isnull=True) | Q(is_active=False)
            ),
            models.CheckConstraint(
                name="absence_has_a_start",
                condition=Q(absent_until_on__isnull=True) | Q(absent_from_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(QuerySet["Post"]):
    """Words about posts."""

    def held_at(self, at: datetime) -> PostQuerySet:
        """Posts begun and not ended at this moment, suspended ones among them."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)


class Post(models.Model):
    """A dated role of a worker, in a team (`team:mash`) or an outside organisation (`org:5`)."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="posts", db_index=False)
    role = models.TextField()
    holder = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    # When the agreement that lends this post its access runs out, and what to tell the worker then.
    suspended_from_at = models.DateTimeField(null=True)
    suspended_why = models.TextField(blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["worker", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="post_suspension_says_why",
                condition=Q(suspended_from_at__isnull=True) | ~Q(suspended_why=""),
            ),
        ]


class Shift(models.Model):
    """An emergency duty shift: who covers the night, what was handed over in and out."""

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    handover_in = models.TextField(blank=True)
    handover_out = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_shift_each", fields=["worker"], condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="shift_ends_after_start", condition=Q(ends_at__gt=models.F("starts_at"))
            ),
        ]
