"""Triggers that write every change into the audit, whoever makes it, on SQLite and PostgreSQL.

They are regenerated after every migration and compared at every start: see `differences`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from alongside.records import models

PREFIX = "alongside_"
APPEND_ONLY = ("records_seal", "records_event", "records_erasure")

_ENTRY_KEPT = ("id", "at", "op", "tbl", "row", "record_id", "worker_id", "tx")


def install() -> None:
    """Drop every trigger of ours and make them anew for the tables as they stand."""
    with connection.cursor() as cursor:
        for name, table in _present(cursor):
            cursor.execute(_drop(name, table))
        if connection.vendor == "postgresql":
            for statement in _functions():
                cursor.execute(statement)
        for statement in expected().values():
            cursor.execute(statement)


def expected() -> Mapping[str, str]:
    """Each trigger's name and the statement that makes it."""
    made: dict[str, str] = {}
    for model in models.audited():
        table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
        record, key = getattr(model, "audit_record_path", ""), str(model._meta.pk.column)
        record = record or getattr(model, "record_path", "")
        for op in ("insert", "update", "delete"):
            name = f"{PREFIX}{table}_{op}"
            made[name] = _row_trigger(name, table, op, key, record, columns)
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
        said += _function_differences() + _switched_off()
    return sorted(said)


def _row_trigger(name: str, table: str, op: str, key: str, record: str, columns: list[str]) -> str:
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
        f"INSERT INTO records_audit (at, op, tbl, row, record_id, payload, salt, payload_hash) VALUES ("
        f"strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), '{op[0].upper()}', '{table}', CAST({side}.\"{key}\" AS TEXT), "
        f"{owner}, json_object({pairs}), lower(hex(randomblob(16))), ''); END"
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
    if connection.vendor == "postgresql":
        name = f"{PREFIX}keep_{table}_truncate"
        made[name] = (
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION alongside_keep()"
        )
    return made


def _entry_triggers() -> dict[str, str]:
    """An entry may be sealed once and its payload erased once, by an erasure on record; nothing else."""
    made = _keep_triggers("records_audit")
    name = f"{PREFIX}keep_records_audit_update"
    if connection.vendor == "postgresql":
        made[name] = (
            f"CREATE TRIGGER {name} BEFORE UPDATE ON records_audit FOR EACH ROW EXECUTE FUNCTION alongside_keep_entry()"
        )
    else:
        made[name] = (
            f"CREATE TRIGGER {name} BEFORE UPDATE ON records_audit WHEN NOT ({_entry_rule('IS')}) "
            "BEGIN SELECT RAISE(ABORT, 'records_audit is append-only'); END"
        )
    return made


def _entry_rule(same: str) -> str:
    """The condition under which an entry may change; `same` is the database's null-safe equality."""
    kept = " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in _ENTRY_KEPT)
    sealing = f"OLD.seal_id IS NULL AND NEW.seal_id IS NOT NULL AND NEW.payload {same} OLD.payload AND NEW.salt {same} OLD.salt"
    erasing = (
        f"NEW.payload IS NULL AND NEW.salt IS NULL AND NEW.seal_id {same} OLD.seal_id "
        f"AND OLD.seal_id IS NOT NULL AND NEW.payload_hash {same} OLD.payload_hash "
        "AND EXISTS (SELECT 1 FROM records_erasure e WHERE e.entry_id = OLD.id)"
    )
    return f"{kept} AND (({sealing}) OR ({erasing}))"


def _functions() -> Iterator[str]:
    for name, body in _FUNCTION_BODIES().items():
        yield f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $alongside${body}$alongside$"


def _FUNCTION_BODIES() -> Mapping[str, str]:  # noqa: N802 - a table in all but its one computed line
    return {
        "alongside_audit": """
DECLARE
  body jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
  INSERT INTO records_audit (at, op, tbl, row, record_id, payload, salt, tx, payload_hash) VALUES (
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), left(TG_OP, 1), TG_TABLE_NAME,
    body ->> TG_ARGV[0], CASE WHEN TG_ARGV[1] = '' THEN NULL ELSE (body ->> TG_ARGV[1])::bigint END,
    body::text, replace(gen_random_uuid()::text, '-', ''), txid_current(), '');
  RETURN NULL;
END""",
        "alongside_keep": """
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END""",
        "alongside_keep_entry": f"""
BEGIN
  IF {_entry_rule("IS NOT DISTINCT FROM")} THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'records_audit is append-only';
END""",
    }


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


def _function_differences() -> list[str]:
    bodies = _FUNCTION_BODIES()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace "
            "AND proname LIKE 'alongside%'"
        )
        there = dict(cursor.fetchall())
    return [
        f"The trigger function {name} was changed."
        for name, body in bodies.items()
        if there.get(name) != body
    ]


def _switched_off() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'")
        return [f"The trigger {name} is switched off." for (name,) in cursor.fetchall()]
