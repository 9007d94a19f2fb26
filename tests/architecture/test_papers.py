"""The papers that go with the code: reasons, decisions, changes, words."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.architecture import tree

ROOT_PAPERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "docs/glossary.md", "Makefile")
VERBS = {"demo", "serve", "worker", "test", "check", "fix", "bench", "docs", "assets", "backup", "restore"}
ADR_HEADINGS = ("## Context", "## Decision", "## Consequences")


@pytest.mark.parametrize("name", ROOT_PAPERS)
def test_the_paper_is_there(name: str) -> None:
    """Somebody new looks for these first."""
    assert (tree.ROOT / name).stat().st_size > 200


def test_every_dependency_says_why_it_is_here() -> None:
    """One line each, beside it; a dependency nobody can give a reason for goes."""
    lines = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.hatch")[0].splitlines()
    named = [line for line in lines if re.match(r'\s+"[A-Za-z]', line) and "::" not in line]
    assert len(named) > 20
    assert [line for line in named if not re.search(r'",?\s+# \w[^#]{10,}', line)] == []


def test_decisions_are_numbered_once() -> None:
    """Two ADR-005s have been seen elsewhere. A number may be kept for a decision that is still being written."""
    numbers = [path.name[:4] for path in (tree.ROOT / "docs" / "adr").glob("*.md")]
    assert sorted(set(numbers)) == sorted(numbers)
    assert all(number.isdigit() for number in numbers)


def test_decisions_have_the_three_headings_and_fit_a_page() -> None:
    """Context, decision, consequences; one page each."""
    for path in (tree.ROOT / "docs" / "adr").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert [heading for heading in ADR_HEADINGS if heading not in text] == [], path.name
        assert len(text.splitlines()) <= 70, path.name


def test_links_between_our_papers_lead_somewhere() -> None:
    """Every relative link in a Markdown file names a file that is there."""
    links = [
        (path, target)
        for path, text in tree.texts()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    ]
    inner = [(path, target) for path, target in links if "://" not in target]
    assert [
        f"{tree.short(path)} → {target}" for path, target in inner if not (path.parent / target).exists()
    ] == []


def test_bare_make_lists_every_verb() -> None:
    """No secret knowledge: CI uses the same verbs."""
    said = subprocess.run(
        ["make", "--no-print-directory"], cwd=tree.ROOT, capture_output=True, text=True, check=True
    )
    assert set(re.findall(r"^  make ([a-z]+)", said.stdout, re.MULTILINE)) - {"help"} == VERBS


def test_the_command_explains_itself() -> None:
    """`alongside --help` names every command and every setting, without needing a database."""
    command = [sys.executable, "-m", "alongside.cli", "--help"]
    said = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=True).stdout
    for word in (
        "init",
        "demo",
        "serve",
        "worker",
        "check",
        "backup",
        "restore",
        "DATABASE_URL",
        "ALONGSIDE_HOME",
    ):
        assert word in said
