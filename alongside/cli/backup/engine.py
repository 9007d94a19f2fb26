"""What backup and restore ask of a database, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.db import connection


@dataclass(frozen=True)
class Content:
    """What a copy holds: rows of each table, and the migrations it has seen (app.name)."""

    rows: Mapping[str, int]
    migrations: tuple[str, ...]


class Engine(Protocol):
    """A database that can be copied while in use and replaced in one step."""

    @property
    def name(self) -> str:
        """As the manifest names it."""

    @property
    def part(self) -> str:
        """What the copy is called inside the archive."""

    def copy(self, to: Path) -> Content:
        """Writes the database as of one moment into the file `to`; says what it holds."""

    def rows_in(self, copy: Path) -> Mapping[str, int]:
        """Reads the whole copy and counts; raises Trouble when any of it cannot be read."""

    def is_empty(self) -> bool:
        """There is no database, or one without tables."""

    def lay_beside(self, copy: Path) -> str:
        """Restores the copy into a new database beside the present one; returns its DATABASE_URL."""

    def drop_beside(self) -> None:
        """Removes the database that lay_beside made, if it is there."""

    def swap(self) -> None:
        """Puts the one beside in place of the present one in one step."""


def configured() -> Engine:
    """The engine of DATABASE_URL."""
    if connection.vendor == "postgresql":
        from alongside.cli.backup.postgres import Postgres

        return Postgres.configured()
    from alongside.cli.backup.sqlite import Sqlite

    return Sqlite(Path(connection.settings_dict["NAME"]).resolve())
