"""A borough whose lists are as long as ever while its history grows: the question that speed is asked.

Open are 20,000 waits over all lists, 2,800 of them on the list that is looked at, whatever the size. Behind them stand
twenty pieces of work for each person, all of them over. Both are filled in bulk past the audit's triggers and with the
indexes taken off, which are put back before anything is measured; kept under var/bench for next time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connection

from alongside.records import clock

NEIGHBOURS = 100
OPEN, ON_THE_LIST = 20_000, 2_800
EACH = 20
LIST = ("needs-assessment", "for assessment")
# Of closed work nothing is owed: the last table is of open work only.
TABLES = ("pathways_journey", "pathways_wait", "records_grant", "pathways_promise")
# So many in each thousand of the closed work are of the list that is looked at.
SHARE = OPEN // ON_THE_LIST


def build(path: Path, people: int) -> None:
    """Make the database Django is connected to (the file `path`, freshly migrated) a borough of `people`."""
    from alongside.records.audit import triggers
    from tests.town import build as town

    town.fill(NEIGHBOURS, 1, lambda _said: None)
    waits = _waits()
    connection.close()
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA cache_size = -200000")
        take_off_triggers(raw)
        indexes = take_off_indexes(raw, TABLES)
        raw.execute("BEGIN")
        _fill(raw, people, waits)
        raw.execute("COMMIT")
        for index in indexes:
            raw.execute(index)
        raw.execute("ANALYZE")
    triggers.install()


def _waits() -> list[tuple[str, str]]:
    """Every wait of every pathway in force that is not restricted, the one that is looked at first."""
    from alongside.pathways import library

    found = [
        (key, name)
        for key, each in library.current().pathways.items()
        for name in each.pathway.waits
        if not each.pathway.restricted_to
    ]
    return [LIST, *(each for each in sorted(found) if each != LIST)]


def take_off_triggers(raw: sqlite3.Connection) -> None:
    """Fill past the audit; `triggers.install` puts it back."""
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")


def take_off_indexes(raw: sqlite3.Connection, tables: Sequence[str]) -> list[str]:
    """Take the indexes off these tables; gives the statements that put them back."""
    marks = ", ".join("?" * len(tables))
    found = raw.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",
        list(tables),
    ).fetchall()
    for name, _sql in found:
        raw.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in found]


def _fill(raw: sqlite3.Connection, people: int, waits: Sequence[tuple[str, str]]) -> None:
    raw.execute("CREATE TEMP TABLE list (place INTEGER PRIMARY KEY, pathway TEXT, name TEXT)")
    raw.executemany("INSERT INTO list VALUES (?, ?, ?)", [(at, *each) for at, each in enumerate(waits)])
    person = raw.execute("SELECT min(record_id) FROM people_person WHERE root_id = record_id").fetchone()[0]
    first = raw.execute("SELECT max(id) FROM pathways_journey").fetchone()[0] + 1
    given: dict[str, Any] = {
        "today": clock.today().isoformat(),
        "now": (clock.now() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M:%S"),
        "person": person,
        "first": first,
        "people": people,
        "step": 10_000_000,
        "share": SHARE,
        "lists": len(waits) - 1,
        "like": raw.execute("SELECT max(id) FROM pathways_journey WHERE pathway = ?", LIST[:1]).fetchone()[0],
    }
    for table in ("records_record", "people_person"):
        _copy(raw, table, given)
    for closed, many in ((True, people * EACH), (False, OPEN)):
        told = {**given, "many": many, "closed": closed, "first": first}
        for table in TABLES[: 3 if closed else 4]:
            raw.execute(_insert(raw, table), told)
        first += many


def _copy(raw: sqlite3.Connection, table: str, given: dict[str, Any]) -> None:
    """As many neighbours as are wanted, each a copy of one of the town in another name."""
    columns = [column for _, column, *_ in raw.execute(f"PRAGMA table_info({table})")]
    new = {"id": ":step + n", "record_id": ":step + n", "root_id": ":step + n", "merged_into_id": "NULL"}
    new |= {"name": "'Somebody ' || n", "sort_name": "'somebody ' || n", "nhs_number": "''"}
    new |= {"nhs_absent_reason": "'not known'"}
    values = ", ".join(new.get(column, f'"{column}"') for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    key = "record_id" if table == "people_person" else "id"
    raw.execute(
        f"INSERT INTO {table} ({named}) WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c"
        f" WHERE n < :people) SELECT {values} FROM c, {table} WHERE {key} = :person",
        given,
    )


# Numbers from 0 on: each is one piece of work, its person, and its place among the lists.
_EACH = (
    "WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < :many),"
    " e AS (SELECT n, :first + n AS id, :step + 1 + (CASE WHEN :closed THEN n / 20 ELSE n % :people END) AS record,"
    " CASE WHEN n % :share = 0 THEN 0 ELSE 1 + n % :lists END AS place,"
    " date(:today, '-' || (CASE WHEN :closed THEN 40 + ((n * 2654435761) >> 9) % 3000"
    " ELSE ((n * 2654435761) >> 9) % 400 END) || ' days')"
    " AS began FROM c)"
)
# What each table's rows say; a column that is not named here is empty, or nought.
_ROWS: dict[str, dict[str, str]] = {
    "pathways_journey": {
        "id": "e.id",
        "pathway": "l.pathway",
        "opened_at": "e.began || ' 09:00:00'",
        "version": "3",
        "definition": "j.definition",
        "stage": "j.stage",
        "entered_at": "e.began || ' 09:00:00'",
        "ended_at": "CASE WHEN :closed THEN date(e.began, '+30 days') || ' 09:00:00' END",
        "owner": "CASE WHEN n % 3 = 0 THEN 'worker:1' ELSE 'team:bench' END",
        "team": "'team:bench'",
        "priority": "1 + n % 4",
        "priority_reason": "'Carer unwell since Tuesday'",
        "reprioritised": "'[]'",
        "interim_measures": "'A night sitter'",
        "came_by": "'self'",
        "next_step": "'Give it to a worker'",
        "next_on": ":today",
        "person_id": "e.record",
        "record_id": "e.record",
    },
    "pathways_wait": {
        "id": "10000000 + e.id",
        "pathway": "l.pathway",
        "name": "l.name",
        "event": "1",
        "started_at": "e.began || ' 09:00:00'",
        "started_on": "e.began",
        "stopped_at": "CASE WHEN :closed THEN date(e.began, '+30 days') || ' 09:00:00' END",
        "stopped_on": "CASE WHEN :closed THEN date(e.began, '+30 days') END",
        "how": "CASE WHEN :closed THEN 'completed' ELSE '' END",
        "due_on": "date(e.began, '+28 days')",
        "rank": "1 + n % 4",
        "given": "n % 3 = 0",
        "course": "e.began || '/0//0 ' || date(e.began, '+7 days') || '/1//' || (n % 3 = 0)",
        "journey_id": "e.id",
        "record_id": "e.record",
    },
    "records_grant": {
        "record_id": "e.record",
        "holder": "'team:bench'",
        "basis": "'work of the team'",
        "source": "'journey:' || e.id",
        "starts_at": "e.began || ' 09:00:00'",
        "ends_at": "CASE WHEN :closed THEN date(e.began, '+30 days') || ' 09:00:00' END",
    },
    "pathways_promise": {
        "pathway": "l.pathway",
        "name": "'keep in touch'",
        "event": "e.id",
        "owed_to": "'person'",
        "owner": "'team:bench'",
        "opened_at": "e.began || ' 09:00:00'",
        "due_at": "date(:today, '+' || (n % 14) || ' days') || ' 23:00:00'",
        "closes": "'G-12'",
        "duty": "1",
        "journey_id": "e.id",
        "person_id": "e.record",
        "record_id": "e.record",
    },
}


def _insert(raw: sqlite3.Connection, table: str) -> str:
    """The statement that writes all rows of a table at once."""
    said, columns, values = _ROWS[table], [], []
    for _place, column, kind, required, default, key in raw.execute(f"PRAGMA table_info({table})"):
        if column not in said and (key or not required):
            continue
        empty = default or ("''" if kind.lower() == "text" else "0")
        columns.append(f'"{column}"')
        values.append(said.get(column, empty))
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) {_EACH} SELECT {', '.join(values)} FROM e"
        " JOIN temp.list l ON l.place = e.place JOIN pathways_journey j ON j.id = :like"
    )
