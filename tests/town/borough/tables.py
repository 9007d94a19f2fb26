"""Rows on their way into the database, many at once: each table with the columns that are told; the rest is blank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models

from alongside.records.models import many


class Table:
    """The rows of one model to be written. A row is a tuple of the told columns, in their order."""

    def __init__(self, model: type[models.Model], columns: str) -> None:
        self.model, self.name = model, model._meta.db_table
        self.columns = columns.split()
        self.rows: list[tuple[Any, ...]] = []
        self.add = self.rows.append

    def write(self) -> None:
        """Put the rows into the database and forget them."""
        if not self.rows:
            return
        with connection.cursor() as cursor:
            cursor.executemany(many.statement(self.model, " ".join(self.columns)), self.rows)
        self.rows.clear()


@lru_cache(maxsize=20_000)
def moment(at: datetime | None) -> str | None:
    """A moment, which is always told in UTC here, as the database takes it: SQLite without the offset."""
    if at is None:
        return None
    return str(at) if _offset() else str(at)[:-6]


@cache
def _offset() -> bool:
    return connection.vendor == "postgresql"


def day(on: Any) -> str | None:
    """A date as both databases take it."""
    return on.isoformat() if on else None


def reset_counters(tables: Sequence[type[models.Model]]) -> None:
    """Keys were told: what counts them up goes on after them."""
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)


def top(model: type[models.Model]) -> int:
    """The highest key there is."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {model._meta.db_table}")
        return int(cursor.fetchone()[0])
