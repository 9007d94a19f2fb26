"""What the pages show by which two records are joined and parted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from alongside.people.models import Merge, Person
from alongside.people.queries.comparing import (
    Candidate,
    Compared,
    SideRow,
    compared,
    likely_twice,
    side_by_side,
)
from alongside.people.queries.doors import holders
from alongside.people.queries.finding import FoundRow, people
from alongside.people.queries.merging import ids_of, root_of
from alongside.records.actors import Actor
from alongside.web.errors import Missing

_MERGES = "the merges of a person whom the actor sees"


@dataclass(frozen=True)
class MergeRow:
    """One joining of records that stands or was undone."""

    id: int
    number: int
    into: int
    reason: str
    made_by: str
    made_at: datetime
    undone_by: str
    undone_at: datetime | None
    undone_why: str


@dataclass(frozen=True)
class MergePage:
    """A person with the records that may be theirs, too, and those already joined."""

    person: FoundRow
    candidates: Sequence[Candidate]
    merges: Sequence[MergeRow]


@dataclass(frozen=True)
class Two:
    """Two records side by side. `stay` are those who see the ordinary one of an ordinary and a restricted record."""

    one: FoundRow
    other: FoundRow
    version: int
    said: Compared
    rows: Sequence[SideRow]
    stay: Sequence[tuple[str, str]]


def to_merge(person_id: int, actor: Actor) -> MergePage:
    """A person the actor sees, and who else on record may be the same. Missing otherwise."""
    row = _seen(person_id, actor)
    return MergePage(row, likely_twice(row.id, actor), merges(row.id))


def two(one: int, other: int, actor: Actor) -> Two:
    """Two records the actor sees, laid side by side. Missing when either is not theirs to see."""
    mine, theirs = _seen(one, actor), _seen(other, actor)
    if mine.id == theirs.id:
        raise Missing
    version = Person.objects.visible_to(actor).values_list("version", flat=True).get(pk=mine.id)
    ordinary = [row.id for row in (mine, theirs) if not row.restricted]
    stay = holders(ordinary[0]) if len(ordinary) == 1 else []
    said, rows = compared(mine.id, theirs.id), side_by_side(mine.id, theirs.id)
    return Two(mine, theirs, version, said, rows, stay)


def _seen(person_id: int, actor: Actor) -> FoundRow:
    root = root_of(person_id)
    row = people([root], actor)[1][root]
    if not row.is_open:
        raise Missing
    return row


def merges(person_id: int) -> list[MergeRow]:
    """Every merge of the records shown under one person, the newest first."""
    ids = ids_of(person_id)
    rows = Merge.objects.for_system(_MERGES).filter(person_id__in=ids) | Merge.objects.for_system(
        _MERGES
    ).filter(survivor_id__in=ids)
    return [_row(each) for each in rows.select_related("made_by", "undone_by").order_by("-id")]


def merge_row(merge_id: int, actor: Actor) -> MergeRow:
    """A merge of records the actor sees; Missing otherwise."""
    seen = Merge.objects.visible_to(actor).select_related("made_by", "undone_by").filter(pk=merge_id).first()
    if seen is None:
        raise Missing
    return _row(seen)


def _row(merge: Merge) -> MergeRow:
    return MergeRow(
        merge.pk,
        merge.person_id,
        merge.survivor_id,
        merge.reason,
        merge.made_by.name if merge.made_by else "Alongside itself",
        merge.made_at,
        merge.undone_by.name if merge.undone_by else "",
        merge.undone_at,
        merge.undone_why,
    )
