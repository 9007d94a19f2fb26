"""The proof that nobody is lost: every night, and whenever somebody asks for it; what was found is kept.

It looks at the whole database, so it is done by the worker, beside its other jobs, and never within a request.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from alongside.records import access, check, clock, rules
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.records.models import Proof

# In London: when the day's work is over and the night's has begun.
NIGHT = time(2)


@action("records.ask for a proof", may=access.see_health)
def ask(*, by: Actor, at: datetime) -> int:
    """Have everything looked at now; answers the number of the look, or of the one that is under way."""
    waiting = Proof.objects.filter(ended_at__isnull=True).order_by("id").first()
    if waiting is not None:
        return int(waiting.pk)
    return int(Proof.objects.create(asked_at=at, asked_by_id=by.worker_id).pk)


def prove_due() -> Proof | None:
    """Do what was asked for, or the night's when its time has come; None when there is nothing to do."""
    now = clock.now()
    _tonight(now)
    proof = _claim(now)
    return _prove(proof) if proof is not None else None


def _tonight(now: datetime) -> None:
    here = timezone.localtime(now)
    if here.time() < NIGHT or Proof.objects.filter(night_on=here.date()).exists():
        return
    try:
        with transaction.atomic():
            Proof.objects.create(asked_at=now, night_on=here.date())
    except IntegrityError:
        return  # Another worker was quicker.


def _claim(now: datetime) -> Proof | None:
    """The oldest that nobody does: not begun, or begun by a worker that has said nothing for too long."""
    silent = Q(begun_at__isnull=True) | Q(seen_at__lt=now - rules.LEASE)
    seen = Proof.objects.filter(silent, ended_at__isnull=True).order_by("id").first()
    if seen is None:
        return None
    unchanged = Proof.objects.filter(pk=seen.pk, begun_at=seen.begun_at, ended_at__isnull=True)
    # Of two workers one finds the row as it was.
    if not unchanged.update(begun_at=now, seen_at=now, done=0, of=len(check.checks)):
        return None
    return Proof.objects.get(pk=seen.pk)


def _prove(proof: Proof) -> Proof:
    mine = Proof.objects.filter(pk=proof.pk, begun_at=proof.begun_at)
    found: list[check.Finding] = []
    for number, each in enumerate(check.checks):
        mine.update(done=number, now_at=each.name, seen_at=clock.now())
        found.append(_looked(each))
    ended = max(clock.now(), proof.asked_at + timedelta(microseconds=1))
    mine.update(
        done=len(found),
        now_at="",
        ended_at=ended,
        is_well=all(each.ok for each in found),
        found=[asdict(each) for each in found],
    )
    return Proof.objects.get(pk=proof.pk)


def _looked(each: check.Check) -> check.Finding:
    """What a check found; one that cannot look proves nothing, and stops none of the others."""
    try:
        return check.look_at(each)
    except Exception as problem:  # whatever it is, the others still look
        said = f"It could not look: {type(problem).__name__}: {problem}"
        return check.Finding(each.name, False, said, "Tell whoever runs Alongside.", each.lost, 1)
