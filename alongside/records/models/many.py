"""Many rows of a table at once. What Django spends on each row is saved; triggers, constraints and keys hold as ever.

    files = many.keys(Record, len(newcomers))
    many.put(Record, "id kind", [(key, "person") for key in files])

Columns that are not told hold their default, or nothing.
"""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection, models

Row = Sequence[Any]


def keys(model: type[models.Model], count: int) -> Sequence[int]:
    """So many keys that no other row of the table has or will have, for rows put in the transaction under way."""
    if not count:
        return ()
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [int(key) for (key,) in cursor.fetchall()]
        # SQLite has one writer; its counter moves on with the highest key that is put.
        cursor.execute("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = %s), 0)", [table])
        first = int(cursor.fetchone()[0]) + 1
    return range(first, first + count)


def put(model: type[models.Model], columns: str, rows: Iterable[Row]) -> None:
    """Write these rows. A row is a tuple of the told columns, in their order; moments, days and JSON as Python has
    them (JSON as `many.content`)."""
    given = list(rows)
    if not given:
        return
    if connection.vendor == "sqlite":
        _write_as_sqlite_does(given, _timed(model, columns))
    with connection.cursor() as cursor:
        cursor.executemany(statement(model, columns), given)


@contextmanager
def roomy() -> Iterator[None]:
    """For as long as many rows come: what Python holds already is not gone through again and again for garbage, and
    SQLite keeps the pages of a whole batch at hand. However many rows there are, it is the same room."""
    gc.freeze()
    try:
        with _wide():
            yield
    finally:
        gc.unfreeze()


@contextmanager
def _wide() -> Iterator[None]:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    before = {name: _pragma(name) for name in _ROOM}
    for name, size in _ROOM.items():
        _pragma(f"{name} = {size}")
    try:
        yield
    finally:
        for name, size in before.items():
            _pragma(f"{name} = {size}")


def _pragma(said: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {said}")
        return (cursor.fetchone() or (None,))[0]


_ROOM = {"cache_size": -64 * 1024, "mmap_size": 2_000_000_000, "temp_store": 2, "wal_autocheckpoint": 10_000}
"""Pages of 64 MB that are being written, and how far into the file is read in place. What a statement would need to be
taken back is kept in memory: every row with a trigger writes it, and a file of its own costs a tenth. Pages that one
batch after the other writes go into the database after 40 MB, and not after each."""

# Made once: thousands of rows have some.
content = json.JSONEncoder(check_circular=False).encode
"""JSON as a column of it takes it."""


@cache
def statement(model: type[models.Model], columns: str) -> str:
    """The INSERT of rows that tell these columns; every other holds its default. LookupError for one there is not."""
    told = columns.split()
    fields = {field.column: field for field in model._meta.concrete_fields}
    if unknown := set(told) - fields.keys():
        raise LookupError(f"{model._meta.db_table} has no column {', '.join(sorted(unknown))}")
    blank = {
        column: _literal(field)
        for column, field in fields.items()
        if column not in told and not (field.primary_key and isinstance(field, models.AutoField))
    }
    names = ", ".join(f'"{column}"' for column in [*told, *blank])
    values = ", ".join([*(["%s"] * len(told)), *blank.values()])
    return f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({values})"


def _literal(field: models.Field[Any, Any]) -> str:
    """What a column holds that nobody tells: its default, or nothing."""
    if not field.has_default():
        return "NULL" if field.null else "''"
    default = field.get_default()
    if isinstance(default, bool):
        return str(default).upper()
    if isinstance(default, int):
        return str(default)
    return f"'{json.dumps(default) if isinstance(default, dict | list) else default}'"


@cache
def _timed(model: type[models.Model], columns: str) -> tuple[int, ...]:
    """The places of moments and days among the told columns."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    told = enumerate(columns.split())
    return tuple(place for place, column in told if isinstance(fields[column], models.DateField))


def _write_as_sqlite_does(rows: list[Row], places: Sequence[int]) -> None:
    """Put moments in UTC without saying so, and days as text, in place. Alike ones are written once."""
    written: dict[date, str] = {}
    for number, row in enumerate(rows if places else ()):
        cells = list(row)
        for place in places:
            value = cells[place]
            if value is None:
                continue
            if value not in written:
                at = isinstance(value, datetime)
                written[value] = str(value.astimezone(UTC).replace(tzinfo=None)) if at else value.isoformat()
            cells[place] = written[value]
        rows[number] = cells
