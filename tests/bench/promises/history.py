"""The borough of the lists, with promises behind it: as many open and lately due at any size, the rest long ago.

Its 20,000 pieces of open work have one duty open each; as many were due in the last weeks. Each piece of work that is
over had a promise that was due before those weeks. Filled in as the lists are (`tests.bench.lists.history`).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from alongside.pathways.rules import kept
from alongside.records import clock
from tests.bench.lists import history

TABLE = "pathways_promise"
WEEKS = kept.WEEKS * 7
_OF_TEN = "CASE {n} % 10 WHEN 0 THEN 'excused' WHEN 1 THEN 'lapsed' ELSE 'kept' END"


def build(path: Path, people: int) -> None:
    """Make the database Django is connected to (the file `path`, freshly migrated) a borough of `people`."""
    from alongside.records.audit import triggers

    history.build(path, people)
    connection.close()
    with closing(sqlite3.connect(path, timeout=60, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("PRAGMA cache_size = -200000")
        history.take_off_triggers(raw)
        indexes = history.take_off_indexes(raw, (TABLE,))
        raw.execute("BEGIN")
        given = {"today": clock.today().isoformat()}
        for statement in (_due_lately(raw), _long_ago(raw)):
            raw.execute(statement, given)
        raw.execute("COMMIT")
        for index in indexes:
            raw.execute(index)
        raw.execute("ANALYZE")
    triggers.install()


def _due_lately(raw: sqlite3.Connection) -> str:
    """What each piece of open work was owed before, due within the weeks that the board looks at."""
    due = f"date(:today, '-' || (1 + p.id % {WEEKS - 7}) || ' days') || ' 23:00:00'"
    said = {
        "name": "'review the risk'",
        "event": "1000000000 + p.id",
        "opened_at": f"datetime({due}, '-14 days')",
        "due_at": due,
        "closed_at": f"datetime({due}, CASE WHEN p.id % 4 THEN '-1 day' ELSE '+1 day' END)",
        "how": _OF_TEN.format(n="p.id"),
    }
    return _insert(raw, said, f"{TABLE} p WHERE p.owner = 'team:bench' AND p.closed_at IS NULL")


def _long_ago(raw: sqlite3.Connection) -> str:
    """What each piece of work that is over was owed, due before those weeks."""
    due = f"datetime(j.opened_at, '-{WEEKS} days')"
    said = {
        "record_id": "j.record_id",
        "person_id": "j.person_id",
        "journey_id": "j.id",
        "pathway": "j.pathway",
        "event": "2000000000 + j.id",
        "opened_at": f"datetime({due}, '-14 days')",
        "due_at": due,
        "closed_at": f"datetime({due}, CASE WHEN j.id % 4 THEN '-1 day' ELSE '+1 day' END)",
        "how": _OF_TEN.format(n="j.id"),
    }
    like = f"(SELECT * FROM {TABLE} WHERE owner = 'team:bench' LIMIT 1) p"
    return _insert(
        raw, said, f"pathways_journey j, {like} WHERE j.team = 'team:bench' AND j.ended_at IS NOT NULL"
    )


def _insert(raw: sqlite3.Connection, said: dict[str, str], source: str) -> str:
    """The statement that writes promises like `p`, but for what is said of them."""
    columns = [column for _place, column, *_ in raw.execute(f"PRAGMA table_info({TABLE})") if column != "id"]
    values = ", ".join(said.get(column, f'p."{column}"') for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {TABLE} ({named}) SELECT {values} FROM {source}"
