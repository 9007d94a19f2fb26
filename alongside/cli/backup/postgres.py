"""PostgreSQL: copied with pg_dump in one snapshot, restored beside and renamed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.db import connection
from psycopg import errors, sql

from alongside.cli.backup.archive import NoRoom
from alongside.cli.backup.engine import Content
from alongside.cli.trouble import Trouble

# Who owns what is the business of the server the backup is restored on.
PLAIN = ("--no-owner", "--no-privileges")
NO_ROOM = ("No space left", "quota exceeded", "File too large")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"
COPY_BEGINS = re.compile(rb'^COPY public\."?([^" ]+)"? \(.*\) FROM stdin;$')
COPY_ENDS = b"\\."


@dataclass(frozen=True)
class Postgres:
    """The database `database` on a server."""

    database: str
    user: str
    password: str
    host: str
    port: str
    name: str = "postgresql"
    part: str = "database.dump"

    @classmethod
    def configured(cls) -> Postgres:
        """The database of DATABASE_URL."""
        said = connection.settings_dict
        return cls(said["NAME"], said["USER"], said["PASSWORD"], said["HOST"], str(said["PORT"]))

    @property
    def beside(self) -> str:
        """The name of the database that a restore fills."""
        return f"{self.database}_restoring"

    def create(self) -> None:
        """Creates the database where it is missing."""
        if not self._exists(self.database):
            self._administer("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", self.database)

    def copy(self, to: Path) -> Content:
        """pg_dump and the counts see the same snapshot, while everybody goes on working."""
        with self._connect(self.database) as held, held.transaction():
            held.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            snapshot = _one(held, "SELECT pg_export_snapshot()")
            self._run(
                "pg_dump",
                ["--format=custom", *PLAIN, f"--snapshot={snapshot}", "--file", str(to), self.database],
            )
            migrations = tuple(name for (name,) in held.execute(MIGRATIONS))
            return Content(_count(held), migrations)

    def rows_in(self, copy: Path) -> Mapping[str, int]:
        """Has pg_restore read the whole dump back and counts the rows that come out."""
        command = [program("pg_restore"), "--data-only", "--file=-", str(copy)]
        with tempfile.TemporaryFile() as said:
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as reader:
                rows = _rows(reader.stdout or ())
            said.seek(0)
            if reader.returncode:
                raise Trouble(f"The copy is damaged: {said.read().decode(errors='replace').strip()}")
        return rows

    def is_empty(self) -> bool:
        """No database, or one without tables."""
        if not self._exists(self.database):
            return True
        with self._connect(self.database) as held:
            return held.execute(TABLES).fetchone() is None

    def lay_beside(self, copy: Path) -> str:
        """Restores into a new database on the same server."""
        self.drop_beside()
        self._administer("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0", self.beside)
        options = ["--exit-on-error", "--single-transaction", *PLAIN]
        self._run("pg_restore", [*options, "--dbname", self.beside, str(copy)])
        user = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}@" if self.user else ""
        if self.host.startswith("/"):
            return f"postgresql://{user}:{self.port}/{quote(self.beside)}?host={quote(self.host)}"
        return f"postgresql://{user}{self.host}:{self.port or 5432}/{quote(self.beside)}"

    def drop_beside(self) -> None:
        """Removes the database beside."""
        self._administer("DROP DATABASE IF EXISTS {}", self.beside)

    def swap(self) -> None:
        """Both renames happen in one transaction, so there is never a moment without a database."""
        connection.close()
        old = f"{self.database}_replaced"
        there = self._exists(self.database)
        try:
            with self._connect(self._maintenance()) as held, held.transaction():
                if there:
                    held.execute(_named("ALTER DATABASE {} RENAME TO {}", self.database, old))
                held.execute(_named("ALTER DATABASE {} RENAME TO {}", self.beside, self.database))
        except errors.ObjectInUse as busy:
            raise Trouble(
                f"The database {self.database} is in use. Stop the server and the worker, then try again. "
                "Nothing was changed."
            ) from busy
        if there:
            self._administer("DROP DATABASE {}", old)

    def _maintenance(self) -> str:
        """A database to stand in while this one is made or renamed."""
        return "template1" if self.database == "postgres" else "postgres"

    def _connect(self, database: str) -> psycopg.Connection[Any]:
        try:
            return psycopg.connect(
                dbname=database,
                user=self.user or None,
                password=self.password or None,
                host=self.host or None,
                port=self.port or None,
            )
        except psycopg.OperationalError as problem:
            raise Trouble(f"PostgreSQL does not answer: {problem}".strip()) from problem

    def _exists(self, database: str) -> bool:
        with self._connect(self._maintenance()) as held:
            found = held.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
            return found is not None

    def _administer(self, statement: str, database: str) -> None:
        """One statement that may not stand in a transaction."""
        with self._connect(self._maintenance()) as held:
            held.autocommit = True
            try:
                held.execute(_named(statement, database))
            except errors.InsufficientPrivilege as refused:
                raise Trouble(
                    f"PostgreSQL does not let “{self.user}” make databases. Ask its administrator for: "
                    f'ALTER ROLE "{self.user}" CREATEDB'
                ) from refused

    def _run(self, tool: str, arguments: Sequence[str]) -> None:
        where = ["--username", self.user] * bool(self.user) + ["--host", self.host] * bool(self.host)
        where += ["--port", self.port] * bool(self.port)
        done = subprocess.run(
            [program(tool), "--no-password", *where, *arguments],
            env=os.environ | {"PGPASSWORD": self.password},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == -signal.SIGXFSZ or any(said in done.stderr for said in NO_ROOM):
            raise NoRoom
        if done.returncode:
            raise Trouble(f"{tool} failed: {done.stderr.strip()}")


def program(name: str) -> str:
    """The newest of PostgreSQL's programs on this machine: an older pg_dump cannot read a newer server."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which(name)
    if found is None:
        raise Trouble(
            f"{name} is needed for this and is not on this machine. On Debian: apt-get install postgresql-client"
        )
    return found


def _named(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))


def _one(held: psycopg.Connection[Any], query: str) -> Any:
    row = held.execute(query).fetchone()
    return row[0] if row else None


def _count(held: psycopg.Connection[Any]) -> dict[str, int]:
    tables = [name for (name,) in held.execute(TABLES).fetchall()]
    counted = {}
    for name in tables:
        row = held.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name))
        ).fetchone()
        counted[name] = int(row[0]) if row else 0
    return counted


def _rows(lines: Iterable[bytes]) -> dict[str, int]:
    """Rows of each table in a plain dump; in COPY's text form a row is one line."""
    counted: dict[str, int] = {}
    table = ""
    for raw in lines:
        line = raw.rstrip(b"\n")
        if table:
            if line == COPY_ENDS:
                table = ""
            else:
                counted[table] += 1
        elif begins := COPY_BEGINS.match(line):
            table = begins.group(1).decode()
            counted[table] = 0
    return counted
