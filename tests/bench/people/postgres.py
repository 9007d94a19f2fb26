"""The same population on PostgreSQL, and the server's CPU time beside our own."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from alongside.people.rules.search import Ask
from tests.bench.people.population import CARDS, INDEX, rows, stamp

TICK = 0.01
"""Seconds; the kernel counts another process's CPU in hundredths."""
SCHEMA = "bench_{count}_{stamp}"


def asked(dsn: str, count: int) -> tuple[Ask, Callable[[], float]]:
    """Statements run on a schema of that many people, filled when missing, and a clock of both processes."""
    session = psycopg.connect(dsn, autocommit=True)
    schema = SCHEMA.format(count=count, stamp=stamp())
    if not session.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema]).fetchone():
        _fill(session, schema, count)
    session.execute(f"SET search_path = {schema}")
    server = Path(f"/proc/{session.info.backend_pid}/stat")

    def ask(sql: str, parameters: list[Any]) -> list[Any]:
        return session.execute(sql, parameters).fetchall()

    def clock() -> float:
        fields = server.read_text().rsplit(")", 1)[1].split()
        return time.process_time() + (int(fields[11]) + int(fields[12])) * TICK

    return ask, clock


def _fill(session: "psycopg.Connection[Any]", schema: str, count: int) -> None:
    session.execute(f"CREATE SCHEMA {schema}")
    session.execute(f"SET search_path = {schema}")
    session.execute(
        "CREATE TABLE people_search_key"
        ' (kind smallint NOT NULL, key text COLLATE "C" NOT NULL, person_id bigint NOT NULL)'
    )
    session.execute(CARDS)
    cards = []
    with session.cursor() as cursor, cursor.copy("COPY people_search_key FROM STDIN") as copy:
        for keys, card in rows(count):
            for key in keys:
                copy.write_row(key)
            cards.append(card)
    with session.cursor() as cursor, cursor.copy("COPY people_search_card FROM STDIN") as copy:
        for card in cards:
            copy.write_row(card)
    session.execute(INDEX)
    session.execute("VACUUM ANALYZE people_search_key")
    session.execute("VACUUM ANALYZE people_search_card")
