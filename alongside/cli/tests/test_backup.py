"""Backup and restore as somebody types them, on whichever database the suite runs."""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

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


def test_a_restore_brings_back_what_was_there(copy_of_town: Copy) -> None:
    """A row that somebody slipped in past the application is gone again, and check says so."""
    file = backed_up(copy_of_town)
    assert copy_of_town.python("-c", STRAY).returncode == 0
    assert not well(copy_of_town)
    done = copy_of_town.run("restore", str(file), "--replace")
    assert done.returncode == 0, done.stderr
    assert "check passed" in done.stdout
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


def test_a_backup_that_does_not_prove_itself_is_not_put_in_place(copy_of_town: Copy) -> None:
    """A backup of a database that somebody tampered with says so when it is restored; the present one stays."""
    good = backed_up(copy_of_town)
    assert copy_of_town.python("-c", STRAY).returncode == 0
    tampered = backed_up(copy_of_town, "tampered.backup")
    assert copy_of_town.run("restore", str(good), "--replace").returncode == 0
    done = copy_of_town.run("restore", str(tampered), "--replace")
    assert done.returncode == 1
    assert "did not prove itself" in done.stderr
    assert "outside" in done.stderr
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


def test_a_backup_of_the_other_kind_of_database_is_refused(copy_of_town: Copy, tmp_path: Path) -> None:
    """SQLite's pages are of no use to PostgreSQL, nor the other way round."""
    file = backed_up(copy_of_town)
    unpacked = tmp_path / "unpacked"
    subprocess.run(["python3", "-m", "zipfile", "-e", str(file), str(unpacked)], check=True)
    manifest = json.loads((unpacked / "manifest.json").read_text())
    manifest["engine"] = "postgresql" if manifest["engine"] == "sqlite" else "sqlite"
    (unpacked / "manifest.json").write_text(json.dumps(manifest))
    subprocess.run(
        ["python3", "-m", "zipfile", "-c", str(tmp_path / "other"), *map(str, unpacked.iterdir())], check=True
    )
    done = copy_of_town.run("restore", str(tmp_path / "other"), "--replace")
    assert done.returncode == 1
    assert "DATABASE_URL names" in done.stderr
