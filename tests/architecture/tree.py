"""Walks the committed tree: files, syntax trees, functions. Shared by the house-rule tests."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "alongside"
NOT_OURS = {"node_modules", ".venv", "var", "vendor", "__pycache__"}


@dataclass(frozen=True)
class Function:
    """A function as it stands in a file; `lines` counts from `def` (or its decorator) to its last line."""

    where: str
    lines: int


@cache
def committed() -> tuple[Path, ...]:
    """Every file that git knows or would take, in order."""
    said = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / line for line in sorted(said.stdout.splitlines()))
    return tuple(path for path in paths if path.is_file())


def texts() -> Iterator[tuple[Path, str]]:
    """Committed text files and what is in them; pictures and other bytes are left out."""
    for path in committed():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def product() -> Iterator[Path]:
    """Python files of the product: no tests, no migrations."""
    for path in sorted(PRODUCT.rglob("*.py")):
        parts = set(path.relative_to(ROOT).parts)
        if not parts & (NOT_OURS | {"tests", "migrations"}):
            yield path


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    """The path as one would type it at the root."""
    return path.relative_to(ROOT).as_posix()


def room(path: Path) -> str:
    """The room a product file is in."""
    return path.relative_to(PRODUCT).parts[0]


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file, inner ones too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield Function(f"{short(path)}:{node.lineno} {node.name}", (node.end_lineno or first) - first + 1)


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything a file imports."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
