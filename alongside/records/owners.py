"""Who owns what: every kind of thing that somebody answers for, so that nothing is left behind when they go.

A room registers each kind of thing that it lets a holder own (`worker:12`, `team:mash`):

    owners.register(owners.Kind("task", "tasks", everything, items_of, hand_over))

A worker cannot leave while something of theirs is in nobody else's hands, a team that has lost its last member is
found by `alongside check`, and whoever covers is shown what they cover.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from alongside.records import clock
from alongside.records.actors import Actor
from alongside.records.check import Fault, check
from alongside.records.models import Post, Worker
from alongside.records.queries.naming import holder_names
from alongside.web import formats


class HandOver(Protocol):
    """Puts things into other hands, within the action under way: whoever does that may not see what they are about."""

    def __call__(self, keys: Sequence[int], to: str, *, by: Actor, at: datetime) -> None: ...


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is owned: everything open of it, what of it one holder has, how it is handed over."""

    one: str
    many: str
    everything: Callable[[], Iterable[tuple[int, str]]]
    items_of: Callable[[str], Sequence[int]]
    hand_over: HandOver
    # Where one of them is given to somebody else, if it has a page of its own.
    where: Callable[[int], Fault | None] = lambda _key: None


class Left(Protocol):
    """What else follows when somebody has left: told whose records they worked with and who has them now."""

    def __call__(
        self, worker: Worker, record_ids: Sequence[int], to: str, *, by: Actor, at: datetime
    ) -> Any: ...


kinds: dict[str, Kind] = {}
followers: list[Left] = []


def register(kind: Kind) -> Kind:
    """Make a kind of owned thing known. Raises TypeError when there is one of this name."""
    if kind.one in kinds:
        raise TypeError(f"Two kinds of owned things are called “{kind.one}”.")
    kinds[kind.one] = kind
    return kind


def owned(holder: str) -> dict[str, Sequence[int]]:
    """The keys of everything open that the holder owns, by kind; kinds of which there is nothing are left out."""
    found = {name: kind.items_of(holder) for name, kind in kinds.items()}
    return {name: keys for name, keys in found.items() if keys}


def in_words(owned_: dict[str, Sequence[int]]) -> str:
    """How much that is: “3 tasks, 12 journeys”; blank for nothing."""
    return ", ".join(formats.count(len(keys), name, kinds[name].many) for name, keys in owned_.items())


def hand_over(holder: str, to: str, *, by: Actor, at: datetime) -> dict[str, int]:
    """Put everything that the holder owns into other hands, within the action under way; how many of each kind."""
    handed = owned(holder)
    for name, keys in handed.items():
        kinds[name].hand_over(keys, to, by=by, at=at)
    return {name: len(keys) for name, keys in handed.items()}


@check(
    "nobody is lost",
    "Give each to somebody who is at work: open it, or pass it on in bulk from the team's page.",
    lost=True,
)
def _lost() -> Iterator[Fault]:
    for kind, key, said in _homeless():
        where = kind.where(key)
        yield replace(where, said=said) if where else Fault(said)


def lost() -> Iterator[str]:
    """Each open thing whose owner is nobody at work: a worker who has gone, or a team without members."""
    return (said for _kind, _key, said in _homeless())


def _homeless() -> Iterator[tuple[Kind, int, str]]:
    present = at_work()
    for name, kind in kinds.items():
        for key, owner in kind.everything():
            if owner not in present:
                yield kind, key, f"{name.capitalize()} {key} is owned by {_naming(owner)}."


def at_work() -> set[str]:
    """Holders behind whom somebody stands: workers who may sign in, and teams and organisations with one of them."""
    active = Worker.objects.filter(is_active=True, left_on__isnull=True)
    workers = {f"worker:{pk}" for pk in active.order_by("id").values_list("id", flat=True)}
    held = Post.objects.held_at(clock.now()).filter(worker__in=active).exclude(holder="")
    return workers | set(held.order_by("id").values_list("holder", flat=True))


def _naming(holder: str) -> str:
    kind, _colon, key = holder.partition(":")
    if kind == "worker":
        name = Worker.objects.filter(pk=key).values_list("name", flat=True).first() or "nobody"
        return f"{name}, who is not at work"
    if kind in ("team", "org"):
        return f"{holder_names([holder])[holder] or f'“{key}”'}, which has no member at work"
    return f"“{holder}”, which is nobody" if holder else "nobody"
