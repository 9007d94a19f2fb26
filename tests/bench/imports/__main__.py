"""Measures an import against a large record: rows a second of one core, beside a bare insert of what it writes.

    python -m tests.bench.imports [--json FILE] [--people 100000] [--rows 20000]

Most rows are about somebody on record, a tenth about somebody new, some are there twice, a third are history. The
floor writes the very rows that the import wrote, by `executemany` under the same audit triggers: it reads nothing,
matches nobody, folds nothing and seals nothing. Memory is what Python holds at its most, for a list and one four times
as long.
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

GOAL_A_SECOND = 2_000
GOAL_EXPONENT = 0.1


def main() -> int:
    """Print a table, write JSON; 1 when a goal is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--json", type=Path)
    wanted.add_argument("--people", type=int, default=100_000)
    wanted.add_argument("--rows", type=int, default=20_000)
    given = wanted.parse_args()
    found = _measured(given.people, given.rows)
    growth = math.log(found["memory"][1] / found["memory"][0]) / math.log(4)
    if given.json:
        given.json.write_text(json.dumps({**found, "growth": growth}, indent=1))
    print(
        f"{found['rows']:,} rows against {found['people']:,} people: {found['a_second']:,.0f} rows/s of CPU "
        f"(goal {GOAL_A_SECOND:,}), {found['ratio']:.2f} x a bare insert of the same {found['written']:,} rows"
    )
    print(f"everybody new: {found['new_a_second']:,.0f} rows/s of CPU")
    small, large = found["memory"]
    print(
        f"memory: {small / 1e6:.1f} MB, {large / 1e6:.1f} MB for a list four times as long: "
        f"exponent {growth:.3f} (goal {GOAL_EXPONENT})"
    )
    return int(found["a_second"] < GOAL_A_SECOND or growth > GOAL_EXPONENT)


def _measured(people: int, rows: int) -> dict[str, Any]:
    return measured(FOLDER / "imports", "tests.bench.imports.one", str(people), str(rows))


if __name__ == "__main__":
    sys.exit(main())
