"""How much each worker carries."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from alongside import council
from alongside.casework.rules.load import Load
from alongside.pathways.models import Journey
from alongside.records import clock
from alongside.records.models import Post

_WHY = "how much somebody carries is counted, whoever may see what it is about"


def loads(worker_ids: Iterable[int]) -> dict[int, Load]:
    """The open work of each of these workers, and what was agreed for the roles they have now."""
    ids = list(dict.fromkeys(worker_ids))
    open_ = Journey.objects.for_system(_WHY).filter(
        ended_at__isnull=True, owner__in=[f"worker:{key}" for key in ids]
    )
    counts = dict(open_.order_by().values_list("owner").annotate(Count("pk")))
    posts = Post.objects.held_at(clock.now()).filter(worker_id__in=ids).order_by("id")
    roles: dict[int, list[str]] = {}
    for key, role in posts.values_list("worker_id", "role"):
        roles.setdefault(key, []).append(role)
    here = council.current()
    return {key: Load(counts.get(f"worker:{key}", 0), here.agreed_load(roles.get(key, ()))) for key in ids}


def load_of(holder: str) -> Load | None:
    """The load of one worker; None for a team, which carries what its members carry."""
    kind, _colon, key = holder.partition(":")
    return loads([int(key)])[int(key)] if kind == "worker" and key.isdecimal() else None
