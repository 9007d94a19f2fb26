"""Workers, their posts and their emergency duty shifts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from alongside import council
from alongside.records import clock
from alongside.records.models import Grant, Post, Record, Shift, Worker
from alongside.records.queries.naming import holder_names, record_names
from alongside.web.door import link


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as in the demo."""

    worker_id: int
    name: str
    roles: str
    team: str
    description: str
    suspended: bool


def personas() -> list[Persona]:
    """Every worker with a post now, with what their role may do in plain English."""
    here = council.current()
    roles = {role.key: role for role in here.roles}
    now = clock.now()
    posts = list(
        Post.objects.held_at(now)
        .filter(worker__is_active=True)
        .order_by("worker_id", "id")
        .select_related("worker")
    )
    places = holder_names(post.holder for post in posts)
    seen: dict[int, Persona] = {}
    for post in posts:
        role = roles.get(post.role)
        title, said = (role.title, role.description) if role else (post.role, "")
        before = seen.get(post.worker_id)
        seen[post.worker_id] = Persona(
            post.worker_id,
            post.worker.name,
            ", ".join(dict.fromkeys([*before.roles.split(", "), title])) if before else title,
            before.team if before else places[post.holder],
            before.description if before else said,
            post.suspended_from_at is not None and post.suspended_from_at <= now,
        )
    return sorted(seen.values(), key=lambda persona: persona.worker_id)


@dataclass(frozen=True)
class WorkerRow:
    """One worker on the list of workers."""

    id: int
    name: str
    sign_in_name: str
    posts: str
    state: str
    last_seen: datetime | None

    @property
    def href(self) -> str:
        """The worker's page."""
        return link("records.worker", worker_id=self.id)


def workers() -> list[WorkerRow]:
    """Everybody who signs in or once did, by name."""
    here = council.current()
    roles = {role.key: role.title for role in here.roles}
    posts = list(Post.objects.held_at(clock.now()).order_by("id"))
    places = holder_names(post.holder for post in posts)
    held: dict[int, list[str]] = {}
    for post in posts:
        place = places[post.holder]
        held.setdefault(post.worker_id, []).append(
            f"{roles.get(post.role, post.role)}{f', {place}' if place else ''}"
        )
    return [
        WorkerRow(
            worker.pk,
            worker.name,
            worker.sign_in_name,
            "; ".join(held.get(worker.pk, [])),
            worker_state(worker),
            worker.last_login,
        )
        for worker in Worker.objects.select_related("covered_by").order_by("name", "pk")
    ]


def everybody() -> list[tuple[int, str]]:
    """Every worker who ever signed in, by name: key and name."""
    return list(Worker.objects.order_by("name", "pk").values_list("pk", "name"))


def dormant() -> list[tuple[int, str, datetime | None]]:
    """Workers whose account nobody has used for longer than the council allows, with when it was last used."""
    before = clock.now() - timedelta(days=council.current().access.dormant_days)
    held = Post.objects.held_at(clock.now()).filter(starts_at__lt=before)
    unused = Worker.objects.filter(is_active=True, posts__in=held).exclude(last_login__gte=before)
    return list(unused.distinct().order_by("name", "pk").values_list("pk", "name", "last_login"))


def worker_state(worker: Worker) -> str:
    """ "at work", "away, covered by …", "account closed" or "left"."""
    if worker.left_on is not None:
        return "left"
    if not worker.is_active:
        return "account closed"
    if worker.absent_from_on is not None:
        return f"away, covered by {worker.covered_by.name if worker.covered_by else 'nobody'}"
    return "at work"


@dataclass(frozen=True)
class PostRow:
    """A post of one worker."""

    id: int
    role: str
    place: str
    starts_at: datetime
    ends_at: datetime | None
    suspended_from_at: datetime | None
    suspended_why: str
    open: bool
    suspended: bool


@dataclass(frozen=True)
class WorkerPage:
    """One worker with posts and what is held."""

    id: int
    name: str
    sign_in_name: str
    email: str
    phone: str
    state: str
    left_on: date | None
    last_seen: datetime | None
    is_active: bool
    away: bool
    version: int
    posts: Sequence[PostRow]
    records_held: int


def worker_page(worker_id: int) -> WorkerPage | None:
    """A worker with every post, newest first."""
    worker = Worker.objects.select_related("covered_by").filter(pk=worker_id).first()
    if worker is None:
        return None
    now = clock.now()
    roles = {role.key: role.title for role in council.current().roles}
    places = holder_names(Post.objects.filter(worker=worker).order_by("id").values_list("holder", flat=True))
    posts = [
        PostRow(
            post.pk,
            roles.get(post.role, post.role),
            places[post.holder],
            post.starts_at,
            post.ends_at,
            post.suspended_from_at,
            post.suspended_why,
            post.ends_at is None or post.ends_at > now,
            post.suspended_from_at is not None and post.suspended_from_at <= now,
        )
        for post in Post.objects.filter(worker=worker).order_by("-id")
    ]
    held = (
        Grant.objects.open_at(now)
        .filter(holder=f"worker:{worker_id}")
        .aggregate(n=Count("record", distinct=True))
    )
    return WorkerPage(
        worker.pk,
        worker.name,
        worker.sign_in_name,
        worker.email,
        worker.phone,
        worker_state(worker),
        worker.left_on,
        worker.last_login,
        worker.is_active,
        worker.absent_from_on is not None,
        worker.version,
        posts,
        held["n"],
    )


@dataclass(frozen=True)
class ShiftRow:
    """An emergency duty shift."""

    id: int
    worker: str
    starts_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    handover_in: str
    handover_out: str
    opened: Sequence[str]
    record_ids: Sequence[int]


def shifts() -> list[ShiftRow]:
    """The latest shifts, newest first, each with the people opened on its strength.

    Who was restricted since is not named: the page is for all who cover out of hours.
    """
    rows = list(Shift.objects.select_related("worker").order_by("-starts_at", "-id")[:30])
    sources = {f"shift:{row.pk}": row.pk for row in rows}
    opened: dict[int, list[int]] = {}
    for source, record_id in (
        Grant.objects.filter(source__in=list(sources)).order_by("id").values_list("source", "record_id")
    ):
        opened.setdefault(sources[source], []).append(record_id)
    ids = {record_id for each in opened.values() for record_id in each}
    hidden = Record.objects.filter(pk__in=ids, restricted=True).order_by("pk").values_list("pk", flat=True)
    names = record_names(ids) | dict.fromkeys(hidden, "somebody whose record is restricted now")
    return [
        ShiftRow(
            row.pk,
            row.worker.name,
            row.starts_at,
            row.ends_at,
            row.ended_at,
            row.handover_in,
            row.handover_out,
            [names[record_id] for record_id in dict.fromkeys(opened.get(row.pk, []))],
            opened.get(row.pk, []),
        )
        for row in rows
    ]
