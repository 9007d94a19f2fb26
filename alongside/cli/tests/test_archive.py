"""The backup file: whole or refused, never half, never over another."""

from __future__ import annotations

import errno
import os
import resource
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.cli.backup import archive
from alongside.cli.trouble import Trouble

CONTENT = os.urandom(3000) + b"a line that repeats\n" * 200


def make(folder: Path, content: bytes = CONTENT) -> Path:
    """An archive with one part."""
    part = folder / "part"
    part.write_bytes(content)
    manifest = archive.Manifest(
        made_at="2026-11-21T09:00:00+00:00",
        engine="sqlite",
        database="database.sqlite3",
        migrations=("records.0001_initial",),
        rows={"one": 3},
        sha256={"database.sqlite3": archive.sha256(part)},
    )
    archive.write(folder / "backup", {"database.sqlite3": part}, manifest)
    return folder / "backup"


def read(path: Path, folder: Path) -> bytes:
    """What comes out again."""
    parts = archive.unpack(path, archive.read_manifest(path), folder)
    return parts["database.sqlite3"].read_bytes()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of one good backup."""
    return make(tmp_path_factory.mktemp("archive")).read_bytes()


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """The kernel itself refuses to let a file grow further, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    """Bytes and manifest alike; and nobody else on the machine may read it."""
    path = make(tmp_path)
    assert read(path, tmp_path) == CONTENT
    assert archive.read_manifest(path).rows == {"one": 3}
    assert path.stat().st_mode & 0o077 == 0


@given(data=st.data())
def test_a_changed_byte_is_noticed_or_harmless(data: st.DataObject, whole: bytes) -> None:
    """Either a sentence, or exactly what was written: never something else."""
    where = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[where] ^= data.draw(st.integers(1, 255))
    folder = Path(os.environ["ALONGSIDE_HOME"])
    path = folder / "changed"
    path.write_bytes(changed)
    try:
        manifest = archive.read_manifest(path)
        parts = archive.unpack(path, manifest, folder)
    except Trouble:
        return
    assert [part.read_bytes() for part in parts.values()] == [CONTENT]


@given(cut=st.integers(0, 2000))
def test_a_file_cut_short_is_refused(cut: int, whole: bytes) -> None:
    """A copy that stopped half-way says so."""
    path = Path(os.environ["ALONGSIDE_HOME"]) / "cut"
    path.write_bytes(whole[: min(cut, len(whole) - 1)])
    with pytest.raises(Trouble, match=r"not a backup|damaged"):
        archive.read_manifest(path)


def test_another_file_is_not_taken_for_a_backup(tmp_path: Path) -> None:
    """A zip of something else, a text, nothing at all."""
    (tmp_path / "text").write_text("holiday photographs")
    with zipfile.ZipFile(tmp_path / "zip", "w") as other:
        other.writestr("photo.txt", "sea")
    for name in ("text", "zip", "missing"):
        with pytest.raises(Trouble):
            archive.read_manifest(tmp_path / name)


def test_a_name_that_is_taken_stays_as_it_is(tmp_path: Path) -> None:
    """Also when the other file came while we were writing."""
    path = make(tmp_path)
    (tmp_path / "older").write_text("last week's")
    with pytest.raises(Trouble, match="is there already"):
        archive.publish(path, tmp_path / "older")
    assert (tmp_path / "older").read_text() == "last week's"


def test_a_full_disk_is_told_in_plain_words(tmp_path: Path) -> None:
    """What happened, that nothing is lost, what to do; and no half file stays."""
    (tmp_path / "older").write_text("last week's")
    with (
        pytest.raises(Trouble, match=r"is full.* every older backup is as it was\. Make room"),
        archive.plain_words(tmp_path),
        archive.workshop(tmp_path) as folder,
        no_file_over(2000),
    ):
        make(folder, os.urandom(100_000))
    assert [path.name for path in tmp_path.iterdir()] == ["older"]


def test_other_refusals_of_the_disk_are_told_as_they_are(tmp_path: Path) -> None:
    """A folder one may not write to is not a full one."""
    with pytest.raises(Trouble, match="Permission denied"), archive.plain_words(tmp_path):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))


@pytest.mark.parametrize(
    "manifest",
    [
        "[]",
        "5",
        "null",
        '"text"',
        "{}",
        "not json",
        '{"format": 1}',
        '{"format": 1, "migrations": 5}',
        '{"format": 1, "made_at": "", "engine": "sqlite", "database": "d", "migrations": [], "rows": 5, "sha256": 5}',
        '{"format": 99}',
    ],
)
def test_a_manifest_of_another_shape_is_refused_in_words(tmp_path: Path, manifest: str) -> None:
    """A zip of something else, or half of one of ours: a sentence that names the file, and nothing is unpacked."""
    with zipfile.ZipFile(tmp_path / "odd", "w") as odd:
        odd.writestr(archive.MANIFEST, manifest)
    with pytest.raises(Trouble, match=r"odd (is not a backup made by Alongside|was made by another version)"):
        archive.read_manifest(tmp_path / "odd")
