"""Triggers that write every change into the audit, whoever makes it, on SQLite and PostgreSQL.

They are regenerated after every migration and compared at every start: see `differences`.
"""

# ruff: noqa: S608 - the names put into SQL here are those of our own tables and columns

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from alongside.records import models
from alongside.records.audit import postgres

PREFIX = "alongside_"
APPEND_ONLY = ("records_seal", "records_event", "records_erasure", "records_explanation")

_ENTRY_KEPT = ("id", "at", "op", "tbl", "row", "record_id", "worker_id", "tx")


def install() -> None:
    """Drop every trigger of ours and make them anew for the tables as they stand."""
    with connection.cursor() as cursor:
        for name, table in _present(cursor):
            cursor.execute(_drop(name, table))
        if connection.vendor == "postgresql":
            for statement in postgres.functions(_entry_rule("IS NOT DISTINCT FROM")):
                cursor.execute(statement)
        for statement in expected().values():
            cursor.execute(statement)


def expected() -> Mapping[str, str]:
    """Each trigger's name and the statement that makes it."""
    made: dict[str, str] = {}
    for model in models.audited():
        table, columns = model._meta.db_table, [str(field.column) for field in model._meta.concrete_fields]
        record, key = getattr(model, "audit_record_path", ""), str(model._meta.pk.column)
        record = record or getattr(model, "record_path", "")
        for op in ("insert", "update", "delete"):
            name = f"{PREFIX}{table}_{op}"
            made[name] = _row_trigger(table, op, key, record, columns)
        made |= _no_truncating(table)
    for table in APPEND_ONLY:
        made |= _keep_triggers(table)
    return made | _entry_triggers()


def differences() -> list[str]:
    """Sentences on every trigger that is missing, changed, switched off or not ours to have; empty when whole."""
    with connection.cursor() as cursor:
        there = dict(_definitions(cursor))
    wanted = expected()
    said = [f"The trigger {name} is missing." for name in wanted if name not in there]
    said += [f"The trigger {name} does not belong here." for name in there if name not in wanted]
    said += [
        f"The trigger {name} was changed."
        for name in wanted
        if name in there and not _same(name, wanted, there)
    ]
    if connection.vendor == "postgresql":
        said += postgres.differences(_entry_rule("IS NOT DISTINCT FROM"))
    return sorted(said)


def _row_trigger(table: str, op: str, key: str, record: str, columns: list[str]) -> str:
    name = f"{PREFIX}{table}_{op}"
    side = "OLD" if op == "delete" else "NEW"
    if connection.vendor == "postgresql":
        return (
            f"CREATE TRIGGER {name} AFTER {op.upper()} ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION alongside_audit('{key}', '{record}')"
        )
    pairs = ", ".join(f"'{column}', {side}.\"{column}\"" for column in columns)
    owner = f'{side}."{record}"' if record else "NULL"
    return (
        f"CREATE TRIGGER {name} AFTER {op.upper()} ON {table} BEGIN "
        f"INSERT INTO records_audit (at, op, tbl, row, record_id, payload, salt, payload_hash, leaf) VALUES ("
        f"strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), '{op[0].upper()}', '{table}', CAST({side}.\"{key}\" AS TEXT), "
        f"{owner}, json_object({pairs}), lower(hex(randomblob(16))), '', ''); END"
    )


def _keep_triggers(table: str) -> dict[str, str]:
    """Triggers that refuse any change or removal of a row that is only ever added."""
    made = {}
    for op in ("update", "delete"):
        name = f"{PREFIX}keep_{table}_{op}"
        if connection.vendor == "postgresql":
            body = f"BEFORE {op.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION alongside_keep()"
        else:
            body = f"BEFORE {op.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        made[name] = f"CREATE TRIGGER {name} {body}"
    return made | _no_truncating(table) | _no_replacing(table)


