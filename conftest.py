"""What every test can use, from tests/fixtures: databases, the cast, a browser, and what the suite does not forgive."""

from __future__ import annotations

pytest_plugins = [
    # In this order: the later ones import the earlier.
    "tests.fixtures.left_out",
    "tests.fixtures.databases",
    "tests.fixtures.strictness",
    "tests.fixtures.cast",
    "tests.fixtures.browser",
]
