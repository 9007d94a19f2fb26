"""SQLite: copied through its own online backup, replaced by renaming."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from alongside.cli.backup.archive import NoRoom
from alongside.cli.backup.engine import Content
from alongside.cli.trouble import Trouble

# A full disk; a quota or limit used up.
NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}
PATIENCE_SECONDS = 60
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"


class Sqlite:
    """The database file at `path`."""

    name = "sqlite"
    part = "database.sqlite3"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.beside = path.with_name(path.name + ".restoring")

    def copy(self, to: Path) -> Content:
        """One read transaction over the whole file: writers go on meanwhile and none of theirs is half in it."""
        with _words(self.path), closing(_open(self.path)) as source, closing(sqlite3.connect(to)) as copy:
            source.backup(copy)
            # Without its write-ahead log the copy is one file, complete in itself.
            copy.execute("PRAGMA journal_mode=DELETE")
            migrations = tuple(name for (name,) in copy.execute(MIGRATIONS))
            return Content(_count(copy), migrations)

    def rows_in(self, copy: Path) -> Mapping[str, int]:
        """Runs SQLite's own integrity check over every page, then counts."""
        with _words(copy), closing(_open(copy)) as database:
            problems = [said for (said,) in database.execute("PRAGMA integrity_check")]
            if problems != ["ok"]:
                raise Trouble(f"The copy is damaged: {problems[0]}")
            return _count(database)

    def is_empty(self) -> bool:
        """No file, or a file without tables."""
        if not self.path.exists():
            return True
        with _words(self.path), closing(_open(self.path)) as database:
            return not database.execute(TABLES).fetchall()

    def lay_beside(self, copy: Path) -> str:
        """The copy becomes a file next to the present one."""
        self.drop_beside()
        with (
            _words(self.beside),
            closing(_open(copy)) as source,
            closing(sqlite3.connect(self.beside)) as fresh,
        ):
            self.beside.chmod(0o600)
            source.backup(fresh)
        return f"sqlite:///{self.beside}"

    def drop_beside(self) -> None:
        """Removes the file beside and its write-ahead log."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            self.beside.with_name(self.beside.name + suffix).unlink(missing_ok=True)

    def swap(self) -> None:
        """Renames over the present file. Refuses while anybody has that one open."""
        _fold_log(self.beside)
        if self.path.exists():
            # The old write-ahead log must be gone, or SQLite would play it into the new file. SQLite gives
            # it up only to the last connection, which is also how we know that nobody else is there.
            _fold_log(self.path)
        self.beside.replace(self.path)


def _open(path: Path) -> sqlite3.Connection:
    """An existing file only: opening must not make a new one."""
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=PATIENCE_SECONDS)


def _count(database: sqlite3.Connection) -> dict[str, int]:
    tables = [name for (name,) in database.execute(TABLES)]
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 names come from the schema


def _fold_log(path: Path) -> None:
    """Writes the write-ahead log into the file and removes it."""
    try:
        with closing(sqlite3.connect(path, timeout=2)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as busy:
        raise Trouble(
            f"{path} is in use. Stop the server and the worker, then try again. Nothing was changed."
        ) from busy


@contextmanager
def _words(path: Path) -> Iterator[None]:
    """SQLite's errors in plain words."""
    try:
        yield
    except sqlite3.Error as problem:
        if getattr(problem, "sqlite_errorcode", 0) in NO_ROOM:
            raise NoRoom from problem
        raise Trouble(f"The database {path} cannot be read: {problem}") from problem
