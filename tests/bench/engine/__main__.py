"""Measures one step along a pathway beside a bare insert of the same rows in one transaction.

    python -m tests.bench.engine [--json FILE]

Thread CPU time, rounds of ours and of the floor in turn in one run, medians. The floor writes the rows that the step
writes (event, journey, waits, promises) through Django's own `save`, in one transaction, under the same audit
triggers; it reads nothing, decides nothing and seals nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tests.bench.apart import measured
from tests.bench.pages.population import FOLDER

GOAL = 3.0


def main() -> int:
    """Print a line, write JSON; 1 when the goal is missed."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--json", type=Path)
    given = wanted.parse_args()
    found = _measured()
    if given.json:
        given.json.write_text(json.dumps(found, indent=1))
    print(
        f"one step: {found['ours']:.2f} ms, its rows alone {found['floor']:.2f} ms, {found['ratio']:.2f} x "
        f"(goal {GOAL} x), {found['rows']} rows, halves differ {found['halves']:.1%}"
    )
    return int(found["ratio"] > GOAL)


def _measured() -> dict[str, Any]:
    return measured(FOLDER / "engine", "tests.bench.engine.one", demo=True)


if __name__ == "__main__":
    sys.exit(main())
