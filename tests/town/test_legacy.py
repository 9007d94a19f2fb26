"""The five real-shaped lists load, and every figure that was reported of them can be asked of any day."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from alongside.cli import database, demo
from alongside.integration import library
from alongside.integration.actions import importing
from alongside.integration.queries import runs
from alongside.pathways.models import Journey
from alongside.pathways.queries import standing
from alongside.records.actors import SYSTEM
from tests.town import legacy
from tests.town.borough import settling

# F-087…F-089, F-091…F-093, F-105…F-107, F-101…F-103, F-111…F-113: how many, the median, the longest, in days.
REPORTED = {
    "needs-assessment": (137, 21, 112),
    "planned-review": (2135, 364, 1427),
    "occupational-therapy": (330, 37, 236),
    "financial-assessment": (217, 64, 216),
    "dols": (327, 40, 250),
}
LATER = (date(2020, 7, 7), date(2022, 3, 27), date(2023, 12, 31), date(2024, 2, 29), date(2024, 5, 30))


def test_the_five_lists_come_to_what_was_reported_of_them(db: None) -> None:
    """C7 of the requirements: F-087 to F-113 of those still waiting, on the day of the lists and on any
    other. (F-108, of those completed in a year, cannot come from these files: theirs took 37 days in the middle.)"""
    for name in legacy.LISTS:
        _bring(name)
    assert _headlines(legacy.AS_AT) == REPORTED
    for on in LATER:
        assert _headlines(on) == {key: each for key, each in _by_hand(on) if each[0]}, on
    everybody = Journey.objects.for_system("test").filter(brought_in_at__isnull=False, ended_at__isnull=True)
    assert {each.partition(":")[0] for each in everybody.values_list("owner", flat=True)} == {"team"}


def _bring(name: str) -> None:
    with legacy.path(name).open("rb") as stream:
        what = importing.List(stream, f"{name}.csv", library.load(name), legacy.AS_AT)
        run = runs.row(importing.bring_in(what, by=SYSTEM))
    assert sum(run.counts.values()) == run.rows == len(legacy.path(name).read_text().splitlines()) - 1


def _headlines(on: date) -> dict[str, tuple[int, int | None, int | None]]:
    found = [each for each in standing.every(SYSTEM, on) if each.headline and each.spread.count]
    return {each.pathway: (each.spread.count, each.spread.median, each.spread.longest) for each in found}


def _by_hand(on: date) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """The same from the files alone, by other means: each person and day once, those open at the end of the day."""
    for name in legacy.LISTS:
        with legacy.path(name).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))[1:]
        waits = {(row[0], row[4], _day(row[5])): row[9] and _day(row[9]) for row in rows}
        open_ = sorted(
            (on - since).days
            for (_who, _born, since), over in waits.items()
            if since <= on and since <= legacy.AS_AT and not (over and over <= on)
        )
        middle = open_[(len(open_) + 1) // 2 - 1] if open_ else 0
        yield library.load(name).pathway, (len(open_), middle, open_[-1] if open_ else 0)


def _day(text: str) -> date:
    for way in ("%d/%m/%Y", "%Y-%m-%d", "%d-%b-%y"):
        try:
            return datetime.strptime(text, way).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise AssertionError(text)


def test_on_the_day_of_the_lists_nobody_made_up_waits_beside_them(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`make demo LEGACY=1` shows the figures that were reported, and no more, though some of its people wait longer."""
    monkeypatch.setattr(legacy, "LISTS", ("financial_assessments", "reviews"))
    settling.settle(150, 1, taken=demo.taken())
    for name in legacy.LISTS:
        _bring(name)
    found = _headlines(legacy.AS_AT)
    assert found["planned-review"] == REPORTED["planned-review"]
    assert found["financial-assessment"] == REPORTED["financial-assessment"]


def test_the_demo_brings_them_in_once(
    town: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`make demo LEGACY=1`, also beside people who are there already; again, nothing comes twice."""
    monkeypatch.setattr(legacy, "LISTS", ("financial_assessments",))
    monkeypatch.setattr(database, "init", lambda: None)
    said = []
    for _time in range(2):
        demo.fill(people=0, seed=1, legacy=True)
        said.append(capsys.readouterr().out)
    assert "217 wait, 140 are history" in said[0]
    assert said[1] == said[0]
    assert _headlines(legacy.AS_AT)["financial-assessment"] == REPORTED["financial-assessment"]
