"""A server killed between any two writes keeps what it had said was saved, and nothing by halves (issue 3, faults)."""

from __future__ import annotations

import json

from alongside.forms.tests.killing import KEPT, LOST
from tests.fixtures.databases import Copy


def test_killed_at_each_write_the_saved_answer_stands(copy_of_town: Copy) -> None:
    """R-016: “Saved 14:32” was true. The audit chain is whole after each death."""
    done = copy_of_town.python("-m", "alongside.forms.tests.killing")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told["after each"]) >= 3
    assert [said for said, _wrong in told["after each"]] == [KEPT] * len(told["after each"])
    assert [wrong for _said, wrong in told["after each"]] == [[]] * len(told["after each"])
    assert told["at last"] == [LOST, []]
