"""Grants: who may see which record, materialised by the actions that create the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from alongside.records.models import Grant, Record
from alongside.web.errors import Refused


@dataclass(frozen=True)
class Due:
    """A grant that ought to be there, as its source says it."""

    record_id: int
    holder: str
    basis: str
    source: str
    ends_at: datetime | None


# A room that gives grants registers, under the word before the colon of `source`, how to say which are due now.
sources: dict[str, Callable[[datetime], Iterable[Due]]] = {}

# A room that shows several records as one is told of each record whose access changed, so that the others follow.
followers: list[Callable[[int, datetime], None]] = []


def give(
    record: Record,
    holder: str,
    basis: str,
    *,
    at: datetime,
    until: datetime | None = None,
    source: str = "",
    reason: str = "",
    named: bool = False,
) -> Grant:
    """Let a holder see the record from `at` until `until` (None: until ended). Refuses an unnamed grant on a
    restricted record: only its officer and a broken glass open those."""
    if record.restricted and not named:
        raise Refused("This record is restricted. The restricted-records officer decides who is named on it.")
    grant = Grant.objects.create(
        record=record,
        holder=holder,
        basis=basis,
        source=source,
        named=named,
        reason=reason,
        starts_at=at,
        ends_at=until,
    )
    follow([record.pk], at)
    return grant


def end(grants: Iterable[Grant], *, at: datetime, why: str) -> int:
    """End these grants now, saying why; returns how many were still open."""
    ended = []
    for grant in grants:
        if grant.ends_at is None or grant.ends_at > at:
            grant.ends_at, grant.ended_why = max(at, grant.starts_at), why
            grant.save(update_fields=["ends_at", "ended_why"])
            ended.append(grant.record_id)
    follow(ended, at)
    return len(ended)


def follow(record_ids: Iterable[int], at: datetime) -> None:
    """Tell who follows that access to these records changed: whoever sets grants aside or ends them must."""
    for record_id in dict.fromkeys(record_ids):
        for follower in followers:
            follower(record_id, at)


def differences(at: datetime) -> list[str]:
    """Sentences on each grant that its source does not bear out, and each that is due and not there."""
    said = []
    for word, due_now in sorted(sources.items()):
        due = {(each.record_id, each.holder, each.source) for each in due_now(at)}
        there = set(
            Grant.objects.open_at(at)
            .filter(source__startswith=f"{word}:")
            .values_list("record_id", "holder", "source")
        )
        said += [
            f"Record {row[0]}: {row[1]} has access from {row[2]}, which does not give it."
            for row in there - due
        ]
        said += [f"Record {row[0]}: {row[1]} lacks the access that {row[2]} gives." for row in due - there]
    restricted = Grant.objects.open_at(at).filter(record__restricted=True, named=False).order_by("id")
    said += [
        f"Record {grant.record_id} is restricted, yet {grant.holder} has an ordinary grant."
        for grant in restricted
    ]
    return sorted(said)
