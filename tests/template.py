"""The test databases: one template is migrated and filled with the town, everything else is a copy of it.

Django would empty every table after a test that commits; our audit refuses that, and there is no bypass in the
product. So each test process has its own copy, each test that commits puts its copy back, and tests that start
programs of their own are given a copy each.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.db import connection


@dataclass(frozen=True)
class Place:
    """Where the databases of one test run are: a folder that its processes share, and a word for their names."""

    folder: Path
    run: str


def build(place: Place) -> None:
    """Make the template, once a run: whoever comes first builds it, the others wait."""
    with _alone(place.folder / "template.lock"):
        if (place.folder / "template.built").exists():
            return
        _create_empty(name(place, "template"))
        use(name(place, "template"))
        _fill(place)
        connection.close()
        (place.folder / "template.built").touch()


def _fill(place: Place) -> None:
    """Migrate and build the town. A town that does not stand fails the tests that live in it, and no others."""
    call_command("migrate", verbosity=0, interactive=False)
    try:
        from tests.town.build import build as build_town

        build_town()
    except Exception:
        (place.folder / "town.failed").write_text(traceback.format_exc())


def require_town(place: Place) -> None:
    """Raise what went wrong when the town was built, if it did."""
    failed = place.folder / "town.failed"
    if failed.exists():
        raise RuntimeError(f"The town was not built:\n{failed.read_text()}")


def name(place: Place, what: str) -> str:
    """What a database of this run is called: a file on SQLite, a database on PostgreSQL."""
    if connection.vendor == "postgresql":
        return f"alongside_{place.run}_{what}"
    return str(place.folder / f"{what}.sqlite3")


def use(database: str) -> None:
    """Let Django's connection lead to this database from now on."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = database


def copy(source: str, target: str) -> None:
    """Make `target` what `source` is; whoever still holds `target` open sees the new content or is cut off."""
    connection.close()
    if connection.vendor == "postgresql":
        # FORCE ends what a live server's threads still hold open.
        _administer(
            f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)',
            f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY FILE_COPY',
        )
        return
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target, timeout=20)) as write:
        read.backup(write)


def drop(database: str) -> None:
    """Remove a database of ours."""
    connection.close()
    if connection.vendor == "postgresql":
        _administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        return
    for end in ("", "-wal", "-shm"):
        Path(database + end).unlink(missing_ok=True)


def url(database: str) -> str:
    """The DATABASE_URL by which another program reaches this database."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{database}"
    held = connection.settings_dict
    password = quote(str(held["PASSWORD"]), safe="")
    return f"postgresql://{held['USER']}:{password}@{held['HOST']}:{held['PORT']}/{database}"


def _create_empty(database: str) -> None:
    if connection.vendor == "postgresql":
        _administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)', f'CREATE DATABASE "{database}"')
    else:
        drop(database)


def _administer(*statements: str) -> None:
    nodb: Any = connection._nodb_cursor
    with nodb() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process of the run at a time."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        if os.name == "posix":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def forget(place: Place) -> None:
    """At the end of a run, remove the template and its folder."""
    if (place.folder / "template.built").exists():
        drop(name(place, "template"))
    shutil.rmtree(place.folder, ignore_errors=True)
