"""SQLite's copies: of one moment, while in use, and never half."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from alongside.cli.backup.sqlite import Sqlite
from alongside.cli.trouble import Trouble


def make(path: Path, rows: int = 50) -> Sqlite:
    """A database with two tables that every transaction keeps equal."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            """PRAGMA journal_mode=WAL;
            CREATE TABLE django_migrations (app TEXT, name TEXT);
            INSERT INTO django_migrations VALUES ('records', '0001_initial');
            CREATE TABLE one (x); CREATE TABLE other (x);"""
        )
        for number in range(rows):
            add(database, number)
    return Sqlite(path)


def add(database: sqlite3.Connection, number: int) -> None:
    """One transaction that writes both tables."""
    with database:
        database.execute("INSERT INTO one VALUES (?)", [number])
        database.execute("INSERT INTO other VALUES (?)", [number])


def test_a_copy_is_of_one_moment_while_somebody_writes(tmp_path: Path) -> None:
    """No transaction is half in the copy, and the writer goes on meanwhile."""
    engine = make(tmp_path / "live.sqlite3")
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(engine.path, timeout=20)) as database:
            number = 0
            while not stop.is_set():
                add(database, number := number + 1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        contents = [engine.copy(tmp_path / f"copy{number}") for number in range(5)]
    finally:
        stop.set()
        writer.join()
    assert all(content.rows["one"] == content.rows["other"] for content in contents)
    assert contents[-1].migrations == ("records.0001_initial",)
    assert engine.rows_in(tmp_path / "copy4") == contents[-1].rows


def test_a_copy_is_one_file(tmp_path: Path) -> None:
    """What is still in the write-ahead log is in the copy, which needs no log of its own."""
    engine = make(tmp_path / "live.sqlite3")
    with closing(sqlite3.connect(engine.path)) as held:
        held.execute("SELECT * FROM one").fetchone()
        engine.copy(tmp_path / "copy")
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy"]
    assert engine.rows_in(tmp_path / "copy")["one"] == 50


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    """The integrity check reads every page, not only the first."""
    engine = make(tmp_path / "live.sqlite3", rows=2000)
    engine.copy(tmp_path / "copy")
    damaged = bytearray((tmp_path / "copy").read_bytes())
    damaged[4096 * 5 : 4096 * 6] = b"\xff" * 4096
    (tmp_path / "copy").write_bytes(damaged)
    with pytest.raises(Trouble, match=r"damaged|cannot be read"):
        engine.rows_in(tmp_path / "copy")


def test_the_one_beside_takes_the_place_in_one_step(tmp_path: Path) -> None:
    """And no write-ahead log of the old one is left to be played into it."""
    engine = make(tmp_path / "live.sqlite3", rows=3)
    engine.copy(tmp_path / "copy")
    with closing(sqlite3.connect(engine.path)) as database:
        add(database, 99)
    engine.lay_beside(tmp_path / "copy")
    engine.swap()
    assert engine.rows_in(engine.path)["one"] == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "live.sqlite3"]


def test_a_database_in_use_is_not_replaced(tmp_path: Path) -> None:
    """The message says what to stop; what was there is there."""
    engine = make(tmp_path / "live.sqlite3", rows=3)
    engine.copy(tmp_path / "copy")
    engine.lay_beside(tmp_path / "copy")
    with closing(sqlite3.connect(engine.path)) as server:
        add(server, 99)
        with pytest.raises(Trouble, match="Stop the server and the worker"):
            engine.swap()
        assert server.execute("SELECT count(*) FROM one").fetchone() == (4,)


def test_empty_means_no_tables(tmp_path: Path) -> None:
    """A file that sqlite made and nobody filled is empty, too."""
    assert Sqlite(tmp_path / "none.sqlite3").is_empty()
    with closing(sqlite3.connect(tmp_path / "bare.sqlite3")):
        pass
    assert Sqlite(tmp_path / "bare.sqlite3").is_empty()
    assert not make(tmp_path / "live.sqlite3").is_empty()
