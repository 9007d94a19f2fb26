"""Measures the board of promises while the history behind it grows.

    python -m tests.bench.promises [--json FILE] [--sizes 5000 50000 500000]

What is owed now, and what was due in the weeks that the board looks at, is as much at any size; behind it stand twenty
promises for each person that were kept, excused or fell away long ago. Each size runs in a process of its own; the
page that knows nothing stands beside it in the same run, and growth is that of CPU time against rows of promises.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tests.bench.apart import growth, measured
from tests.bench.pages.population import FOLDER

PARTS = ("board", "whole council")
GOAL_EXPONENT = 0.05


def main() -> int:
    """Print a table, write JSON; 1 when the goal is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--json", type=Path)
    wanted.add_argument("--sizes", type=int, nargs="+", default=[5_000, 50_000])
    given = wanted.parse_args()
    found = [_one(size) for size in given.sizes]
    exponents = growth(found, PARTS)
    if given.json:
        given.json.write_text(json.dumps({"sizes": found, "growth": exponents}, indent=1))
    for row in found:
        print(
            f"{row['people']:>8,} people, {row['history']:,} promises, {row['open']:,} open, {row['due']:,} due lately"
        )
        for part in PARTS:
            each = row[part]
            print(
                f"    {part:<14} {each['ours']:.2f} ms, a bare page {each['floor']:.2f} ms, "
                f"halves differ {each['halves']:.1%}"
            )
    for part, exponent in exponents.items():
        print(f"growth of {part}: exponent {exponent:.3f} (goal {GOAL_EXPONENT})")
    return int(any(exponent > GOAL_EXPONENT for exponent in exponents.values()))


def _one(people: int) -> dict[str, Any]:
    return measured(FOLDER / f"promises-{people}", "tests.bench.promises.one", str(people), demo=True)


if __name__ == "__main__":
    sys.exit(main())
