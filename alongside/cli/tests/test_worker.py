"""The worker's loop: every job gets its turn, whatever another does."""

from __future__ import annotations

import logging
import threading

import pytest

from alongside.cli.worker import Regular, keep_up


@pytest.mark.django_db
def test_a_failing_job_is_logged_and_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    """And it gets its next turn."""
    stop, turns = threading.Event(), {"bad": 0, "good": 0}

    def bad() -> None:
        turns["bad"] += 1
        raise OSError("the disk is gone")

    def good() -> None:
        turns["good"] += 1
        if turns["good"] == 3:
            stop.set()

    with caplog.at_level(logging.ERROR):
        keep_up([Regular("the bad job", 0, bad), Regular("the good job", 0, good)], stop)
    assert turns["bad"] >= 2
    assert "The worker failed at the bad job" in caplog.text


@pytest.mark.django_db
def test_a_job_waits_for_its_time() -> None:
    """One that is due every hour is done once while another is done many times."""
    stop, done = threading.Event(), []

    def often() -> None:
        done.append("often")
        if len(done) > 5:
            stop.set()

    keep_up([Regular("hourly", 3600, lambda: done.append("hourly")), Regular("often", 0, often)], stop)
    assert done.count("hourly") == 1
