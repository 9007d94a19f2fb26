"""Who can own an alert: a worker who is at work here, or a team with somebody in it."""

from __future__ import annotations

from collections.abc import Iterable

from alongside import council
from alongside.records import clock
from alongside.records.models import Post, Worker


def active_holders() -> set[str]:
    """Every worker and team that can answer for something now."""
    posts = Post.objects.held_at(clock.now()).filter(worker__is_active=True)
    return {
        holder
        for worker_id, team in posts.order_by().values_list("worker_id", "holder")
        for holder in (f"worker:{worker_id}", team)
        if holder
    }


def can_own(holder: str) -> bool:
    """Whether the holder is active now."""
    return holder in active_holders()


def owner_choices(first: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Whom to choose from: `first` (mostly the reader's own holders), then teams, then workers, by name."""
    active = active_holders()
    teams = {f"team:{team.key}": team.title for team in council.current().teams}
    named = Worker.objects.filter(is_active=True).order_by("name", "pk").values_list("pk", "name")
    workers = {f"worker:{key}": name for key, name in named}
    titles = {holder: title for holder, title in (teams | workers).items() if holder in active}
    ordered = dict.fromkeys([*(holder for holder in first if holder in titles), *titles])
    return [(holder, titles[holder]) for holder in ordered]
