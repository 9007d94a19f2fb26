"""Measures one waiting list and the figures of all lists while the history behind them grows.

    python -m tests.bench.lists [--json FILE] [--sizes 5000 50000 500000]

Open are 20,000 waits at any size, 2,800 on the list that is looked at; behind them stand twenty closed pieces of work
for each person (500,000 people: ten million journeys and as many waits; some minutes and 8 GB, the first time of a
day). Each size runs in a process of its own; what is measured stands beside its floor in the same run, and growth is
that of the multiple of the floor's smallest, so that two runs can be compared.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tests.bench.apart import growth, measured
from tests.bench.pages.population import FOLDER

PARTS = ("list", "all lists", "whole council")
GOAL, GOAL_EXPONENT = 2.0, 0.05


def main() -> int:
    """Print a table, write JSON; 1 when a goal is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--json", type=Path)
    wanted.add_argument("--sizes", type=int, nargs="+", default=[5_000, 50_000])
    given = wanted.parse_args()
    found = [_one(size) for size in given.sizes]
    exponents = growth(found, PARTS)
    if given.json:
        given.json.write_text(json.dumps({"sizes": found, "growth": exponents}, indent=1))
    for row in found:
        print(f"{row['people']:>8,} people, {row['history']:,} journey and wait rows, {row['open']:,} open")
        for part in PARTS:
            each = row[part]
            print(
                f"    {part:<14} {each['ours']:.2f} ms, floor {each['floor']:.2f} ms, {each['ratio']:.2f} x, "
                f"halves differ {each['halves']:.1%}"
            )
    for part, exponent in exponents.items():
        print(f"growth of {part}: exponent {exponent:.3f} (goal {GOAL_EXPONENT})")
    over = [row for row in found if row["list"]["ratio"] > GOAL]
    return int(bool(over) or any(exponent > GOAL_EXPONENT for exponent in exponents.values()))


def _one(people: int) -> dict[str, Any]:
    return measured(FOLDER / f"lists-{people}", "tests.bench.lists.one", str(people), demo=True)


if __name__ == "__main__":
    sys.exit(main())
