"""Steps that Alongside takes itself when their time has come, and what a beginning tells the rest (R-019, R-059)."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from alongside import council
from alongside.pathways import checks, library, timed
from alongside.pathways.actions import course, opening
from alongside.pathways.models import Journey, Promise, Wait
from alongside.pathways.rules.calendar import Calendar, start_of
from alongside.pathways.tests.conftest import TRIAL
from alongside.records import clock

CHASE = """
pathway: chase
title: Chase
purpose: Wait for a check of the rail.
about: person
team: locality
opening: {label: Chase, by: [practitioner]}
stages:
  open: {title: Open, turn: practitioner, next: Wait, within: 5 days}
  shut: {title: Shut, end: yes}
moves:
  close: {from: open, to: shut, by: [practitioner]}
promises:
  a check: {title: A check, owed to: person, opens: opened, kept by: rail-check begun, within: 5 days}
examples:
  - story: Checked
    opened: 2026-06-01 09:00
    happens: {rail-check begun: 2026-06-02 09:00, close: 2026-06-03 09:00}
    then: shut
    kept: [a check]
"""


@pytest.fixture
def chase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pathway that waits for another to begin, beside the check of a rail."""
    (tmp_path / "chase.yaml").write_text(CHASE, encoding="utf-8")
    shutil.copy(TRIAL / "rail-check.yaml", tmp_path)
    here = replace(council.current(), overlays=())
    day = library._Day(here, clock.today(), library.load(here, clock.today(), tmp_path), Calendar())
    monkeypatch.setattr(library, "_today", lambda: day)


def row(pk: int) -> Journey:
    return Journey.objects.for_system("test").get(pk=pk)


def test_a_review_falls_due_on_its_day_though_the_worker_was_down(town: Any) -> None:
    """The wait begins on the day the review was due, not on the day a job noticed."""
    pk = opening.open_journey(town.alice, by=town.actor("priya"), pathway="planned-review")
    due = row(pk).next_on
    assert due is not None
    timed.take_due()
    assert row(pk).stage == "scheduled"
    with time_machine.travel(start_of(due + timedelta(days=9)), tick=False):
        timed.take_due()
        timed.take_due()
        assert row(pk).stage == "due"
        wait = Wait.objects.for_system("test").get(journey=pk, name="for review")
        assert wait.started_on == due
        assert list(checks.differences(row(pk))) == []


def test_what_somebody_planned_or_put_on_hold_is_theirs(town: Any) -> None:
    """A hold has a reason and a day of its own."""
    priya = town.actor("priya")
    pk = opening.open_journey(town.alice, by=priya, pathway="planned-review")
    later = clock.today() + timedelta(days=500)
    course.hold(pk, by=priya, why="Abroad with her sister", until_on=later)
    with time_machine.travel(start_of(later - timedelta(days=2)), tick=False):
        timed.take_due()
        assert row(pk).stage == "scheduled"


def test_a_beginning_is_heard_by_what_waits_for_it(town: Any, chase: None) -> None:
    """Something begun for the person is said to whatever waits for it; nobody types it twice."""
    priya = town.actor("priya")
    waiting = opening.open_journey(town.kofi, by=priya, pathway="chase")
    owed = Promise.objects.for_system("test").filter(journey=waiting)
    assert [each.how for each in owed] == [""]
    opening.open_journey(town.kofi, by=priya, pathway="rail-check")
    assert [each.how for each in owed.all()] == ["kept"]
