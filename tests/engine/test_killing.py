"""A program killed between any two writes of a deed along a pathway leaves nothing of it (R-245)."""

from __future__ import annotations

import json

import pytest

from tests.fixtures.databases import Copy


@pytest.mark.parametrize(("deed", "writes"), [("sign off", 9), ("take back", 6), ("die", 9), ("leave", 9)])
def test_killed_between_any_two_writes(copy_of_town: Copy, deed: str, writes: int) -> None:
    """R-245: kill -9 before each write in turn, and before the commit. `check` finds nothing, every row is what it
    was, the same form goes through afterwards, and pressed once more it gives the same answer."""
    said = copy_of_town.python("-m", "tests.engine.killing", deed)
    assert said.returncode == 0, said.stderr
    story = json.loads(said.stdout)
    assert story.pop("killed") >= writes
    assert story == {"wrong": [], "left": 0, "done": True, "again": True}
