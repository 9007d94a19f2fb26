"""Making the database and bringing it up to date."""

from __future__ import annotations

from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from alongside.cli.trouble import Trouble


def init() -> None:
    """Creates the database of DATABASE_URL where it is missing, and applies every migration."""
    if connection.vendor == "postgresql":
        from alongside.cli.backup.postgres import Postgres

        Postgres.configured().create()
    _open()
    call_command("migrate", verbosity=0, interactive=False)
    print(f"The database {place()} is ready.")


def require_current() -> None:
    """Refuses when the database is missing or older than the program."""
    _open()
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise Trouble(
            f"The database {place()} is not up to date ({len(waiting)} changes wait). Run: alongside init"
        )


def _open() -> None:
    """Refuses where there is no such place, no such server, or something else than a database."""
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        raise Trouble(f"The database {place()} cannot be opened: {problem}".strip()) from problem


def place() -> str:
    """Where the database is, without any password."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(settings["NAME"])
    return f"{settings['NAME']} on {settings['HOST'] or 'this machine'}"
