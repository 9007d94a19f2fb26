"""A borough of any size for the page bench: the town and a hundred neighbours, copied over and over.

The worker who is measured sees the same people whatever the size: a borough grows, a caseload does not. Built in
bulk past the audit's triggers, which are put back before anything is measured; kept under var/bench for next time.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "var" / "bench"
NEIGHBOURS = 500
TABLES = (
    "records_record", "people_person", "people_name", "people_address", "people_reach", "people_trait",
    "people_need", "people_relationship", "people_alert", "records_grant", "records_event",
)  # fmt: skip
KEYS = {"id", "record_id", "person_id", "root_id", "other_id", "merged_into_id"}


def build(path: Path, people: int) -> None:
    """Make the database Django is connected to (the file `path`, freshly migrated) a borough of `people`."""
    from alongside.records.audit import triggers
    from tests.town import build as town

    town.fill(NEIGHBOURS, 1, lambda _said: None)
    for_priya_only_at_first = "UPDATE records_grant SET holder = 'team:elsewhere' WHERE holder LIKE 'team:%'"
    connection.close()
    with closing(sqlite3.connect(path, timeout=60)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute(for_priya_only_at_first)
        _give_priya_enough(raw)
        _multiply(raw, people)
        raw.execute("ANALYZE")
        raw.commit()
    triggers.install()


def _give_priya_enough(raw: sqlite3.Connection) -> None:
    """Two hundred people are open to her: more than one page of the list."""
    raw.execute(
        "INSERT INTO records_grant (record_id, holder, basis, source, named, reason, starts_at, ended_why)"
        " SELECT p.record_id, 'worker:' || w.id, 'opened with a reason', '', 0, '', '2026-01-05 09:00:00', ''"
        " FROM people_person p, records_worker w WHERE w.name = 'Priya Nair' AND p.record_id <= 220"
        " AND NOT EXISTS (SELECT 1 FROM records_record r WHERE r.id = p.record_id AND r.restricted)"
    )


def _multiply(raw: sqlite3.Connection, people: int) -> None:
    step = 1_000_000
    base = raw.execute("SELECT count(*) FROM records_record").fetchone()[0]
    whole = _copies(raw)
    for turn in range(1, max(people // base, 1)):
        for statement in whole:
            raw.execute(statement, {"by": turn * step})


def _copies(raw: sqlite3.Connection) -> list[str]:
    made = []
    for table in TABLES:
        columns = [column for _, column, *_ in raw.execute(f"PRAGMA table_info({table})")]
        moved = ", ".join(f'"{name}" + :by' if name in KEYS else f'"{name}"' for name in columns)
        if table == "records_grant":
            moved = moved.replace('"holder"', "'team:elsewhere'")
        if table == "records_event":
            # What happened to somebody's work did not happen to their neighbour's.
            moved = moved.replace('"subject"', "CASE subject WHEN '' THEN '' ELSE subject || '-' || :by END")
        key = "record_id" if table == "people_person" else "id"
        named = ", ".join(f'"{name}"' for name in columns)
        made.append(f"INSERT INTO {table} ({named}) SELECT {moved} FROM {table} WHERE {key} < 1000000")
    return made
