"""Whether the tables hold what the audit last saw written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, models

from alongside.records.models import audited


def differences() -> Iterator[str]:
    """A sentence for each row whose content differs from its last audit entry, or that has none, or is gone."""
    for model in audited():
        yield from _of_table(model)


def _of_table(model: type[models.Model]) -> Iterator[str]:
    table, key = model._meta.db_table, str(model._meta.pk.column)
    said = _last_said(table)
    for row, now in _rows(model, key):
        then = said.pop(row, None)
        if then is None:
            yield f"{table} row {row} was never audited."
        elif then["op"] == "D":
            yield f"{table} row {row} is there although the audit says it was removed."
        elif then["payload"] is not None and _changed(json.loads(then["payload"]), now):
            columns = ", ".join(_changed(json.loads(then["payload"]), now))
            yield f"{table} row {row} differs from audit entry {then['id']} in {columns}."
    yield from (
        f"{table} row {row} is gone without an audit entry."
        for row, then in said.items()
        if then["op"] != "D"
    )


def _last_said(table: str) -> dict[str, dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row, id, op, payload FROM records_audit WHERE id IN "
            "(SELECT max(id) FROM records_audit WHERE tbl = %s AND op IN ('I', 'U', 'D') GROUP BY row)",
            [table],
        )
        return {row: {"id": id_, "op": op, "payload": payload} for row, id_, op, payload in cursor.fetchall()}


def _rows(model: type[models.Model], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of the table as the trigger would write it."""
    table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
    if connection.vendor == "postgresql":
        written = "to_jsonb(t)::text"
    else:
        written = "json_object(" + ", ".join(f"'{column}', t.\"{column}\"" for column in columns) + ")"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT CAST(t."{key}" AS TEXT), {written} FROM {table} t')  # noqa: S608 - names of our own
        for row, payload in cursor.fetchall():
            yield row, json.loads(payload)


def _changed(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [column for column, value in now.items() if column in then and then[column] != value]
