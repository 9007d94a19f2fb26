"""Grants: who may see which record, materialised by the actions that create the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from alongside import council
from alongside.records import clock
from alongside.records.models import Grant, Record, Restriction, Shift, Worker
from alongside.web.errors import Refused

# Bases that mean work for the person, not a look: covered while a worker is away, handed on when they leave.
LASTING = ("allocated", "named on a restricted record")


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
    set_aside_by: Restriction | None = None,
) -> Grant:
    """Let a holder see the record from `at` until `until` (None: until ended). Refuses an unnamed grant on a
    restricted record: only its officer and a broken glass open those. One that takes the place of a grant set aside
    is set aside as well."""
    if record.restricted and not named and set_aside_by is None:
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
        set_aside_by=set_aside_by,
    )
    if basis in LASTING:
        _cover(grant, at=at)
    follow([record.pk], at)
    return grant


def _cover(grant: Grant, *, at: datetime) -> None:
    """Work that comes to somebody who is away is seen by whoever covers for them, like what they had before."""
    kind, _colon, key = grant.holder.partition(":")
    if kind != "worker":
        return
    away = Worker.objects.filter(pk=key, absent_from_on__isnull=False, covered_by__is_active=True)
    worker = away.exclude(absent_until_on__lt=clock.day_of(at)).select_related("covered_by").first()
    if worker is not None:
        cover(grant, worker, at=at)


def cover(grant: Grant, worker: Worker, *, at: datetime) -> None:
    """Let whoever covers for this worker see what the grant lets the worker see, until the absence is over."""
    give(
        grant.record,
        f"worker:{worker.covered_by_id}",
        "covering",
        at=at,
        source=f"absence:{worker.pk}",
        named=grant.named,
        reason=f"Covering for {worker.name}",
        until=grant.ends_at,
        set_aside_by=grant.set_aside_by,
    )


def holder_of_work(holder: str, field: str) -> str:
    """The holder, when somebody stands behind it; otherwise Refused: a record given to nobody is lost."""
    kind, _colon, key = holder.partition(":")
    known = {
        "worker": lambda: _at_work(key),
        "team": lambda: key in {team.key for team in council.current().teams},
        "org": lambda: True,
    }
    if kind not in known or not key or (kind != "team" and not key.isdecimal()) or not known[kind]():
        raise Refused("Choose a worker who is at work, or a team.", field)
    return holder


def _at_work(key: str) -> bool:
    rows = Worker.objects.filter(pk=key, is_active=True, left_on__isnull=True)
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        # Who is given work does not leave meanwhile: the leaving waits, and hands this on as well.
        rows = rows.select_for_update(no_key=True)
    return rows.first() is not None


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
    return sorted([*said, *_against_restriction(at), *_outlived(at)])


def _against_restriction(at: datetime) -> Iterable[str]:
    """A restricted record has a restriction in force, and only named grants are open on it."""
    for grant in Grant.objects.open_at(at).filter(record__restricted=True, named=False).order_by("id"):
        yield f"Record {grant.record_id} is restricted, yet {grant.holder} has an ordinary grant."
    in_force = Restriction.objects.filter(ended_at__isnull=True).values("record_id")
    for record in Record.objects.filter(restricted=True).exclude(id__in=in_force).order_by("id"):
        yield f"Record {record.pk} is marked as restricted, and no restriction on it is in force."
    for record in Record.objects.filter(restricted=False, id__in=in_force).order_by("id"):
        yield f"Record {record.pk} has a restriction in force and is not marked as restricted."
    for grant in Grant.objects.filter(set_aside_by__ended_at__isnull=False).order_by("id"):
        yield f"Record {grant.record_id}: the grant of {grant.holder} is set aside by a restriction that was lifted."


def _outlived(at: datetime) -> Iterable[str]:
    """Access that ought to have ended with what it came from."""
    lifted = Restriction.objects.filter(ended_at__isnull=False).order_by("id").values_list("id", flat=True)
    shifts = Shift.objects.filter(ended_at__lte=at).order_by("id").values_list("id", flat=True)
    present = Worker.objects.filter(absent_from_on__isnull=True).order_by("id").values_list("id", flat=True)
    leavers = Worker.objects.filter(left_on__isnull=False).order_by("id").values_list("id", flat=True)
    over = {
        **{f"restriction:{key}": "a restriction that was lifted" for key in lifted},
        **{f"shift:{key}": "a shift that has ended" for key in shifts},
        **{f"absence:{key}": "an absence that is over" for key in present},
    }
    gone = {f"worker:{key}" for key in leavers}
    standing = Grant.objects.standing_at(at).exclude(source="", holder__startswith="team:").order_by("id")
    for grant in standing.iterator(chunk_size=2_000):
        if grant.source in over:
            yield f"Record {grant.record_id}: {grant.holder} still has the access of {over[grant.source]}."
        if grant.holder in gone:
            yield f"Record {grant.record_id}: {grant.holder} has left and still has access."
