"""`alongside restore FILE`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from alongside.cli import database
from alongside.cli.backup import archive
from alongside.cli.backup.engine import Engine, configured
from alongside.cli.backup.make import NOTES, verify
from alongside.cli.trouble import Trouble


def restore(file: Path, *, replace: bool) -> None:
    """Lays the backup beside the present database, proves it there, then puts it in place in one step."""
    file = file.resolve()
    manifest = archive.read_manifest(file)
    engine = configured()
    refuse_misfit(manifest, engine)
    if not replace and not engine.is_empty():
        raise Trouble(
            f"There is a database already: {database.place()}. To put the backup in its place: "
            f"alongside restore {file} --replace"
        )
    connection.close()
    home = Path(settings.HOME)
    with archive.plain_words(home), archive.workshop(home) as folder:
        parts = verify(engine, file, folder)
        try:
            url = engine.lay_beside(parts[manifest.database])
            _prove(url, folder, parts, migrate=set(manifest.migrations) != _known())
            engine.swap()
        finally:
            engine.drop_beside()
        _put_notes(home, parts)
    print(f"Restored {sum(manifest.rows.values())} rows as they were at {manifest.made_at}; check passed.")


def refuse_misfit(manifest: archive.Manifest, engine: Engine) -> None:
    """The backup must be of the same kind of database, and not from a newer program."""
    if manifest.engine != engine.name:
        raise Trouble(
            f"This backup is of a {manifest.engine} database, and DATABASE_URL names a {engine.name} one."
        )
    unknown = sorted(set(manifest.migrations) - _known())
    if unknown:
        raise Trouble(
            f"This backup was made by a newer Alongside (it knows {unknown[0]}). Install that version first."
        )


def _known() -> set[str]:
    """Every migration this program has (app.name)."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {}
    return {f"{app}.{name}" for app, name in known}


def _prove(url: str, folder: Path, parts: Mapping[str, Path], *, migrate: bool) -> None:
    """Brings the laid-out database up to date and runs `check` on it, in processes of their own.

    Its ALONGSIDE_HOME is the folder of the unpacked backup: the chain is held against the notes of that day.
    """
    home = folder / "home"
    home.mkdir()
    for name in NOTES:
        if name in parts:
            shutil.copyfile(parts[name], home / name)
    world = os.environ | {
        "DATABASE_URL": url,
        "ALONGSIDE_HOME": str(home),
        "ALONGSIDE_SECRET_KEY": settings.SECRET_KEY,
    }
    for command in [["init"]] * migrate + [["check", "--json"]]:
        done = subprocess.run(
            [sys.executable, "-m", "alongside.cli", *command],
            env=world,
            cwd=settings.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Trouble(
                f"The backup did not prove itself, so the present database stays: {_said(done.stdout, done.stderr)}"
            )


def _said(out: str, err: str) -> str:
    """The failed findings of a check in one sentence each, or whatever the command said last."""
    try:
        findings = json.loads(out)["findings"]
    except (ValueError, KeyError, TypeError):
        return (err or out).strip()[-1500:]
    return " ".join(f"{finding['name']}: {finding['detail']}" for finding in findings if not finding["ok"])


def _put_notes(home: Path, parts: Mapping[str, Path]) -> None:
    """The notes of the backup's day replace today's, which stay under another name as evidence."""
    day = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    for name in NOTES:
        if (home / name).exists():
            (home / name).rename(home / f"{name}.before-restore-{day}")
        if name in parts:
            shutil.copyfile(parts[name], home / name)
