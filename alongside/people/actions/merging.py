"""Joining two records of one person by a pointer, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from alongside.people import access
from alongside.people.actions.following import Cluster, cluster_of, settle, settle_alone
from alongside.people.actions.showing import refresh
from alongside.people.models import Merge, Person
from alongside.people.queries.comparing import compared
from alongside.records import grants
from alongside.records.acting import action, reason_given, record
from alongside.records.actors import Actor
from alongside.records.models import Grant, Restriction
from alongside.web.errors import Missing, Refused

_POINTER = "the merge moves a pointer between records that the actor was shown side by side"


@action("people.merge", on=Person, may=access.merge)
def merge(person: Person, *, by: Actor, at: datetime, survivor: int, stay: Sequence[str] = ()) -> int:
    """Show this record under the survivor's from now on; answers the merge's number, by which it is undone.

    Both keep their own rows. Whoever could see one sees both; restricted if either is, and then `stay` says who of
    those that saw the ordinary record is named. Refused for two people who are known to be two.
    """
    other = _survivor(person, survivor, by)
    if not reason_given():
        raise Refused("Say how you know that the two are one person.", "reason")
    two = compared(person.pk, other.pk)
    if two.bars:
        raise Refused(f"{two.bars[0]}. {two.mend[0]}")
    _may_join_restricted(person, other, by)
    version = _step(person, other)
    made = Merge.objects.create(
        person=person,
        survivor=other,
        reason=reason_given(),
        score={"score": two.score, "reasons": list(two.reasons)},
        made_at=at,
        made_by_id=by.worker_id,
    )
    everyone = Person.objects.for_system(_POINTER)
    everyone.filter(root_id=person.pk).update(root_id=other.pk)
    everyone.filter(pk=person.pk).update(merged_into_id=other.pk, root_id=other.pk, version=version)
    settle(other.pk, at)
    _name_those_who_stay((person, other), stay, at)
    _show_anew(person.pk, other.pk)
    _write_down(made, "people.merged", "Records {} and {} are one person: they were joined.")
    return int(made.pk)


@action("people.undo merge", on=Merge, may=access.merge)
def undo(joined: Merge, *, by: Actor, at: datetime) -> int:
    """Take a merge back: each record has its own rows again, those written since where they were written; answers
    the number of the record that stands alone again."""
    if joined.undone_at is not None:
        raise Refused("This merge has been undone already.")
    if not reason_given():
        raise Refused("Say how you know that they are two people.", "reason")
    before = cluster_of(joined.person_id)
    joined.undone_at, joined.undone_by_id, joined.undone_why = at, by.worker_id, reason_given()
    joined.save(update_fields=["undone_at", "undone_by", "undone_why"])
    everyone = Person.objects.for_system(_POINTER)
    everyone.filter(pk=joined.person_id).update(merged_into_id=None)
    if before is not None:
        _part(before, joined.person_id, at)
    _write_down(joined, "people.merge undone", "Records {} and {} are two people: they were parted.")
    return int(joined.person_id)


def _survivor(person: Person, survivor: int, by: Actor) -> Person:
    other: Person | None = Person.objects.visible_to(by).filter(pk=survivor).first()
    if other is None:
        raise Missing
    if other.pk == person.pk:
        raise Refused("These are the same record.")
    if person.merged_into_id or other.merged_into_id:
        raise Refused("One of the two has been merged since you opened this page. Open both people again.")
    return other


def _may_join_restricted(person: Person, other: Person, by: Actor) -> None:
    one_is = person.record.restricted != other.record.restricted
    if one_is and not by.may("restrict people"):
        raise Refused(
            "One of the two is restricted. Only somebody who restricts records can join it to another."
        )


def _step(person: Person, survivor: Person) -> int:
    """Count the change past both versions: a form opened on either before is stale wherever it is sent. Refused when
    the survivor was merged away since it was read."""
    version = max(person.version, survivor.version) + 1
    standing = Person.objects.for_system(_POINTER).filter(pk=survivor.pk, merged_into__isnull=True)
    if not standing.update(version=version):
        raise Refused("The other record has just been merged itself. Open both people again.")
    return version


def _name_those_who_stay(two: Sequence[Person], stay: Sequence[str], at: datetime) -> None:
    """Of a restricted and an ordinary record, those chosen are named on the one that was ordinary."""
    copies = Restriction.objects.filter(
        record_id__in=[each.pk for each in two], ended_at__isnull=True, source__startswith="restriction:"
    )
    for copy in copies.order_by("id"):
        saw_it = set(Grant.objects.filter(set_aside_by=copy).values_list("holder", flat=True))
        for holder in sorted(saw_it & set(stay)):
            grants.give(
                copy.record,
                holder,
                "named on a restricted record",
                at=at,
                source=f"restriction:{copy.pk}",
                reason=reason_given(),
                named=True,
            )


def _part(before: Cluster, person_id: int, at: datetime) -> None:
    """Both sides of what was one: new roots, and the access each side has in its own right."""
    own = before.below(person_id)
    everyone = Person.objects.for_system(_POINTER)
    everyone.filter(pk__in=own).update(root_id=person_id)
    both = everyone.filter(pk__in=[person_id, before.root])
    both.update(version=max(both.values_list("version", flat=True)) + 1)
    settle_alone(own, at)
    settle_alone(set(before.record_ids) - own, at)
    _show_anew(person_id, before.root)


def _show_anew(*person_ids: int) -> None:
    for person in Person.objects.for_system(_POINTER).filter(pk__in=person_ids).order_by("pk"):
        refresh(person)


def _write_down(joined: Merge, kind: str, sentence: str) -> None:
    """On both records, and by number: once parted, the readers of one may not be allowed to know of the other."""
    said = sentence.format(joined.survivor_id, joined.person_id)
    for record_id in (joined.survivor_id, joined.person_id):
        record(record_id, kind, said, merge=joined.pk, person=joined.person_id, survivor=joined.survivor_id)
