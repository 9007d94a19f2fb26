"""The roles of the council in plain English, with their part in the work, and how many hold each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alongside import council
from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.models import Post
from alongside.records.permissions import PERMISSIONS
from alongside.records.queries.naming import list_label


@dataclass(frozen=True)
class RoleRow:
    """One role: what it is for, its part in the work, what it may do, whose ordinary records it opens, who holds it.

    `authorises` is how much it may agree, in words; empty for most.
    """

    key: str
    title: str
    description: str
    duties: Sequence[tuple[str, str]]
    authorises: str
    may: Sequence[tuple[str, str]]
    services: Sequence[str]
    held_by: int
    mine: bool


def roles(actor: Actor) -> list[RoleRow]:
    """Every role: the actor's own first, then those that somebody holds."""
    here = council.current()
    held: dict[str, int] = {}
    posts = Post.objects.held_at(clock.now()).filter(worker__is_active=True).order_by("id")
    for role in posts.values_list("role", flat=True):
        held[role] = held.get(role, 0) + 1
    rows = [
        RoleRow(
            role.key,
            role.title,
            role.description,
            [(duty.title, duty.description) for duty in here.duties if duty.key in role.duties],
            "" if role.authorises is None else council.limit_in_words(role.authorises),
            [(key, PERMISSIONS[key]) for key in role.permissions if key in PERMISSIONS],
            [list_label("service", key) for key in role.services]
            if "open records" in role.permissions
            else [],
            held.get(role.key, 0),
            role.key in actor.roles,
        )
        for role in here.roles
    ]
    return sorted(rows, key=lambda row: (not row.mine, not row.held_by, row.title))