def _no_truncating(table: str) -> dict[str, str]:
    """TRUNCATE fires no row trigger, so it is refused on every table that is audited."""
    if connection.vendor != "postgresql":
        return {}
    name = f"{PREFIX}keep_{table}_truncate"
    statement = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION alongside_keep()"
    return {name: f"CREATE TRIGGER {name} {statement}"}


def _no_replacing(table: str) -> dict[str, str]:
    """SQLite's REPLACE removes a row without firing its delete trigger, so it is refused where rows only add up."""
    if connection.vendor == "postgresql":
        return {}
    name = f"{PREFIX}keep_{table}_insert"
    there = f'EXISTS (SELECT 1 FROM {table} WHERE id = NEW."id")'
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return {name: f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {there} {refuse}"}


def _entry_triggers() -> dict[str, str]:
    """An entry comes in unsealed, is sealed once, and may lose its payload to an erasure on record; nothing else."""
    made = _keep_triggers("records_audit")
    update, insert = f"{PREFIX}keep_records_audit_update", f"{PREFIX}keep_records_audit_insert"
    if connection.vendor == "postgresql":
        each = "ON records_audit FOR EACH ROW EXECUTE FUNCTION"
        made[update] = f"CREATE TRIGGER {update} BEFORE UPDATE {each} alongside_keep_entry()"
        made[insert] = f"CREATE TRIGGER {insert} BEFORE INSERT {each} alongside_enter()"
        return made
    refuse = "BEGIN SELECT RAISE(ABORT, 'records_audit is append-only'); END"
    there = 'EXISTS (SELECT 1 FROM records_audit WHERE id = NEW."id")'
    made[update] = (
        f"CREATE TRIGGER {update} BEFORE UPDATE ON records_audit WHEN NOT ({_entry_rule('IS')}) {refuse}"
    )
    made[insert] = (
        f"CREATE TRIGGER {insert} BEFORE INSERT ON records_audit "
        f"WHEN NEW.seal_id IS NOT NULL OR NEW.payload_hash <> '' OR NEW.leaf <> '' OR {there} {refuse}"
    )
    return made


def _entry_rule(same: str) -> str:
    """The condition under which an entry may change; `same` is the database's null-safe equality."""
    kept = " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in _ENTRY_KEPT)
    sealing = (
        f"OLD.seal_id IS NULL AND NEW.payload {same} OLD.payload AND NEW.salt {same} OLD.salt "
        "AND NEW.seal_id = (SELECT max(s.id) FROM records_seal s)"
    )
    erasing = (
        f"NEW.payload IS NULL AND NEW.salt IS NULL AND NEW.seal_id {same} OLD.seal_id AND OLD.seal_id IS NOT NULL "
        f"AND NEW.payload_hash {same} OLD.payload_hash AND NEW.leaf {same} OLD.leaf "
        "AND EXISTS (SELECT 1 FROM records_erasure e WHERE e.entry_id = OLD.id)"
    )
    return f"{kept} AND (({sealing}) OR ({erasing}))"


def _definitions(cursor: Any) -> Iterator[tuple[str, str]]:
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace ORDER BY t.tgname"
        )
    else:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    yield from cursor.fetchall()


def _present(cursor: Any) -> list[tuple[str, str]]:
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND t.tgname LIKE %s",
            [f"{PREFIX}%"],
        )
    else:
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"]
        )
    return [(name, table) for name, table in cursor.fetchall()]


def _drop(name: str, table: str) -> str:
    return f"DROP TRIGGER {name} ON {table}" if connection.vendor == "postgresql" else f"DROP TRIGGER {name}"


def _same(name: str, wanted: Mapping[str, str], there: Mapping[str, str]) -> bool:
    """Whether the database's own wording means the statement that we would run."""
    if connection.vendor == "sqlite":
        return wanted[name] == there[name]
    return _plain(wanted[name]) == _plain(there[name])


def _plain(statement: str) -> str:
    return " ".join(statement.replace("public.", "").replace("ON ONLY", "ON").split())
