"""Workers and records for tests of this room, made through its own actions. Each permission is a role of its own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from alongside import council
from alongside.council import Role, chosen
from alongside.records import actors
from alongside.records.acting import action, record
from alongside.records.actions import access, workers
from alongside.records.actors import SYSTEM, Actor
from alongside.records.models import Event, Record
from alongside.records.permissions import PERMISSIONS

_numbers = itertools.count(1)
REVIEW_ON = date(2031, 1, 1)


@contextmanager
def role_for_each_permission() -> Iterator[None]:
    """Whatever council is chosen, give it a role named after each permission, and let any be held together."""
    before = council.current()
    roles = [
        Role.model_construct(key=key, title=key, description=said, permissions=(key,), services=(), codes=())
        for key, said in PERMISSIONS.items()
    ]
    _use(replace(before, roles=(*before.roles, *roles), separations=()))
    yield
    _use(before)


def _use(chosen_now: Any) -> None:
    chosen._chosen[:] = [chosen_now]
    actors.permissions_of.cache_clear()
    actors.duties_of.cache_clear()


def a_worker(*permissions: str, team: str = "", name: str = "") -> Actor:
    """Somebody who is allowed just this, in a team of the council if one is named."""
    number = next(_numbers)
    name = name or f"Worker {number}"
    key = workers.add_worker(by=SYSTEM, name=name, sign_in_name=f"{name.lower()}-{number}".replace(" ", "-"))
    for permission in permissions or ("find people",):
        workers.appoint(key, by=SYSTEM, role=permission, holder=f"team:{team}" if team else "")
    return again(key)


def again(who: Actor | int, at: datetime | None = None) -> Actor:
    """The same worker as they stand now."""
    key = who if isinstance(who, int) else who.worker_id
    actor = actors.of(key or 0, at)
    assert actor is not None
    return actor


def first_team() -> str:
    """Key of a team of the council."""
    return council.current().teams[0].key


@action("test.begin a record", may=lambda _actor, _thing: True)
def _begin(*, by: Actor, at: datetime, notes: int) -> int:
    file = Record.objects.create()
    for number in range(notes):
        record(file.pk, "test.note", f"Note {number}", number=number)
    return int(file.pk)


def a_record(by: Actor = SYSTEM, notes: int = 1, **more: Any) -> int:
    """A record with some events on it."""
    return int(_begin(by=by, notes=notes, **more))


@action("test.note", on=Record, may=lambda _actor, _thing: True)
def note(file: Record, *, by: Actor, at: datetime, text: str) -> int:
    """Write one event on a record."""
    return record(file.pk, "test.note", text)


def restricted(named: str, by: Actor = SYSTEM, **more: Any) -> int:
    """A record that only one holder may see."""
    file = a_record(**more)
    access.restrict(file, by=by, reason="Threats", category="threat", named=[named], review_on=REVIEW_ON)
    return file


def sees(actor: Actor, file: int) -> bool:
    """Whether the actor sees what is on the record; both ways of asking must agree."""
    one = Event.objects.visible_to(actor).filter(record_id=file).exists()
    assert Event.objects.held_by(actor).filter(record_id=file).exists() == one
    return bool(one)
