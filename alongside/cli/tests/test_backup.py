"""Backup and restore as somebody types them, on whichever database the suite runs."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from alongside.cli.backup import archive, restore
from alongside.cli.backup.engine import configured
from alongside.cli.trouble import Trouble
from tests.fixtures.databases import Copy

# A row of no importance, written past the application.
STRAY = (
    "from django.db import connection; import django; django.setup();"
    'connection.cursor().execute("INSERT INTO records_worker (sign_in_name, name, password, email, phone,'
    " is_active, version) VALUES ('stray', 'Stray', '', '', '', true, 1)\")"
)


def backed_up(copy: Copy, name: str = "one.backup") -> Path:
    """A backup of the copy."""
    done = copy.run("backup", str(copy.home / name))
    assert done.returncode == 0, done.stderr
    return copy.home / name


def well(copy: Copy) -> bool:
    """Does `check` pass?"""
    return copy.run("check", "--json").returncode == 0


@contextmanager
def held_open(url: str) -> Iterator[Any]:
    """Somebody else's connection, as a running server has."""
    opened: Any
    if url.startswith("sqlite"):
        opened = sqlite3.connect(url.removeprefix("sqlite:///"))
        opened.execute("SELECT count(*) FROM django_migrations").fetchone()
    else:
        import psycopg

        opened = psycopg.connect(url)
    with closing(opened):
        yield opened


def test_a_restore_brings_back_what_was_there_once_it_has_proved_itself(copy_of_town: Copy) -> None:
    """A row that somebody slipped in past the application is gone again, and check says so.

    A backup of the database with that row in it does not prove itself and is not put in place.
    """
    good = backed_up(copy_of_town)
    assert copy_of_town.python("-c", STRAY).returncode == 0
    assert not well(copy_of_town)
    tampered = backed_up(copy_of_town, "tampered.backup")
    restored = copy_of_town.run("restore", str(good), "--replace")
    assert restored.returncode == 0, restored.stderr
    assert "check passed" in restored.stdout
    refused = copy_of_town.run("restore", str(tampered), "--replace")
    assert refused.returncode == 1
    assert "did not prove itself" in refused.stderr
    assert "outside" in refused.stderr
    assert well(copy_of_town)


def test_a_backup_restores_where_there_was_nothing(copy_of_town: Copy, tmp_path: Path) -> None:
    """On another machine: no database, no home."""
    file = backed_up(copy_of_town)
    elsewhere = replace(copy_of_town, url=f"{copy_of_town.url}_elsewhere", home=tmp_path / "elsewhere")
    done = elsewhere.run("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert well(elsewhere)
    _remove(elsewhere.url)


def _remove(url: str) -> None:
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).unlink()
        return
    import psycopg

    server, _slash, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as held:
        held.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def test_nothing_is_overwritten_unasked(copy_of_town: Copy) -> None:
    """Neither a backup nor a database; both refusals say what to do instead."""
    file = backed_up(copy_of_town)
    before = file.read_bytes()
    again = copy_of_town.run("backup", str(file))
    assert again.returncode == 1
    assert "is there already" in again.stderr
    assert file.read_bytes() == before
    unasked = copy_of_town.run("restore", str(file))
    assert unasked.returncode == 1
    assert "--replace" in unasked.stderr


def test_a_database_in_use_is_not_replaced(copy_of_town: Copy) -> None:
    """A server that still runs would write its next change into nothing."""
    file = backed_up(copy_of_town)
    with held_open(copy_of_town.url):
        done = copy_of_town.run("restore", str(file), "--replace")
    assert done.returncode == 1
    assert "Stop the server and the worker" in done.stderr
    assert well(copy_of_town)


def test_a_full_disk_leaves_the_older_backup_and_no_half_file(copy_of_town: Copy) -> None:
    """The kernel refuses the write, as a full disk does; the message says what to do."""
    older = backed_up(copy_of_town)
    before = older.read_bytes()

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, resource.RLIM_INFINITY))

    done = copy_of_town.run("backup", str(copy_of_town.home / "new.backup"), preexec_fn=no_room)
    assert done.returncode == 1
    assert "is full" in done.stderr
    assert "Make room" in done.stderr
    assert older.read_bytes() == before
    assert [path.name for path in copy_of_town.home.iterdir() if "backup" in path.name] == ["one.backup"]


def test_a_backup_of_the_other_kind_of_database_is_refused() -> None:
    """SQLite's pages are of no use to PostgreSQL, nor the other way round."""
    other = manifest(engine="postgresql" if connection.vendor == "sqlite" else "sqlite")
    with pytest.raises(Trouble, match="DATABASE_URL names"):
        restore.refuse_misfit(other, configured())


def test_a_backup_from_a_newer_program_is_refused() -> None:
    """It would be laid out half understood."""
    newer = manifest(migrations=("records.0001_initial", "records.9999_from_the_future"))
    with pytest.raises(Trouble, match=r"newer Alongside .*records\.9999_from_the_future"):
        restore.refuse_misfit(newer, configured())


def manifest(**differently: Any) -> archive.Manifest:
    """A manifest that fits, but for what is said otherwise."""
    fits: dict[str, Any] = {"engine": connection.vendor, "migrations": ("records.0001_initial",)}
    known: dict[str, Any] = {"made_at": "", "database": "", "rows": {}, "sha256": {}}
    return archive.Manifest(**known | fits | differently)
