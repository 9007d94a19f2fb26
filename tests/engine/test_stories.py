"""Random stories find no work without owner and next step, and nothing stored that differs from its history (R-052,
G-12). `ALONGSIDE_STORIES=500` tells that many instead of the few of every day."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.engine.stories import MadeUp, Shipped

STORIES = int(os.environ.get("ALONGSIDE_STORIES", "0"))


def told(few: int) -> settings:
    """The same few stories every day, or many new ones."""
    return settings(
        max_examples=STORIES or few,
        stateful_step_count=60 if STORIES else 40,
        deadline=None,
        derandomize=not STORIES,
        database=None,
        # Shrinking a story over a database takes longer than reading it.
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.django_db
def test_nothing_is_ever_lost_along_made_up_pathways() -> None:
    """R-052, G-12: whatever is done, in whatever order, and whatever law is in force meanwhile."""
    run_state_machine_as_test(MadeUp, settings=told(20))


@pytest.mark.django_db
def test_nothing_is_ever_lost_along_the_shipped_pathways() -> None:
    """R-052, G-03, G-12: with forms filled in, letters written, and what follows from both."""
    run_state_machine_as_test(Shipped, settings=told(14))
