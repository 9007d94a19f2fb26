"""The built pages of docs/ are what the code says, and a page of nothing is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import docs


def test_the_pages_of_pathways_are_as_built() -> None:
    """A definition that changed has its page and picture written anew (make docs)."""
    for name, text in docs.pathways():
        path = docs.BUILT / "pathways" / name
        assert path.is_file(), f"{name} is missing: run make docs"
        assert path.read_text(encoding="utf-8") == text, f"{name} is stale: run make docs"


def test_no_page_is_left_of_a_definition_that_is_no_more() -> None:
    """What is in the folder is what is built."""
    there = {path.name for path in (docs.BUILT / "pathways").iterdir()}
    assert there == {name for name, _ in docs.pathways()}


def test_a_stale_or_left_over_page_fails_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` names both and fails; writing mends both."""
    monkeypatch.setattr(docs, "BUILT", tmp_path)
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    monkeypatch.setattr(docs, "PAGES", {})
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0
    (tmp_path / "pathways" / "contact.md").write_text("old", encoding="utf-8")
    (tmp_path / "pathways" / "stairlift.md").write_text("gone", encoding="utf-8")
    capsys.readouterr()
    assert docs.main(["--check"]) == 1
    said = capsys.readouterr().out
    assert "pathways/contact.md is not what the code says. Run: make docs" in said
    assert "pathways/stairlift.md" in said
    docs.main([])
    assert docs.main(["--check"]) == 0
    assert not (tmp_path / "pathways" / "stairlift.md").exists()
