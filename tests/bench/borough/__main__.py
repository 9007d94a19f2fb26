"""Measures how many made-up people a second of one core makes, beside a fixed piece of work of the same run.

    python -m tests.bench.borough [--json FILE] [--people 2000]

CPU time of the process. The yardstick does what the generator cannot do without, and nothing else: for each person it
draws a name, writes ninety small rows to a table with one index, and hashes forty of them. So machines and moments
differ less in the ratio than in the figure itself, which is printed as well.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.apart import measured
from tests.bench.pages.population import FOLDER

# Five hundred people a second where the yardstick does 4,500, as it did on the quiet core on which this was settled.
GOAL, GOAL_RATIO = 500, 9.0
ROWS, HASHED = 90, 40


def main() -> int:
    """Print a line, write JSON; 1 when a goal is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--json", type=Path)
    wanted.add_argument("--people", type=int, default=2_000)
    wanted.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = wanted.parse_args()
    if given.here:
        print(json.dumps(_made(given.people)))
        return 0
    found = _measured(given.people)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1))
    print(
        f"{found['people']:,} people: {found['per_second']:,.0f} a CPU second (goal {GOAL}), "
        f"{found['ratio']:.1f} x the work of the yardstick ({found['yardstick']:,.0f} a second; goal {GOAL_RATIO} x), "
        f"halves differ {found['halves']:.1%}"
    )
    return int(found["ratio"] > GOAL_RATIO)


def _measured(people: int) -> dict[str, Any]:
    """In a process of its own, whose database is its own."""
    return measured(FOLDER / "borough", "tests.bench.borough", "--here", "--people", str(people))


def _made(people: int) -> dict[str, Any]:
    """Make a borough, and do the yardstick's work before, in the middle and after."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    path = Path(str(settings.DATABASES["default"]["NAME"]))
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    call_command("migrate", verbosity=0)
    from tests.town.borough.settling import settle

    settle(50, 7)
    yard, ours = [_yardstick(people)], []
    for seed in (1, 2):
        begun = time.process_time()
        settle(people // 2, seed)
        ours.append((time.process_time() - begun) / (people // 2))
        yard.append(_yardstick(people))
    yardstick = sum(yard) / len(yard)
    ratios = [ours[0] / (yard[0] + yard[1]) * 2, ours[1] / (yard[1] + yard[2]) * 2]
    ratio = sum(ours) / len(ours) / yardstick
    return {
        "people": people,
        "per_second": len(ours) / sum(ours),
        "yardstick": 1 / yardstick,
        "ratio": ratio,
        "halves": abs(ratios[0] - ratios[1]) / ratio,
    }


def _yardstick(people: int) -> float:
    """CPU seconds a person of the fixed work."""
    dice, begun = random.Random(1), time.process_time()
    with sqlite3.connect(":memory:") as raw:
        raw.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, person INTEGER, at TEXT, text TEXT)")
        raw.execute("CREATE INDEX said_of ON said (person, at)")
        for person in range(people):
            name = "".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=12))
            rows = [
                (person, f"2026-01-{row % 28 + 1:02} 10:00:00", f"{name} {row} was seen")
                for row in range(ROWS)
            ]
            raw.executemany("INSERT INTO said (person, at, text) VALUES (?, ?, ?)", rows)
            for row in rows[:HASHED]:
                hashlib.sha256(json.dumps(row).encode()).hexdigest()
    return (time.process_time() - begun) / people


if __name__ == "__main__":
    sys.exit(main())
