"""Merged records are one file: what is held on one of them is due on each of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Held:
    """Access that a holder has to a record in its own right. `ends_at` None: until somebody ends it."""

    record_id: int
    holder: str
    basis: str
    named: bool
    ends_at: datetime | None


@dataclass(frozen=True)
class Cluster:
    """Records shown as one: each merged record's pointer, and the merge that made it."""

    into: Mapping[int, int]
    merges: Mapping[int, int]
    root: int

    @property
    def record_ids(self) -> list[int]:
        """Every record, the one they are shown under first."""
        return [self.root, *sorted(self.into)]

    def merge_between(self, record_id: int, other: int) -> int:
        """The merge by which `record_id` shares what is held on `other`: its own, or the root's with that branch."""
        if record_id != self.root:
            return self.merges[record_id]
        while self.into[other] != self.root:
            other = self.into[other]
        return self.merges[other]

    def below(self, record_id: int) -> set[int]:
        """The record and every record that points to it, directly or by others."""
        found = {record_id}
        while more := {each for each, into in self.into.items() if into in found} - found:
            found |= more
        return found


@dataclass(frozen=True)
class Follows:
    """Access due on a record because of a merge."""

    record_id: int
    holder: str
    basis: str
    named: bool
    ends_at: datetime | None
    merge_id: int


def due(cluster: Cluster, held: Iterable[Held]) -> list[Follows]:
    """The access each record owes to the others: for each holder once, named and unnamed apart, the longest time."""
    found: dict[tuple[int, str, bool], Follows] = {}
    for access in held:
        for follows in _on_the_others(cluster, access):
            key = (follows.record_id, follows.holder, follows.named)
            before = found.get(key)
            if before is None or _later(follows.ends_at, before.ends_at):
                found[key] = follows
    return list(found.values())


def _on_the_others(cluster: Cluster, held: Held) -> Iterator[Follows]:
    for record_id in cluster.record_ids:
        if record_id != held.record_id:
            merge_id = cluster.merge_between(record_id, held.record_id)
            yield Follows(record_id, held.holder, held.basis, held.named, held.ends_at, merge_id)


def _later(one: datetime | None, other: datetime | None) -> bool:
    return other is not None and (one is None or one > other)
