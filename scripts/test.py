"""Runs the whole suite: on SQLite, for a second council, then on a throw-away PostgreSQL.

    python -m scripts.test [pytest's arguments]

What could not be run is printed at the end. With ALONGSIDE_REQUIRE_ALL=1, as in CI, it is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

PYTEST = (sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal")


SECOND_COUNCIL = "loamshire"
# Of the rooms above, what a council’s own rules decide: a carer’s line, and the plan’s over its panel to the review.
LINES = (
    "alongside/commissioning/tests/test_carer_line.py",
    "alongside/commissioning/tests/test_plan_line.py",
)


def suite(arguments: Sequence[str], before: Sequence[str] = (), council: str = "") -> int:
    """One run of pytest, on SQLite unless the program `before` it names another database."""
    world = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if council:
        world["ALONGSIDE_COUNCIL"] = council
    return subprocess.run([*before, *PYTEST, *arguments], env=world, check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Every suite; the first failure's status, or 0."""
    # Imported here: tests.cluster needs a system that has users.
    from tests import cluster

    required = os.environ.get("ALONGSIDE_REQUIRE_ALL") == "1"
    print("SQLite", flush=True)
    on_sqlite = suite(arguments)
    # A made-up council with other words, teams and lists: what the rooms do must not know which council it is.
    print("\nSQLite, for a second council", flush=True)
    elsewhere = suite(
        [*arguments, "-m", "not journey", "alongside/records", "alongside/people", *LINES],
        council=SECOND_COUNCIL,
    )
    if cluster.available():
        print("\nPostgreSQL", flush=True)
        on_postgres = suite(arguments, [sys.executable, "-m", "tests.cluster", "--"])
    else:
        on_postgres = int(required)
        print("left out: the suite on PostgreSQL (no initdb found; on Debian: apt-get install postgresql)")
    if on_postgres and not on_sqlite:
        print("The suite passes on SQLite and fails on PostgreSQL.", file=sys.stderr)
    if on_sqlite and not on_postgres:
        print("The suite fails on SQLite and passes on PostgreSQL.", file=sys.stderr)
    if elsewhere and not on_sqlite:
        print("The suite passes for the first council and fails for the second.", file=sys.stderr)
    return on_sqlite or elsewhere or on_postgres


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
