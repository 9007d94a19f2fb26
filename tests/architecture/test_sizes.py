"""Small files, small functions: what drifts first in every codebase we measured."""

from __future__ import annotations

import statistics

import pytest

from tests.architecture import tree

FILE_LINES = 400
FUNCTION_LINES = 60
MEDIAN_LINES = 10
FORBIDDEN = {"utils", "util", "helpers", "helper", "services", "managers", "signals", "common", "misc"}


def test_no_file_is_longer_than_400_lines() -> None:
    """A file that passes 300 becomes a folder of its name; 400 is the wall."""
    by_hand = [path for path in tree.committed() if "migrations" not in path.parts]
    written = [path for path in by_hand if path.suffix in {".py", ".jinja", ".js", ".css"}]
    long = {tree.short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in written}
    assert {name: lines for name, lines in long.items() if lines > FILE_LINES} == {}


def test_no_function_is_longer_than_60_lines() -> None:
    """In tests, too: a story longer than a screen hides what it shows."""
    ours = [path for path in tree.committed() if path.suffix == ".py" and "migrations" not in path.parts]
    long = [each for path in ours for each in tree.functions(path) if each.lines > FUNCTION_LINES]
    assert long == []


def test_the_median_function_has_at_most_ten_lines() -> None:
    """Measured over the product: one verb, one page, one rule each."""
    lengths = [each.lines for path in tree.product() for each in tree.functions(path)]
    assert statistics.median(lengths) <= MEDIAN_LINES


def test_no_module_is_a_drawer_for_everything() -> None:
    """A module is named after what it knows."""
    named = {tree.short(path) for path in tree.product() if {path.stem, path.parent.name} & FORBIDDEN}
    assert named == set()


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_the_forbidden_names_are_not_ignored_by_git(name: str) -> None:
    """An ignored file would escape every rule here."""
    assert f"{name}.py" not in (tree.ROOT / ".gitignore").read_text(encoding="utf-8")
