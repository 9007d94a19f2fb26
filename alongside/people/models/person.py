"""The person, the pointer by which two records become one, and the keys by which a person is found."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from alongside.records.guard import Guarded
from alongside.records.models import Record, Worker


class Person(Guarded):
    """Somebody known to adult social care. The dated tables hold what is known; the columns below `version` are
    what lists and search show of it now, kept by the actions and compared by `alongside check`."""

    record_path: ClassVar[str] = "record_id"
    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="person")
    version = models.PositiveIntegerField(default=1)
    # Approximate dates as text: "1941-07-03", "1949-06", "1949", "~1949", "" (people.rules.dates).
    born = models.TextField(blank=True)
    died = models.TextField(blank=True)
    moved_away = models.TextField(blank=True)
    nhs_number = models.TextField(blank=True)
    nhs_status = models.TextField(blank=True)
    nhs_absent_reason = models.TextField(blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # The person at the end of the pointers; itself when not merged. All rows of one root are one record.
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    name = models.TextField()
    sort_name = models.TextField()
    known_as = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    ward = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        indexes = [
            models.Index(fields=["sort_name", "record"], name="person_by_name"),
            models.Index(fields=["nhs_number"], condition=~Q(nhs_number=""), name="person_by_nhs_number"),
        ]
        constraints = [
            models.CheckConstraint(
                name="nhs_number_or_reason_absent", condition=Q(nhs_number="") | Q(nhs_absent_reason="")
            ),
            models.CheckConstraint(name="not_merged_into_oneself", condition=~Q(merged_into=F("record"))),
        ]

    def __str__(self) -> str:
        return self.name


class Merge(Guarded):
    """One joining of two records: `person` keeps their own rows and points to `survivor` until it is undone."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    survivor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField()
    score = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    undone_why = models.TextField(blank=True)

    class Meta(Guarded.Meta):
        constraints = [
            models.UniqueConstraint(
                name="merged_once", fields=["person"], condition=Q(undone_at__isnull=True)
            ),
        ]


class SortedText(models.TextField):
    """Text in the order of its bytes, so that the keys that begin alike stand together on both databases."""

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        """SQLite compares bytes anyway; PostgreSQL has to be told."""
        given: dict[str, Any] = super().db_parameters(connection)
        return given | ({"collation": "C"} if connection.vendor == "postgresql" else {})


class SearchKey(models.Model):
    """One way of finding a person (people.rules.search_keys)."""

    derived: ClassVar[str] = "rebuilt by people.actions.person.reindex"
    pk = models.CompositePrimaryKey("kind", "key", "person_id")
    kind = models.PositiveSmallIntegerField()
    key = SortedText()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        db_table = "people_search_key"


class SearchCard(models.Model):
    """What a search compares of a person once a key has found them (people.rules.search)."""

    derived: ClassVar[str] = "rebuilt by people.actions.person.reindex"
    # The person's key, told and never counted up: only such a key is the row's own place on SQLite, one descent fewer.
    person_id = models.BigAutoField(primary_key=True)
    names = models.TextField()
    year = models.PositiveSmallIntegerField(null=True)
    month = models.PositiveSmallIntegerField(null=True)
    day = models.PositiveSmallIntegerField(null=True)
    postcodes = models.TextField(blank=True)

    class Meta:
        db_table = "people_search_card"
