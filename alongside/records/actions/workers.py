"""Workers: signing in and out, posts, absence, leaving."""

from __future__ import annotations

from datetime import date, datetime

from alongside import council
from alongside.records import access, grants, owners
from alongside.records.acting import action, record
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Grant, Post, Shift, Worker
from alongside.web import formats
from alongside.web.errors import Refused


def _the_door_itself(actor: Actor, _worker: Worker | None) -> bool:
    return actor is SYSTEM


@action("records.add worker", may=access.keep_workers)
def add_worker(
    *, by: Actor, at: datetime, name: str, sign_in_name: str, email: str = "", phone: str = ""
) -> int:
    """Let somebody sign in; what they may do comes with a post."""
    if Worker.objects.filter(sign_in_name__iexact=sign_in_name.strip()).exists():
        raise Refused(f"Somebody signs in as “{sign_in_name}” already. Choose another name.", "sign_in_name")
    worker = Worker(name=name.strip(), sign_in_name=sign_in_name.strip(), email=email, phone=phone)
    worker.set_unusable_password()
    worker.save()
    return int(worker.pk)


@action("records.appoint", on=Worker, may=access.keep_workers)
def appoint(
    worker: Worker, *, by: Actor, at: datetime, role: str, holder: str = "", until: datetime | None = None
) -> int:
    """Give a worker a role, in a team (`team:mash`) or an outside organisation (`org:5`)."""
    here = council.current()
    if worker.pk == by.worker_id:
        raise Refused("You cannot give yourself a role. Ask a colleague who keeps workers.")
    if role not in {known.key for known in here.roles}:
        raise Refused(f"There is no role “{role}” in the council's configuration.", "role")
    if holder.startswith("team:") and holder.removeprefix("team:") not in {team.key for team in here.teams}:
        raise Refused(
            f"There is no team “{holder.removeprefix('team:')}” in the council's configuration.", "holder"
        )
    if not worker.is_active:
        raise Refused(f"{worker.name} has left. Take the leaving back first.")
    held = list(Post.objects.held_at(at).filter(worker=worker).order_by("id").values_list("role", flat=True))
    if together := here.clashes([*held, role]):
        raise Refused(together[0], "role")
    post = Post.objects.create(worker=worker, role=role, holder=holder, starts_at=at, ends_at=until)
    record(
        None, "records.appointed", f"{worker.name} was given the role {role}.", worker=worker.pk, post=post.pk
    )
    return int(post.pk)


@action("records.end post", on=Post, may=access.keep_workers)
def end_post(post: Post, *, by: Actor, at: datetime) -> None:
    """End a role of a worker; access through it ends with it."""
    if post.ends_at is not None and post.ends_at <= at:
        raise Refused("This post has ended already.")
    post.ends_at = at
    post.save(update_fields=["ends_at"])
    record(
        None, "records.post ended", f"{post.worker.name} no longer has the role {post.role}.", post=post.pk
    )


@action("records.suspend post", on=Post, may=access.lend)
def suspend_post(post: Post, *, by: Actor, at: datetime, from_at: datetime | None, why: str = "") -> None:
    """Note from when a post gives no access (None: it gives access again)."""
    post.suspended_from_at, post.suspended_why = from_at, why if from_at else ""
    post.save(update_fields=["suspended_from_at", "suspended_why"])


@action("records.leave", on=Worker, may=access.keep_workers)
def leave(worker: Worker, *, by: Actor, at: datetime, left_on: date, hand_to: str = "") -> dict[str, int]:
    """A worker leaves: sign-in, posts, shift and own grants end; who they could see and everything that they own goes
    to `hand_to` (a holder).

    Answers how many records were handed on. Refuses to leave a record that nobody else can see, or a thing that nobody
    else answers for.
    """
    if worker.left_on is not None:
        raise Refused(f"{worker.name} has left already.")
    if worker.pk == by.worker_id:
        raise Refused("You cannot record your own leaving. Ask a colleague who keeps workers.")
    known = _worked_with(worker, at)
    _heir(worker, known, hand_to)
    own = f"worker:{worker.pk}"
    handed = owners.hand_over(own, hand_to, by=by, at=at)
    for grant in _lasting(worker, at):
        grants.give(
            grant.record,
            hand_to,
            grant.basis,
            at=at,
            source=grant.source,
            named=grant.named,
            reason=f"{worker.name} left",
            set_aside_by=grant.set_aside_by,
        )
    grants.end(Grant.objects.standing_at(at).filter(holder=own), at=at, why="left")
    cover = Grant.objects.standing_at(at).filter(source=f"absence:{worker.pk}")
    grants.end(cover, at=at, why=f"{worker.name} left")
    _sign_out(worker, at)
    worker.is_active, worker.left_on = False, left_on
    worker.version += 1
    worker.save(update_fields=["is_active", "left_on", "version"])
    record(
        None,
        "records.left",
        f"{worker.name} left.",
        worker=worker.pk,
        handed=len(known),
        to=hand_to,
        owned=handed,
    )
    for follower in owners.followers:
        follower(worker, known, hand_to, by=by, at=at)
    return {"handed": len(known)}


