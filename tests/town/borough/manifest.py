"""What was made, counted as it was made; and the same counted from the database, by which tests know that it is so."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median_low
from typing import Any

from django.conf import settings

from alongside.council import Council
from alongside.pathways.rules import history
from tests.town.borough.writing import Written

DIED = "died"
BANDS = ((16, 17), (18, 29), (30, 44), (45, 64), (65, 74), (75, 84), (85, 120))


class Count:
    """Counts people and journeys as they are made."""

    def __init__(self, people: int, seed: int, today: date, here: Council) -> None:
        self.made = {"people": people, "seed": seed, "date": today.isoformat(), "council": here.key}
        self.today = today
        self.of: dict[str, Counter[str]] = {
            name: Counter()
            for name in (
                "sex",
                "age",
                "ethnicity",
                "ward",
                "language",
                "journeys",
                "promises",
                "services",
                "gone",
            )
        }
        self.waiting: dict[str, list[int]] = {}
        self.died = self.moved = self.events = self.week = 0
        self.keys: list[int] = []

    def add(self, written: Written) -> None:
        """One person more."""
        who = written.life.who
        self.keys.append(written.key)
        self.of["sex"][who.sex] += 1
        self.of["age"][band(who.born, self.today)] += 1
        self.of["ethnicity"][who.ethnicity] += 1
        self.of["ward"][who.ward] += 1
        self.of["language"][who.language or "not said"] += 1
        for line in written.life.arranged:
            self.of["services"][line.terms.component] += 1
            self.week += line.terms.week if line.given_today else 0
        self.died += who.kind == "died"
        self.moved += who.kind == "moved away"
        for _key, story, state in written.journeys:
            self.of["journeys"][f"{story.key}: {state.stage}"] += 1
            self.events += len(story.events)
            gone = DIED if state.outcome == DIED else history.LEFT
            for wait in state.waits:
                if wait.stopped_at is None:
                    days = (self.today - wait.started_at.date()).days
                    self.waiting.setdefault(f"{story.key}: {wait.name}", []).append(days)
                elif wait.how == history.LEFT:
                    self.of["gone"][f"{story.key}: {wait.name}: {gone}"] += 1
            for owed in state.promises:
                self.of["promises"][owed.how or "open"] += 1

    def told(self) -> dict[str, Any]:
        """The manifest."""
        return {
            "made": self.made,
            "keys": [min(self.keys, default=0), max(self.keys, default=0)],
            **{name: dict(sorted(counts.items())) for name, counts in self.of.items()},
            "waiting": {name: summary(days) for name, days in sorted(self.waiting.items())},
            "services a week": self.week,
            "events of journeys": self.events,
            "died": self.died,
            "moved away": self.moved,
        }


def summary(days: list[int]) -> dict[str, int]:
    """How many still wait, for how long in the middle (one that somebody really waits), and the longest."""
    return {"count": len(days), "median": int(median_low(days)), "longest": max(days)}


def band(born: date, today: date) -> str:
    """The band of an age on a day."""
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return next(f"{first}-{last}" for first, last in BANDS if first <= age <= last)


def place() -> Path:
    """Where the manifest lies: beside the database."""
    return Path(settings.HOME) / "borough.json"


def keep(told: dict[str, Any]) -> Path:
    """Write it down; answers where."""
    place().write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return place()
