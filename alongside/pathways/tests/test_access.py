"""Who may know of restricted work that it is there (R-243)."""

from __future__ import annotations

from typing import Any

from alongside.pathways.queries import standing
from alongside.records import clock
from alongside.records.actors import SYSTEM

KEPT_APART = "dynamic-support-register"


def test_of_work_kept_from_a_planner_not_even_the_numbers_are_told(town: Any) -> None:
    """The lists of restricted work are counted for those whose part it is, of everybody else in the council, too."""
    told = {each.pathway for each in standing.of_council(town.actor("bronwen"), clock.today())}
    there = {each.pathway for each in standing.every(SYSTEM, clock.today())}
    assert "dols" in told
    assert KEPT_APART in there - told
