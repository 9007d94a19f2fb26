"""What somebody with the database's own password can do, who knows our triggers and puts them back afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection

from alongside.records import clock
from alongside.records.acting import action
from alongside.records.actors import Actor
from alongside.records.audit import reading, seal, triggers
from alongside.records.models import BlindMatch, Entry, Record
from alongside.records.tests import desk


def sql(statement: str, *given: Any) -> int:
    """Run SQL past the application; answers how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)


@contextmanager
def triggers_off() -> Iterator[None]:
    """All our triggers are gone, and afterwards they are there as if nothing had been."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, table in triggers._present(cursor):
            cursor.execute(triggers._drop(name, table))
    yield
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")
    triggers.install()
    assert triggers.differences() == []


@action("test.write and remove", may=lambda _actor, _thing: True)
def _write_and_remove(*, by: Actor, at: datetime) -> int:
    file = Record.objects.create()
    match = BlindMatch.objects.create(record=file, worker_id=by.worker, message="x", made_at=at)
    match.message = "y"
    match.save()
    match.delete()
    return int(file.pk)


def a_chain() -> Actor:
    """A few sealed batches with every kind of entry in them: added, changed, removed, read."""
    worker = desk.a_worker("find people")
    first = desk.a_record(by=worker, notes=3)
    _write_and_remove(by=worker, reason="in the course of work")
    for page in ("people.show", "people.chronology", "people.show"):
        reading.saw(worker, page, [first])
    reading.saw(worker, "people.find", [first, desk.a_record(by=worker)], what="search")
    seal.seal_strays()
    desk.note(first, by=worker, text="The end of the story")
    clock.now()
    return worker


def an_entry(op: str) -> Entry:
    """A sealed entry of this kind from the middle of the chain."""
    found = list(Entry.objects.filter(op=op, seal__isnull=False).order_by("id"))
    return found[len(found) // 2]
