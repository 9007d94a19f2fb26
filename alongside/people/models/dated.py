"""What is known of a person over time. A row is never overwritten: a correction appends another and withdraws it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.people.models.person import Person
from alongside.records.guard import Guarded
from alongside.records.models import Worker


class Dated(Guarded):
    """A statement about a person: true from and until (approximate dates), recorded when, by whom, told by whom.

    It is completed, never changed: a row with `ends_on` was true and no longer is; a withdrawn row was a mistake.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    starts_on = models.TextField(blank=True)
    ends_on = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    told_by = models.TextField(blank=True)
    # When `ends_on` was recorded after the row itself: before that moment nobody knew that it would end.
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_why = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        abstract = True


def _current(name: str) -> models.Index:
    return models.Index(fields=["person"], condition=Q(withdrawn_at__isnull=True), name=name)


class Name(Dated):
    """A name: legal, known as, previous, or the form in the person's own script."""

    kind = models.TextField()
    given = models.TextField(blank=True)
    family = models.TextField(blank=True)
    pronunciation = models.TextField(blank=True)

    class Meta(Dated.Meta):
        indexes = [_current("name_current")]
        constraints = [
            models.CheckConstraint(name="name_is_not_empty", condition=~Q(given="", family="")),
        ]


class Address(Dated):
    """Where somebody lives, stays or has letters sent. `safety` marks one that must not be disclosed."""

    purpose = models.TextField()
    lines = models.TextField()
    postcode = models.TextField(blank=True)
    uprn = models.TextField(blank=True)
    safety = models.TextField(blank=True)
    safety_why = models.TextField(blank=True)
    ward = models.TextField(blank=True)
    lsoa = models.TextField(blank=True)

    class Meta(Dated.Meta):
        indexes = [
            _current("address_current"),
            models.Index(
                fields=["postcode"],
                condition=Q(ward="", withdrawn_at__isnull=True, ends_on=""),
                name="address_unplaced",
            ),
        ]


class Reach(Dated):
    """A number or address by which to reach somebody, and whether a message left there is safe."""

    kind = models.TextField()
    value = models.TextField()
    safe_to_leave_message = models.TextField(default="not asked")
    note = models.TextField(blank=True)

    class Meta(Dated.Meta):
        indexes = [_current("reach_current")]


class Trait(Dated):
    """One attribute of a person, mostly a code of a list: ethnicity, sex, accommodation, GP practice and the rest.

    Date of birth and NHS number are kept here, too; the columns of Person show what holds of them now.
    """

    attribute = models.TextField()
    code = models.TextField()
    own_words = models.TextField(blank=True)

    class Meta(Dated.Meta):
        indexes = [
            models.Index(
                fields=["person", "attribute"], condition=Q(withdrawn_at__isnull=True), name="trait_current"
            ),
            models.Index(fields=["attribute", "code"], name="trait_by_code"),
        ]


class Need(Dated):
    """A communication need or reasonable adjustment in the six steps of the Accessible Information Standard
    (DAPB1605): identified, recorded (the row itself), flagged, shared, met, reviewed."""

    kind = models.TextField()
    code = models.TextField()
    detail = models.TextField(blank=True)
    identified_on = models.DateField()
    flagged = models.BooleanField(default=True)
    may_share = models.TextField(default="not asked")
    shared_with = models.TextField(blank=True)
    met = models.TextField(default="not yet")
    met_how = models.TextField(blank=True)
    review_on = models.DateField()
    reviewed_on = models.DateField(null=True)

    class Meta(Dated.Meta):
        indexes = [_current("need_current"), models.Index(fields=["review_on"], name="need_by_review")]
