"""Measures how the waiting list of assessments and “My work” grow with the borough.

    python -m tests.bench.lists [--json FILE] [--sizes 5000 100000]

The boroughs are made by the generator, with all that happened in three years, and kept under var/bench until the
generator or the schema changes. Each size runs in a process of its own; what it took before is measured beside a page
that asks the database for nothing of the borough, so that two runs can be compared.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.pages.population import FOLDER, ROOT

PAGES = ("waiting list", "my work")
GOAL_EXPONENT = 0.05


def main() -> int:
    """Print a table, write JSON; 1 when a goal is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--json", type=Path)
    wanted.add_argument("--sizes", type=int, nargs="+", default=[5_000, 100_000])
    given = wanted.parse_args()
    found = [_one(size) for size in given.sizes]
    growth = _growth(found)
    if given.json:
        given.json.write_text(json.dumps({"sizes": found, "growth": growth}, indent=1))
    for row in found:
        for page in PAGES:
            each = row[page]
            print(
                f"{row['people']:>8,} people, {row['events']:,} events  {page:<12} {each['ours']:.2f} ms, "
                f"{each['ratio']:.2f} x a bare page, {each['rows']} rows, halves differ {each['halves']:.1%}"
            )
    for page, exponent in growth.items():
        print(f"growth of {page}: exponent {exponent:.3f} (goal {GOAL_EXPONENT})")
    return int(any(exponent > GOAL_EXPONENT for exponent in growth.values()))


def _one(people: int) -> dict[str, Any]:
    home = FOLDER / f"lists-{people}"
    home.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "ALONGSIDE_HOME": str(home),
        "ALONGSIDE_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.lists.one", str(people)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _growth(found: list[dict[str, Any]]) -> dict[str, float]:
    """The exponent of cost, as a multiple of the bare page, against population between the smallest and the largest."""
    if len(found) < 2:
        return {}
    small, large = found[0], found[-1]
    size = math.log(large["people"] / small["people"])
    return {page: math.log(large[page]["ratio"] / small[page]["ratio"]) / size for page in PAGES}


if __name__ == "__main__":
    sys.exit(main())
