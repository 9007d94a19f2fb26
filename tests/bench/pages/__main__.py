"""Measures the list of fifty people, the person page and saving an answer beside their floors, and how they grow.

    python -m tests.bench.pages [--json FILE] [--sizes 5000 500000]

Thread CPU time, rounds of ours and of the floor in turn in one run, medians. Each size runs in a process of its
own, because Django is told its database once.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from tests.bench.apart import measured
from tests.bench.pages.population import FOLDER

GOALS = {"list": 2.0, "person": 2.0, "work": 2.0, "autosave": 1.5}
GOAL_EXPONENT = 0.05


def main() -> int:
    """Print a table, write JSON; 1 when a goal is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--json", type=Path)
    wanted.add_argument("--sizes", type=int, nargs="+", default=[5_000, 500_000])
    given = wanted.parse_args()
    found = [_one(size) for size in given.sizes]
    result: dict[str, Any] = {"sizes": found, "growth": _growth(found)}
    if given.json:
        given.json.write_text(json.dumps(result, indent=1))
    for row in found:
        for page, goal in GOALS.items():
            each = row[page]
            print(
                f"{row['people']:>8,} people  {page:<7} {each['ours']:.2f} ms, floor {each['floor']:.2f} ms, "
                f"{each['ratio']:.2f} x (goal {goal} x), halves differ {each['halves']:.1%}"
            )
    for page, exponent in result["growth"].items():
        print(f"growth of the {page}: exponent {exponent:.3f} (goal {GOAL_EXPONENT})")
    missed = [row for row in found for page, goal in GOALS.items() if row[page]["ratio"] > goal]
    return int(bool(missed) or any(value > GOAL_EXPONENT for value in result["growth"].values()))


def _one(people: int) -> dict[str, Any]:
    return measured(FOLDER / f"pages-{people}", "tests.bench.pages.one", str(people), demo=True)


def _growth(found: list[dict[str, Any]]) -> dict[str, float]:
    """The exponent of cost against population between the smallest and the largest."""
    if len(found) < 2:
        return {}
    small, large = found[0], found[-1]
    size = math.log(large["people"] / small["people"])
    return {page: math.log(large[page]["ours"] / small[page]["ours"]) / size for page in GOALS}


if __name__ == "__main__":
    sys.exit(main())
