"""Whatever is altered, removed, put in, swapped or cut off the audit, the first place is named (R-244)."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from alongside.records import rules
from alongside.records.audit import anchor, seal, verify
from alongside.records.models import Entry, Seal
from alongside.records.tests import burglar

pytestmark = pytest.mark.django_db

ENTRY_COLUMNS = [str(field.column) for field in Entry._meta.concrete_fields]
SEAL_COLUMNS = [str(field.column) for field in Seal._meta.concrete_fields]
KINDS = ("I", "U", "D", "R")


@pytest.fixture(autouse=True)
def _chain(settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path
    burglar.a_chain()


def otherwise(column: str, value: Any) -> Any:
    """Another value that the column would take."""
    match column:
        case "id":
            return 10_000_000 + value
        case "seal_id":
            return value - 1
        case "op":
            return "R" if value != "R" else "I"
        case "at":
            return "2020-02-02T02:02:02.000000Z" if isinstance(value, str) else value.replace(year=2020)
        case "payload":
            return value.replace(":", ": ", 1)
    return (value or 0) + 1 if value is None or isinstance(value, int) else value + "0"


def test_a_chain_that_nobody_touched_is_whole() -> None:
    """R-244: no cry of wolf. Every kind of entry is in it and each is sealed."""
    assert verify.first_break() == ""
    assert set(Entry.objects.values_list("op", flat=True).order_by("op").distinct()) == set(KINDS)
    assert not Entry.objects.filter(seal__isnull=True).exists()


@pytest.mark.parametrize("column", ENTRY_COLUMNS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_altered_column_of_an_entry_is_named(kind: str, column: str) -> None:
    """R-244: each column of each kind of entry, altered with the triggers off and on again."""
    entry = burglar.an_entry(kind)
    with burglar.triggers_off():
        altered = otherwise(column, getattr(entry, column))
        assert burglar.sql(f"UPDATE records_audit SET {column} = %s WHERE id = %s", altered, entry.id) == 1
    assert f"Audit entry {entry.id} " in verify.first_break()


@pytest.mark.parametrize("column", ["payload", "salt", "seal_id"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_emptied_column_of_an_entry_is_named(kind: str, column: str) -> None:
    """R-244: what is not there is altered, too."""
    entry = burglar.an_entry(kind)
    with burglar.triggers_off():
        burglar.sql(f"UPDATE records_audit SET {column} = NULL WHERE id = %s", entry.id)
    assert f"udit entry {entry.id} " in verify.first_break()


@pytest.mark.parametrize("column", SEAL_COLUMNS)
def test_an_altered_column_of_a_seal_is_named(column: str) -> None:
    """R-244: each column of a seal, the reason of an action among them."""
    sealed = Seal.objects.order_by("id")[2]
    with burglar.triggers_off():
        altered = otherwise(column, getattr(sealed, column))
        burglar.sql(f"UPDATE records_seal SET {column} = %s WHERE id = %s", altered, sealed.id)
    assert f"Seal {sealed.id} " in verify.first_break()


@pytest.mark.parametrize("kind", KINDS)
def test_a_removed_entry_is_named(kind: str) -> None:
    """R-244: one line torn out."""
    entry = burglar.an_entry(kind)
    with burglar.triggers_off():
        burglar.sql("DELETE FROM records_audit WHERE id = %s", entry.id)
    assert verify.first_break() == f"Audit entry {entry.id} is gone: seal {entry.seal_id} closed it."


@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_removed_seal_is_named(place: int) -> None:
    """R-244: the first, one in the middle, the last; its entries tell of it."""
    sealed = list(Seal.objects.order_by("id"))[place]
    first = Entry.objects.filter(seal=sealed).order_by("id")[0]
    with burglar.triggers_off():
        burglar.sql("DELETE FROM records_seal WHERE id = %s", sealed.id)
    said = list(verify.breaks())
    assert f"Seal {sealed.id} is missing." in said or f"Audit entry {first.id} belongs to" in " ".join(said)


def test_a_removed_seal_with_its_entries_is_named() -> None:
    """R-244: a page torn out cleanly."""
    with burglar.triggers_off():
        burglar.sql("DELETE FROM records_audit WHERE seal_id = 3")
        burglar.sql("DELETE FROM records_seal WHERE id = 3")
    assert verify.first_break() == "Seal 3 is missing."


@pytest.mark.parametrize("apart", [False, True], ids=["under one seal", "under two seals"])
def test_two_entries_that_changed_places_are_named(apart: bool) -> None:
    """R-244: the contents of two entries swapped, under one seal and across two."""
    entries = list(Entry.objects.filter(op="I").order_by("id"))
    one, two = next((one, two) for one, two in pairwise(entries) if (one.seal_id != two.seal_id) == apart)
    columns = [column for column in ENTRY_COLUMNS if column not in ("id", "seal_id")]
    with burglar.triggers_off():
        for target, source in ((one, two), (two, one)):
            sets = ", ".join(f"{column} = %s" for column in columns)
            values = [getattr(source, column) for column in columns]
            burglar.sql(f"UPDATE records_audit SET {sets} WHERE id = %s", *values, target.id)
    assert f"Audit entry {one.id} " in verify.first_break()


def test_an_entry_slipped_in_is_named() -> None:
    """R-244: an invented reading, put under a seal that was closed before."""
    with burglar.triggers_off():
        burglar.sql(
            "INSERT INTO records_audit (at, op, tbl, row, payload, salt, payload_hash, leaf, seal_id) "
            "VALUES ('2026-01-01T00:00:00.000000Z', 'R', 'people.show', '', '{}', 'x', 'x', 'x', 2)"
        )
    newest = Entry.objects.order_by("-id")[0]
    assert verify.first_break().startswith(f"Audit entry {newest.id} ")


def rehash(entry: Entry) -> None:
    """Make an altered entry agree with itself."""
    entry.payload_hash = rules.payload_hash(entry.payload or "", entry.salt or "")
    entry.leaf = seal.leaf(entry)
    burglar.sql(
        "UPDATE records_audit SET payload = %s, payload_hash = %s, leaf = %s WHERE id = %s",
        entry.payload, entry.payload_hash, entry.leaf, entry.id,
    )  # fmt: skip


def reseal(sealed: Seal, **changed: Any) -> None:
    """Make an altered seal agree with itself and its entries."""
    for name, value in changed.items():
        setattr(sealed, name, value)
    leaves = Entry.objects.filter(seal_id=sealed.id).order_by("id").values_list("leaf", flat=True)
    sealed.root = rules.merkle_root(list(leaves))
    sealed.hash = verify.fields_of(sealed).hash()
    burglar.sql(
        "UPDATE records_seal SET reason = %s, root = %s, previous = %s, hash = %s WHERE id = %s",
        sealed.reason, sealed.root, sealed.previous, sealed.hash, sealed.id,
    )  # fmt: skip


def test_a_burglar_who_knows_the_arithmetic_is_noticed_one_step_on() -> None:
    """R-244: rehash the entry, and the root tells; make a new root, and the next seal tells; remake them all, and
    the note outside the database tells."""
    anchor.write()
    entry = Entry.objects.filter(op="U", seal__gt=1).order_by("id")[0]
    with burglar.triggers_off():
        entry.payload = (entry.payload or "").replace("y", "z")
        rehash(entry)
    assert f"under seal {entry.seal_id} was altered: one of " in verify.first_break()
    with burglar.triggers_off():
        sealed = Seal.objects.get(id=entry.seal_id or 0)
        reseal(sealed)
    assert verify.first_break() == f"Seal {sealed.id + 1} does not follow the seal before it."
    with burglar.triggers_off():
        for later in Seal.objects.filter(id__gt=sealed.id).order_by("id"):
            reseal(later, previous=sealed.hash)
            sealed = later
    assert verify.first_break() == f"Seal {sealed.id} is not the one noted outside the database."


def _cut_off(after_seal: int) -> None:
    with burglar.triggers_off():
        burglar.sql("DELETE FROM records_audit WHERE seal_id > %s OR seal_id IS NULL", after_seal)
        burglar.sql("DELETE FROM records_seal WHERE id > %s", after_seal)


def test_a_tail_cut_off_is_named() -> None:
    """R-244: truncation, noticed by the note outside the database."""
    anchor.write()
    newest = Seal.objects.order_by("-id")[0]
    _cut_off(newest.id - 2)
    said = list(verify.breaks())
    assert (
        f"Seal {newest.id} was noted outside the database and is no longer there: the chain was cut short."
        in said
    )


@pytest.mark.sqlite
def test_on_sqlite_a_tail_cut_off_is_named_without_any_note() -> None:
    """R-244: SQLite remembers how many entries there were."""
    last = Entry.objects.order_by("-id")[0]
    _cut_off(Seal.objects.order_by("-id")[0].id - 1)
    kept = Entry.objects.order_by("-id")[0]
    assert f"Audit entry {kept.id + 1} is gone, and what came after it up to {last.id}." in verify.breaks()


def test_a_chain_begun_anew_is_noticed() -> None:
    """R-244: a burglar who replaces the whole audit by another has no note of the first seal."""
    anchor.write()
    with burglar.triggers_off():
        sealed = Seal.objects.get(id=1)
        reseal(sealed, reason="another beginning")
    assert "the database was replaced by one begun anew" in " ".join(verify.breaks())


def test_notes_of_other_databases_are_let_be() -> None:
    """One home may have served several databases; each has its own chain."""
    anchor.file().write_text('{"database": "another", "chain": "ab", "seal": 9000, "at": "", "hash": "x"}\n')
    anchor.write()
    anchor.write()
    assert verify.first_break() == ""
    assert len(anchor.file().read_text().splitlines()) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_audit SET at = 'x' WHERE id = (SELECT min(id) FROM records_audit)",
        "UPDATE records_audit SET payload = NULL, salt = NULL",
        "UPDATE records_audit SET seal_id = 1 WHERE seal_id = 2",
        "DELETE FROM records_audit",
        "DELETE FROM records_seal",
        "UPDATE records_seal SET reason = 'x'",
        "DELETE FROM records_event",
        "UPDATE records_event SET sentence = 'x'",
        "INSERT INTO records_audit (at, op, tbl, row, payload_hash, leaf, seal_id) VALUES ('', 'R', '', '', '', '', 1)",
        "INSERT INTO records_audit (at, op, tbl, row, payload_hash, leaf) VALUES ('', 'R', '', '', 'x', '')",
    ],
)
def test_the_audit_cannot_be_written_to_while_the_triggers_stand(statement: str) -> None:
    """R-244: append-only, by the database itself."""
    with pytest.raises(DatabaseError), transaction.atomic():
        burglar.sql(statement)
    assert verify.first_break() == ""


def test_a_stray_cannot_be_hidden_under_an_old_seal() -> None:
    """A burglar who writes past the application could otherwise seal the trace themselves."""
    burglar.sql("UPDATE records_record SET kind = 'x'")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        burglar.sql("UPDATE records_audit SET seal_id = 1 WHERE seal_id IS NULL")


@pytest.mark.sqlite
@pytest.mark.parametrize("table", ["records_audit", "records_event", "records_seal"])
def test_on_sqlite_replace_does_not_get_past_the_triggers(table: str) -> None:
    """SQLite's REPLACE removes the old row without firing its delete trigger."""
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        burglar.sql(f"REPLACE INTO {table} SELECT * FROM {table} WHERE id = (SELECT min(id) FROM {table})")


