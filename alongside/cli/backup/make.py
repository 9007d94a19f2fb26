"""`alongside backup FILE`."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from alongside.cli import database
from alongside.cli.backup import archive
from alongside.cli.backup.engine import Engine, configured
from alongside.cli.trouble import Trouble

# What ALONGSIDE_HOME holds that belongs to the record: the heads of the audit chain noted outside the
# database. Not the secret key: whoever finds a backup must not also be able to sign with it.
NOTES = ("audit_anchor.jsonl",)


def backup(file: Path) -> None:
    """Writes the whole database into `file`, reads it back, and only then gives it its name."""
    file = file.resolve()
    if file.exists():
        raise Trouble(archive.exists(file))
    if not file.parent.is_dir():
        raise Trouble(f"There is no folder {file.parent}. Make it first, or name a file elsewhere.")
    engine = configured()
    if engine.is_empty():
        raise Trouble(f"There is nothing to back up: the database {database.place()} is empty.")
    with archive.plain_words(file.parent), archive.workshop(file.parent) as folder:
        manifest = _write(engine, folder, folder / "backup")
        verify(engine, folder / "backup", folder)
        archive.publish(folder / "backup", file)
    print(
        f"{file}: {sum(manifest.rows.values())} rows of {len(manifest.rows)} tables, "
        f"{file.stat().st_size / 1e6:.1f} MB, read back and verified."
    )
    print("It holds personal data: keep it as you would the record itself.")


def _write(engine: Engine, folder: Path, to: Path) -> archive.Manifest:
    # The notes first: a note made after the copy would speak of a seal that the copy does not have.
    parts = _notes(folder)
    copy = folder / engine.part
    content = engine.copy(copy)
    parts[engine.part] = copy
    manifest = archive.Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        engine=engine.name,
        database=engine.part,
        migrations=content.migrations,
        rows=content.rows,
        sha256={name: archive.sha256(path) for name, path in parts.items()},
    )
    archive.write(to, parts, manifest)
    for path in parts.values():
        path.unlink()
    return manifest


def _notes(folder: Path) -> dict[str, Path]:
    parts = {}
    for name in NOTES:
        kept = Path(settings.HOME) / name
        if kept.exists():
            parts[name] = Path(shutil.copyfile(kept, folder / name))
    return parts


def verify(engine: Engine, file: Path, folder: Path) -> Mapping[str, Path]:
    """Unpacks the archive, compares every hash and count with the manifest; returns the unpacked parts."""
    manifest = archive.read_manifest(file)
    parts = archive.unpack(file, manifest, folder)
    found = engine.rows_in(parts[manifest.database])
    wrong = [name for name in manifest.rows if found.get(name) != manifest.rows[name]]
    if wrong or set(found) != set(manifest.rows):
        raise Trouble(f"{file} is damaged: the rows of {', '.join(wrong) or 'a table'} are not all there.")
    return parts
