"""Keeps the access to merged records together: told by `records.grants` of every change, and by every merge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from alongside.people.models import Merge, Person
from alongside.people.rules.following import Cluster, Follows, Held, due
from alongside.records import grants
from alongside.records.models import Grant, Record, Restriction

_POINTERS = "to keep the access to merged records together"


def cluster_of(record_id: int) -> Cluster | None:
    """The records this one is shown with; None for a record that stands alone."""
    joined = Person.objects.for_system(_POINTERS).filter(
        Q(pk=record_id) | Q(root__in=Person.objects.for_system(_POINTERS).filter(pk=record_id).values("root"))
    )
    rows = list(joined.order_by("pk").values_list("pk", "merged_into_id", "root_id"))
    if len(rows) < 2:
        return None
    into = {pk: merged_into for pk, merged_into, _root in rows if merged_into}
    merges = Merge.objects.for_system(_POINTERS).filter(person_id__in=list(into), undone_at__isnull=True)
    return Cluster(into, dict(merges.values_list("person_id", "id")), rows[0][2])


def settle(record_id: int, at: datetime) -> None:
    """Bring every record shown with this one to the same restrictions and the same holders."""
    cluster = cluster_of(record_id)
    if cluster is None:
        return
    settle_restrictions(cluster.record_ids, at)
    settle_grants(cluster.record_ids, due(cluster, _held(cluster.record_ids, at)), at)


def settle_alone(record_ids: Iterable[int], at: datetime) -> None:
    """Bring these to what they hold without the records they were parted from."""
    ids = sorted(record_ids)
    cluster = cluster_of(ids[0])
    settle_restrictions(ids, at)
    settle_grants(ids, due(cluster, _held(ids, at)) if cluster else (), at)


def settle_restrictions(record_ids: Sequence[int], at: datetime) -> None:
    """One restricted, all restricted; the last restriction lifted, none."""
    standing = list(
        Restriction.objects.filter(record_id__in=record_ids, ended_at__isnull=True).order_by("id")
    )
    own = [each for each in standing if not _copied(each)]
    wanted = {
        (record, f"restriction:{each.pk}"): each
        for each in own
        for record in record_ids
        if record != each.record_id
    }
    for copy in filter(_copied, standing):
        if wanted.pop((copy.record_id, copy.source), None) is None:
            _lift(copy, at)
    for (record, _source), original in wanted.items():
        _restrict(record, original, at)


def _copied(restriction: Restriction) -> bool:
    return restriction.source.startswith("restriction:")


def _restrict(record_id: int, original: Restriction, at: datetime) -> None:
    made = Restriction.objects.create(
        record_id=record_id,
        category=original.category,
        reason=original.reason,
        source=f"restriction:{original.pk}",
        starts_at=at,
        review_on=original.review_on,
    )
    ordinary = Grant.objects.open_at(at).filter(record_id=record_id, named=False)
    ordinary.update(set_aside_by=made)
    Record.objects.filter(pk=record_id).update(restricted=True)


def _lift(copy: Restriction, at: datetime) -> None:
    copy.ended_at, copy.ended_why = (
        at,
        "the record it was merged with is no longer restricted or no longer merged",
    )
    copy.save(update_fields=["ended_at", "ended_why"])
    heir = Restriction.objects.filter(record_id=copy.record_id, ended_at__isnull=True).order_by("id").first()
    Grant.objects.filter(set_aside_by=copy).update(set_aside_by=heir)
    named_here = Grant.objects.open_at(at).filter(source=f"restriction:{copy.pk}")
    _end(named_here, at, "restriction lifted")
    Record.objects.filter(pk=copy.record_id).update(restricted=heir is not None)


def _held(record_ids: Sequence[int], at: datetime) -> Iterable[Held]:
    own = Grant.objects.open_at(at).filter(record_id__in=record_ids).exclude(source__startswith="merge:")
    rows = own.order_by("id").values_list("record_id", "holder", "basis", "named", "ends_at")
    return [Held(*row) for row in rows]


def settle_grants(record_ids: Sequence[int], wanted: Iterable[Follows], at: datetime) -> None:
    """Give the access that is due, end what no longer is."""
    there = list(
        Grant.objects.open_at(at).filter(record_id__in=record_ids, source__startswith="merge:").order_by("id")
    )
    owed = {_key(each): each for each in wanted}
    superfluous = [grant.pk for grant in there if owed.pop(_key_of(grant), None) is None]
    _end(Grant.objects.filter(pk__in=superfluous), at, "no longer merged with a record that gives it")
    for each in owed.values():
        Grant.objects.create(
            record_id=each.record_id,
            holder=each.holder,
            basis=each.basis,
            source=f"merge:{each.merge_id}",
            named=each.named,
            starts_at=at,
            ends_at=each.ends_at,
        )


def _end(standing: Iterable[Grant], at: datetime, why: str) -> None:
    for grant in standing:
        grant.ends_at, grant.ended_why = max(at, grant.starts_at), why
        grant.save(update_fields=["ends_at", "ended_why"])


_Key = tuple[int, str, bool, datetime | None, str, str]


def _key(each: Follows) -> _Key:
    return (each.record_id, each.holder, each.named, each.ends_at, each.basis, f"merge:{each.merge_id}")


def _key_of(grant: Grant) -> _Key:
    return (grant.record_id, grant.holder, grant.named, grant.ends_at, grant.basis, grant.source)


def due_now(at: datetime) -> Iterable[grants.Due]:
    """For `alongside check`: every grant that a standing merge gives."""
    standing = Person.objects.for_system("to check the access to merged records")
    for root in (
        standing.filter(merged_into__isnull=False)
        .order_by("root_id")
        .values_list("root_id", flat=True)
        .distinct()
    ):
        cluster = cluster_of(root)
        for each in due(cluster, _held(cluster.record_ids, at)) if cluster else ():
            yield grants.Due(each.record_id, each.holder, each.basis, f"merge:{each.merge_id}", each.ends_at)


grants.sources["merge"] = due_now
grants.followers.append(settle)
