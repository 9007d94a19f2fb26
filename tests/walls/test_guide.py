"""The guide shows what the stories photograph: no picture is missing, none lies about unused."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "screenshots"
SHOWN = re.compile(r"!\[[^\]]+\]\((?:docs/)?screenshots/([a-z-]+)\.png\)")
TAKEN = re.compile(r'guide="([a-z-]+)"')
MOST = 5_000_000
"""Bytes of all pictures together: who clones the repository fetches every edition of them."""


def _shown() -> set[str]:
    pages = (ROOT / "README.md", ROOT / "docs" / "guide.md")
    return {name for page in pages for name in SHOWN.findall(page.read_text(encoding="utf-8"))}


def _taken() -> list[str]:
    stories = sorted((ROOT / "tests" / "journeys").glob("*.py"))
    return [name for story in stories for name in TAKEN.findall(story.read_text(encoding="utf-8"))]


def test_every_picture_is_shown_and_every_one_shown_is_there() -> None:
    """With words beside it, for those who do not see it."""
    assert {picture.stem for picture in PICTURES.iterdir()} == _shown()


def test_every_picture_is_taken_by_one_story() -> None:
    """A picture that no test takes anew would soon show what is no longer so."""
    assert sorted(_taken()) == sorted(_shown())


def test_the_pictures_are_small() -> None:
    """All together."""
    assert sum(picture.stat().st_size for picture in PICTURES.iterdir()) < MOST
