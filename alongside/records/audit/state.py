"""Whether the tables hold what the audit last saw written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, models

from alongside.records.models import audited

# A row as the audit has it last: the three kinds of entry that tell of a write.
_LAST = "SELECT max(x.id) FROM records_audit x WHERE x.tbl = %s AND x.op IN ('I', 'U', 'D') AND x.row = "


def differences() -> Iterator[str]:
    """A sentence for each row whose content differs from its last audit entry, or that has none, or is gone."""
    for model in audited():
        for row in _suspects(model):
            if sentence := _look(model, row):
                yield sentence


def _suspects(model: type[models.Model]) -> list[str]:
    """Keys of rows that do not look like their last entry. The database compares; few come to be looked at."""
    table, key = model._meta.db_table, str(model._meta.pk.column)
    last = f'{_LAST} CAST(t."{key}" AS TEXT)'
    changed = (
        f'SELECT CAST(t."{key}" AS TEXT) FROM {table} t LEFT JOIN records_audit a ON a.id = ({last}) '  # noqa: S608
        f"WHERE a.id IS NULL OR a.op = 'D' OR a.payload <> {_written(model)} ORDER BY t.\"{key}\""
    )
    gone = (
        f"SELECT a.row FROM records_audit a WHERE a.tbl = %s AND a.op IN ('I', 'U') AND a.id = ({_LAST} a.row) "  # noqa: S608
        f'AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t."{key}" = {_key(model, "a.row")}) ORDER BY a.id'
    )
    with connection.cursor() as cursor:
        cursor.execute(changed, [table])
        suspects = [row for (row,) in cursor.fetchall()]
        cursor.execute(gone, [table, table])
        return [*suspects, *(row for (row,) in cursor.fetchall())]


def _look(model: type[models.Model], row: str) -> str:
    """What is wrong with one row, if it is: looked at again when somebody wrote to it meanwhile."""
    table = model._meta.db_table
    while True:
        then, now = _last_entry(table, row), _row(model, row)
        if then == _last_entry(table, row):
            return _sentence(f"{table} row {row}", then, now)


def _sentence(named: str, then: tuple[int, str, str | None] | None, now: dict[str, Any] | None) -> str:
    if then is None:
        return "" if now is None else f"{named} was never audited."
    id_, op, payload = then
    if now is None:
        return "" if op == "D" else f"{named} is gone without an audit entry."
    if op == "D":
        return f"{named} is there although the audit says it was removed."
    changed = _changed(json.loads(payload), now) if payload is not None else []
    return f"{named} differs from audit entry {id_} in {', '.join(changed)}." if changed else ""


def _last_entry(table: str, row: str) -> tuple[int, str, str | None] | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, op, payload FROM records_audit WHERE id = ({_LAST} %s)", [table, row])  # noqa: S608
        found = cursor.fetchone()
    return (found[0], found[1], found[2]) if found else None


def _row(model: type[models.Model], row: str) -> dict[str, Any] | None:
    table, key = model._meta.db_table, str(model._meta.pk.column)
    with connection.cursor() as cursor:
        query = f'SELECT {_written(model)} FROM {table} t WHERE t."{key}" = {_key(model, "%s")}'  # noqa: S608
        cursor.execute(query, [row])
        found = cursor.fetchone()
    return json.loads(found[0]) if found else None


def _written(model: type[models.Model]) -> str:
    """SQL that writes the row `t` as the trigger would."""
    if connection.vendor == "postgresql":
        return "to_jsonb(t)::text"
    columns = [field.column for field in model._meta.concrete_fields]
    return "json_object(" + ", ".join(f"'{column}', t.\"{column}\"" for column in columns) + ")"


def _key(model: type[models.Model], text: str) -> str:
    """SQL that reads a key back from its text, so that the table's own index finds it."""
    return f"CAST({text} AS TEXT)" if _is_text(model) else f"CAST({text} AS BIGINT)"


def _is_text(model: type[models.Model]) -> bool:
    return isinstance(model._meta.pk, models.TextField | models.CharField)


def _changed(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """The columns that differ; one that a migration added since is not held against the row."""
    return [column for column, value in now.items() if column in then and then[column] != value]