@pytest.mark.postgres
@pytest.mark.parametrize("table", ["records_audit", "records_event", "records_seal", "records_blindmatch"])
def test_on_postgresql_truncate_is_refused(table: str) -> None:
    """TRUNCATE fires no trigger for the rows it removes."""
    burglar.sql("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        burglar.sql(f"TRUNCATE {table} CASCADE")


@pytest.mark.postgres
@pytest.mark.parametrize("decoy", ["TEMP TABLE records_audit", "TABLE decoys.records_audit"])
def test_on_postgresql_a_decoy_table_catches_nothing(decoy: str) -> None:
    """A temporary table, or one in a schema put in front, would otherwise take our entries."""
    before = Entry.objects.count()
    burglar.sql("CREATE SCHEMA decoys")
    burglar.sql(f"CREATE {decoy} (LIKE public.records_audit INCLUDING ALL)")
    burglar.sql("SET LOCAL search_path = decoys, public")
    burglar.sql("UPDATE public.records_record SET kind = 'x'")
    burglar.sql("SET LOCAL search_path = public, pg_temp")
    burglar.sql("DROP TABLE IF EXISTS pg_temp.records_audit")
    assert Entry.objects.count() > before


@pytest.mark.postgres
def test_on_postgresql_the_time_zone_of_a_session_does_not_show_in_the_audit() -> None:
    """Somebody's psql in London time wrote the row; `check` in UTC must find it as it was written."""
    from alongside.records.audit import state

    burglar.sql("SET LOCAL TIME ZONE 'Pacific/Auckland'")
    burglar.sql("UPDATE records_worker SET last_login = now()")
    burglar.sql("SET LOCAL TIME ZONE 'UTC'")
    assert list(state.differences()) == []


@given(st.lists(st.none() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])), max_size=9))
def test_a_leaf_is_the_hash_of_its_fields_as_json(fields: list[object]) -> None:
    """Whoever checks a proof without our program needs nothing but JSON and SHA-256 (R-247)."""
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    assert rules.leaf_hash(fields) == hashlib.sha256(b"\x00" + text.encode()).hexdigest()
