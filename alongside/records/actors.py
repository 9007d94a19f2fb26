"""Who is acting: a worker with the roles, teams and shift they hold at this moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from alongside import council
from alongside.records import asking, clock
from alongside.records.models import Shift


@dataclass(frozen=True)
class Actor:
    """A worker as the law of the record sees them now; made anew for each request, so a change bites at once."""

    worker_id: int | None
    name: str
    roles: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    permissions: frozenset[str] = field(default_factory=frozenset)
    shift_id: int | None = None
    shift_ends_at: datetime | None = None
    suspended_why: str = ""

    def may(self, permission: str) -> bool:
        """Whether one of the actor's roles carries this permission (a key of permissions.PERMISSIONS)."""
        return permission in self.permissions

    @property
    def duties(self) -> frozenset[str]:
        """The parts in the work that the actor's roles have, by the council's roles (such as “triage worker”)."""
        return duties_of(self.roles)

    def plays(self, duty: str) -> bool:
        """Whether one of the actor's roles has this duty (a key of the council's duties)."""
        return duty in self.duties

    @property
    def teams(self) -> tuple[str, ...]:
        """Keys of the teams the actor stands in."""
        return tuple(holder.removeprefix("team:") for holder in self.holders if holder.startswith("team:"))

    @property
    def worker(self) -> int:
        """The worker's key, for deeds that only somebody can do. Raises TypeError for the system itself."""
        if self.worker_id is None:
            raise TypeError(f"{self.name} is nobody: this needs a worker")
        return self.worker_id

    @property
    def own(self) -> str:
        """The holder that is this worker alone."""
        return f"worker:{self.worker_id}"


# Work that nobody asked for by name: set-up, imports, the worker's jobs. It may do anything and is named in the audit.
SYSTEM = Actor(None, "Alongside itself", ("system",))


@lru_cache(maxsize=512)
def permissions_of(roles: tuple[str, ...]) -> frozenset[str]:
    """All that these roles of the council allow together; an unknown role allows nothing."""
    known = {role.key: role.permissions for role in council.current().roles}
    return frozenset(permission for role in roles for permission in known.get(role, ()))


@lru_cache(maxsize=512)
def duties_of(roles: tuple[str, ...]) -> frozenset[str]:
    """All duties that these roles of the council have together; an unknown role has none."""
    return council.current().duties_of(roles)


def load(request: HttpRequest) -> Actor | None:
    """The actor of a signed-in session; None when nobody is signed in or the worker has left."""
    worker_id = request.session.get(SESSION_KEY)
    return of(int(worker_id)) if worker_id else None


_POSTS = (
    "SELECT p.role, p.holder, p.suspended_from_at, p.suspended_why, w.name FROM records_post p"
    " JOIN records_worker w ON w.id = p.worker_id WHERE w.is_active AND p.worker_id = %s AND p.starts_at <= %s"
    " AND (p.ends_at IS NULL OR p.ends_at > %s) ORDER BY p.id"
)


def of(worker_id: int, at: datetime | None = None) -> Actor | None:
    """The worker as an actor at this moment (default: now); None for a leaver or nobody."""
    moment = at or clock.now()
    posts = asking.rows(_POSTS, [worker_id, moment, moment])
    if not posts:
        return None
    live = [post for post in posts if (from_at := asking.moment(post[2])) is None or from_at > moment]
    roles = _unique(post[0] for post in live)
    permissions = permissions_of(roles)
    shift = _shift(worker_id, moment) if "cover out of hours" in permissions else None
    return Actor(
        worker_id=worker_id,
        name=posts[0][4],
        roles=roles,
        # Suspended, not even what was given to the worker alone can be seen.
        holders=(f"worker:{worker_id}", *_unique(post[1] for post in live if post[1])) if live else (),
        permissions=permissions,
        shift_id=shift[0] if shift else None,
        shift_ends_at=shift[1] if shift else None,
        suspended_why="" if live else posts[0][3],
    )


def _shift(worker_id: int, at: datetime) -> tuple[int, datetime] | None:
    open_now = Shift.objects.filter(
        worker_id=worker_id, ended_at__isnull=True, starts_at__lte=at, ends_at__gt=at
    )
    return open_now.order_by("id").values_list("id", "ends_at").first()


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
