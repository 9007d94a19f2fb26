"""The backup file: a zip with a manifest, the database, and the notes kept outside it.

The manifest (manifest.json) says what is inside: format, engine, migrations, rows of each table and the
SHA-256 of each part. The file gets its name only when it is complete and read back; an older backup is
never touched.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from alongside.cli.trouble import Trouble

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20
# Everything that reading a zip with changed bytes in it was seen to raise (a property test looks for more).
DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, RuntimeError, TypeError)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True)
class Manifest:
    """What a backup holds."""

    made_at: str
    engine: str
    database: str
    migrations: tuple[str, ...]
    rows: Mapping[str, int]
    sha256: Mapping[str, str]
    format: int = FORMAT


class NoRoom(Exception):
    """A disk was full. Engines raise it when their own tool says so."""


@contextmanager
def plain_words(where: Path) -> Iterator[None]:
    """Turns a full disk or a refused write near `where` into a sentence that says what to do."""
    try:
        yield
    except NoRoom as full:
        raise Trouble(_full(where)) from full
    except OSError as problem:
        if problem.errno in NO_ROOM:
            raise Trouble(_full(where)) from problem
        raise Trouble(
            f"Cannot write in {where}: {problem.strerror or problem}. Nothing was changed."
        ) from problem


def _full(where: Path) -> str:
    free = shutil.disk_usage(where).free // (1 << 20)
    return (
        f"The disk of {where} is full, or a quota on it used up ({free} MB free). Nothing was written and every "
        "older backup is as it was. Make room, or name a file on another disk, and try again."
    )


@contextmanager
def workshop(beside: Path) -> Iterator[Path]:
    """A private folder on the same disk as `beside`, gone afterwards."""
    made = Path(tempfile.mkdtemp(prefix=".alongside-", dir=beside))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def sha256(path: Path) -> str:
    """The file's hash."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path: Path, parts: Mapping[str, Path], manifest: Manifest) -> None:
    """Writes the archive to `path` and forces it to disk."""
    with path.open("xb") as file:
        path.chmod(0o600)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
            for name, part in parts.items():
                archive.write(part, name)
        file.flush()
        os.fsync(file.fileno())


def publish(part: Path, path: Path) -> None:
    """Gives the finished file its name in one step; refuses when the name was taken meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError as taken:
        raise Trouble(exists(path)) from taken
    except OSError:
        # A disk without hard links (FAT, some network shares): check, then rename.
        if path.exists():
            raise Trouble(exists(path)) from None
        part.rename(path)
    _sync_folder(path.parent)


def exists(path: Path) -> str:
    """What to say when the backup's name is taken."""
    return f"{path} is there already and is left as it is. Name a new file."


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_manifest(path: Path) -> Manifest:
    """What the backup says of itself."""
    try:
        with zipfile.ZipFile(path) as archive:
            said = archive.read(MANIFEST)
        if (format_ := json.loads(said)["format"]) == FORMAT:
            return TypeAdapter(Manifest).validate_json(said)
    except FileNotFoundError as missing:
        raise Trouble(f"There is no file {path}.") from missing
    except ValidationError as strange:
        wrong = ", ".join(sorted({str(each["loc"][0]) for each in strange.errors() if each["loc"]}))
        raise Trouble(
            f"{path} is not a backup made by Alongside, or is damaged: it does not rightly say its {wrong}."
        ) from strange
    except (*DAMAGE, OSError) as problem:
        raise Trouble(f"{path} is not a backup made by Alongside, or is damaged: {problem}") from problem
    raise Trouble(f"{path} was made by another version of Alongside (format {format_}).")


def unpack(path: Path, manifest: Manifest, folder: Path) -> dict[str, Path]:
    """Unpacks every part into `folder` and compares its hash with the manifest's."""
    parts = {}
    for name, wanted in manifest.sha256.items():
        part = folder / Path(name).name
        try:
            with zipfile.ZipFile(path) as archive, archive.open(name) as inside, part.open("wb") as out:
                shutil.copyfileobj(inside, out, CHUNK)
        except DAMAGE as problem:
            raise Trouble(
                f"{path} is damaged: {name} cannot be read ({problem}). Use another backup."
            ) from problem
        if sha256(part) != wanted:
            raise Trouble(f"{path} is damaged: {name} is not what was written. Use another backup.")
        parts[name] = part
    return parts
