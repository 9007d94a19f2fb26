"""Making the database and bringing it up to date."""

from __future__ import annotations

from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from alongside.cli.trouble import Trouble


def init() -> None:
    """Creates the database of DATABASE_URL where it is missing, and applies every migration."""
    if connection.vendor == "postgresql":
        from alongside.cli.backup.postgres import Postgres

        Postgres.configured().create()
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as problem:
        raise Trouble(f"The database {place()} cannot be opened: {problem}".strip()) from problem
    print(f"The database {place()} is ready.")


def require_current() -> None:
    """Refuses when the database is missing or older than the program."""
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as problem:
        raise Trouble(f"The database {place()} cannot be opened: {problem}".strip()) from problem
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise Trouble(
            f"The database {place()} is not up to date ({len(waiting)} changes wait). Run: alongside init"
        )


def place() -> str:
    """Where the database is, without any password."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(settings["NAME"])
    return f"{settings['NAME']} on {settings['HOST'] or 'this machine'}"
