"""A copy of the councils' folder that a test may spoil, and the permissions Alongside knows."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.council import COUNCILS, problems

PERMISSIONS = frozenset(
    {
        "find people",
        "open records",
        "add people",
        "change people",
        "merge people",
        "restrict people",
        "see restricted",
        "break glass",
        "review access",
        "see who looked",
        "record death and moves",
        "keep sharing decisions",
        "keep organisations",
        "keep workers",
        "cover out of hours",
        "see system health",
        "bring lists in",
        "plan capacity",
        "see components",
    }
)


@pytest.fixture
def permissions() -> frozenset[str]:
    """Give every permission a role may name."""
    return PERMISSIONS


@pytest.fixture
def councils(tmp_path: Path) -> Path:
    """Copy England and the made-up county to a folder of the test's own."""
    for key in ("england", "loamshire"):
        shutil.copytree(COUNCILS / key, tmp_path / "councils" / key)
    return tmp_path / "councils"


@pytest.fixture
def spoil(councils: Path) -> Callable[[str, str, str], list[str]]:
    """Give a function that changes a file's text and says what is wrong with the made-up county then."""

    def change(file: str, old: str, new: str) -> list[str]:
        path = councils / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{file} does not hold {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return problems("loamshire", councils, permissions=PERMISSIONS)

    return change