def _heir(worker: Worker, known: list[int], hand_to: str) -> None:
    """Refuse a leaving after which something would be nobody's."""
    own = f"worker:{worker.pk}"
    held = ", ".join(filter(None, (_records(known), owners.in_words(owners.owned(own)))))
    if held and not hand_to:
        raise Refused(f"{worker.name} holds {held}. Say who takes over.", "hand_to")
    if held and grants.holder_of_work(hand_to, "hand_to") == own:
        raise Refused(f"{worker.name} is the one who leaves. Choose somebody else.", "hand_to")


def _records(known: list[int]) -> str:
    return formats.count(len(known), "record") if known else ""


def _lasting(worker: Worker, at: datetime) -> list[Grant]:
    standing = Grant.objects.standing_at(at).filter(holder=f"worker:{worker.pk}", basis__in=grants.LASTING)
    return list(standing.select_related("record", "set_aside_by").order_by("id"))


def _worked_with(worker: Worker, at: datetime) -> list[int]:
    """The records of everybody this worker works for, each once."""
    return list(dict.fromkeys(grant.record_id for grant in _lasting(worker, at)))


def _sign_out(worker: Worker, at: datetime) -> None:
    for post in Post.objects.held_at(at).filter(worker=worker).order_by("id"):
        post.ends_at = at
        post.save(update_fields=["ends_at"])
    for shift in Shift.objects.filter(worker=worker, ended_at__isnull=True).order_by("id"):
        shift.ended_at = at
        shift.save(update_fields=["ended_at"])


@action("records.absent", on=Worker, may=access.keep_workers)
def absent(
    worker: Worker, *, by: Actor, at: datetime, from_on: date, until_on: date | None, covered_by: int
) -> None:
    """A worker is away: a colleague covers, and sees what the worker sees until the absence ends."""
    if until_on is not None and until_on < from_on:
        raise Refused("The absence ends before it begins. Check the two dates.", "until_on")
    cover = Worker.objects.filter(pk=covered_by, is_active=True).first()
    if cover is None or cover.pk == worker.pk:
        raise Refused("Choose a colleague who is at work to cover.", "covered_by")
    worker.absent_from_on, worker.absent_until_on, worker.covered_by = from_on, until_on, cover
    worker.version += 1
    worker.save(update_fields=["absent_from_on", "absent_until_on", "covered_by", "version"])
    grants.end(
        Grant.objects.standing_at(at).filter(source=f"absence:{worker.pk}"), at=at, why="somebody else covers"
    )
    for grant in _lasting(worker, at):
        grants.cover(grant, worker, at=at)
    record(
        None,
        "records.absent",
        f"{worker.name} is away; {cover.name} covers.",
        worker=worker.pk,
        cover=cover.pk,
        owned={name: len(keys) for name, keys in owners.owned(f"worker:{worker.pk}").items()},
    )


@action("records.back", on=Worker, may=access.keep_workers)
def back(worker: Worker, *, by: Actor, at: datetime) -> None:
    """A worker is back: the cover ends."""
    if worker.absent_from_on is None:
        raise Refused(f"{worker.name} is not recorded as away.")
    grants.end(
        Grant.objects.standing_at(at).filter(source=f"absence:{worker.pk}"),
        at=at,
        why=f"{worker.name} is back",
    )
    worker.absent_from_on = worker.absent_until_on = worker.covered_by = None
    worker.version += 1
    worker.save(update_fields=["absent_from_on", "absent_until_on", "covered_by", "version"])
    record(None, "records.back", f"{worker.name} is back.", worker=worker.pk)


@action("records.sign in", on=Worker, may=_the_door_itself)
def sign_in(worker: Worker, *, by: Actor, at: datetime, how: str) -> None:
    """Write down that a worker signed in, and how."""
    worker.last_login = at
    worker.save(update_fields=["last_login"])
    record(None, "records.signed in", f"{worker.name} signed in.", worker=worker.pk, how=how)
