"""The audit of what is written in bulk: the triggers are taken away, every row is entered as they would have entered
it, the batch is sealed as made for the demo, and the triggers are put back. `alongside check` finds all of it whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from secrets import token_hex
from typing import Any

from django.db import connection, models, transaction

from alongside.records import clock, rules
from alongside.records.audit import triggers
from alongside.records.models import Entry, Seal, audited
from tests.town.borough import tables

SALT = 16
"""Bytes of salt of each entry, as the triggers give it."""
KILOBYTES = 256_000
"""How much of the database is kept at hand while a batch is written."""
ACTION, REASON = "town.borough", "made-up people for the demo"
Firsts = Mapping[type[models.Model], int]


@contextmanager
def past_the_triggers(tables_: list[type[models.Model]]) -> Iterator[None]:
    """A transaction in which nothing is entered by triggers; at its end everything new in these tables is entered and
    sealed, and the triggers stand again. If anything fails, nothing of it ever was."""
    with _references_later(), _much_in_mind(), transaction.atomic():
        before = {model: _top(model) for model in tables_ if model in audited()}
        _settle_references()
        _remove()
        yield
        _seal(before)
        _settle_references()
        triggers.install()


@contextmanager
def _references_later() -> Iterator[None]:
    """SQLite need not look up each row that another points to: keys are told here. A test looks at all of them."""
    held = (
        connection.vendor == "sqlite"
        and not connection.in_atomic_block
        and connection.disable_constraint_checking()
    )
    try:
        yield
    finally:
        if held:
            connection.enable_constraint_checking()


@contextmanager
def _much_in_mind() -> Iterator[None]:
    """SQLite keeps the pages of a whole batch at hand, and writes each once."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA cache_size = -{KILOBYTES}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {usual}")


def _settle_references() -> None:
    """PostgreSQL changes no table on which a check is still to be made."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _remove() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in {model._meta.db_table for model in audited()} | {"records_audit", "records_seal"}:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        for name in triggers.expected():
            cursor.execute(f"DROP TRIGGER {name}")


def _top(model: type[models.Model]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max({_key(model)}), 0) FROM {model._meta.db_table}")
        return int(cursor.fetchone()[0])


def _key(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


def _seal(before: Firsts) -> None:
    """Enter every row above these keys, and close the batch."""
    next_id, at = tables.top(Entry) + 1, clock.now()
    last = Seal.objects.order_by("-id").values_list("id", "hash").first() or (0, rules.GENESIS)
    stamp, tx = rules.stamp(at), _transaction()
    leaves: list[str] = []
    with connection.cursor() as cursor:
        for model, first in before.items():
            entered, table = [], model._meta.db_table
            rows = _rows(cursor, model, first)
            salts = token_hex(SALT * len(rows))
            begins, ends = _around(stamp, table, tx)
            for place, (row, record, payload) in enumerate(rows):
                salt = salts[2 * SALT * place : 2 * SALT * (place + 1)]
                hashed = rules.payload_hash(payload, salt)
                key = next_id + len(leaves)
                of = "null" if record is None else record
                leaf = sha256(f'\0[{key},{begins}"{row}",{of},{ends}"{hashed}"]'.encode()).hexdigest()
                leaves.append(leaf)
                entered.append((key, table, row, record, payload, salt, hashed, leaf))
            _as_the_rules_have_it(entered, stamp, tx)
            _enter(cursor, entered, stamp, tx, last[0] + 1)
    if not leaves:
        return
    ids = range(next_id, next_id + len(leaves))
    fields = rules.SealFields(
        id=last[0] + 1,
        at=stamp,
        kind="action",
        worker_id=None,
        action=ACTION,
        reason=REASON,
        entries=len(leaves),
        ids=rules.ranges(ids),
        root=rules.merkle_root(leaves),
        previous=last[1],
    )
    Seal.objects.create(**{**fields.__dict__, "at": at}, hash=fields.hash())
    tables.reset_counters([Entry])


def _around(stamp: str, table: str, tx: int | None) -> tuple[str, str]:
    """What every entry of a table says before its own row and after its record, in the form that leaves bind."""
    return f'"{stamp}","I","{table}",', f"null,{'null' if tx is None else tx},"


def _as_the_rules_have_it(entered: list[tuple[Any, ...]], stamp: str, tx: int | None) -> None:
    """The leaves are written by the thousand, without a list and its encoder for each: the first one is compared."""
    for key, table, row, record, _payload, _salt, hashed, leaf in entered[:1]:
        if leaf != rules.leaf_hash((key, stamp, "I", table, row, record, None, tx, hashed)):
            raise RuntimeError(f"the entries of {table} are not sealed as the rules seal them")


def _transaction() -> int | None:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT txid_current()")
        return int(cursor.fetchone()[0])


def _rows(cursor: Any, model: type[models.Model], first: int) -> list[tuple[str, int | None, str]]:
    """Each new row: its key, the record it is of, and its content as the trigger would have written it."""
    record = getattr(model, "audit_record_path", "") or getattr(model, "record_path", "")
    if connection.vendor == "postgresql":
        content = "to_jsonb(t)::text"
    else:
        columns = [field.column for field in model._meta.concrete_fields]
        content = "json_object(" + ", ".join(f"'{column}', t.\"{column}\"" for column in columns) + ")"
    cursor.execute(
        f"SELECT CAST(t.{_key(model)} AS TEXT), {f't.{record}' if record else 'NULL'}, {content} "
        f"FROM {model._meta.db_table} t WHERE t.{_key(model)} > %s ORDER BY t.{_key(model)}",
        [first],
    )
    return list(cursor.fetchall())


def _enter(cursor: Any, entered: list[tuple[Any, ...]], stamp: str, tx: int | None, seal: int) -> None:
    number = "NULL" if tx is None else str(tx)
    cursor.executemany(
        "INSERT INTO records_audit (id, tbl, row, record_id, payload, salt, payload_hash, leaf, at, op, tx, seal_id) "
        f"VALUES (%s, %s, %s, %s, %s, %s, %s, %s, '{stamp}', 'I', {number}, {seal})",
        entered,
    )
