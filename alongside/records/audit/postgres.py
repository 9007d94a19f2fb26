"""What the audit triggers call on PostgreSQL, and the ways round them that only PostgreSQL has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

# A session may put a schema or a temporary table of its own in front of ours, or keep another time zone: neither
# may decide where an entry goes or how a moment is written in it.
_PINNED = "SET search_path = pg_catalog, {schema}, pg_temp SET timezone = 'UTC'"


def functions(entry_rule: str) -> Iterator[str]:
    """The statements that make the trigger functions; `entry_rule` says when an entry may change."""
    pinned = _PINNED.format(schema=_schema())
    for name, body in _bodies(entry_rule).items():
        yield (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {pinned} "
            f"AS $alongside${body}$alongside$"
        )


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        return str(cursor.fetchone()[0])


def _bodies(entry_rule: str) -> Mapping[str, str]:
    return {
        "alongside_audit": """
DECLARE
  body jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
  INSERT INTO records_audit (at, op, tbl, row, record_id, payload, salt, payload_hash, leaf) VALUES (
    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), left(TG_OP, 1), TG_TABLE_NAME,
    body ->> TG_ARGV[0], CASE WHEN TG_ARGV[1] = '' THEN NULL ELSE (body ->> TG_ARGV[1])::bigint END,
    body::text, replace(gen_random_uuid()::text, '-', ''), '', '');
  RETURN NULL;
END""",
        "alongside_enter": """
BEGIN
  IF NEW.seal_id IS NOT NULL OR NEW.payload_hash <> '' OR NEW.leaf <> '' THEN
    RAISE EXCEPTION 'records_audit is append-only';
  END IF;
  IF NEW.op <> 'R' AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'only the triggers write changes into records_audit';
  END IF;
  NEW.tx := txid_current();
  RETURN NEW;
END""",
        "alongside_keep": """
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END""",
        "alongside_keep_entry": f"""
BEGIN
  IF {entry_rule} THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'records_audit is append-only';
END""",
    }


def differences(entry_rule: str) -> list[str]:
    """Sentences on functions that were changed, triggers switched off, and rules that stand in the way."""
    with connection.cursor() as cursor:
        return [*_changed_functions(cursor, entry_rule), *_switched_off(cursor), *_rules(cursor)]


def _changed_functions(cursor: Any, entry_rule: str) -> Iterator[str]:
    cursor.execute(
        "SELECT p.proname, p.prosrc, l.lanname, p.prosecdef, p.proconfig FROM pg_proc p "
        "JOIN pg_language l ON l.oid = p.prolang WHERE p.pronamespace = current_schema()::regnamespace "
        "AND p.proname LIKE 'alongside%' ORDER BY p.proname"
    )
    there = {name: rest for name, *rest in cursor.fetchall()}
    pinned = [f"search_path=pg_catalog, {_schema()}, pg_temp", "TimeZone=UTC"]
    for name, body in _bodies(entry_rule).items():
        if there.get(name) != [body, "plpgsql", False, pinned]:
            yield f"The trigger function {name} was changed."


def _switched_off(cursor: Any) -> Iterator[str]:
    cursor.execute(
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O' AND tgname LIKE 'alongside%' "
        "ORDER BY tgname"
    )
    yield from (f"The trigger {name} is switched off." for (name,) in cursor.fetchall())


def _rules(cursor: Any) -> Iterator[str]:
    """A rewrite rule can swallow a write, or the audit's own entry of it, before any trigger fires."""
    cursor.execute(
        "SELECT rulename, tablename FROM pg_rules WHERE schemaname = current_schema() ORDER BY tablename, rulename"
    )
    yield from (f"The rule {name} on {table} does not belong here." for name, table in cursor.fetchall())
