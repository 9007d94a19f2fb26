"""What every test can use: a test database that is put back, a browser, and a word about what was left out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import TransactionTestCase

from tests import template, world

LEFT_OUT = "left out: "
CHROMIUM = shutil.which("chromium")
CHROMIUM_FLAGS = (
    "--no-sandbox",  # under root, as in CI, Chromium will not start otherwise
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite tests use a file, as the product does: threads, locks and the write-ahead log are real."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(Path(world.HOME) / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Keeps a copy of the migrated test database for tests that commit."""
    emptied = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        template.keep()
    TransactionTestCase._fixture_teardown = lambda _case: template.put_back()
    yield
    TransactionTestCase._fixture_teardown = emptied
    with django_db_blocker.unblock():
        template.drop()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, without a screen."""
    if CHROMIUM is None:
        pytest.skip(f"{LEFT_OUT}browser stories (no chromium found; on Debian: apt-get install chromium)")
    return {"executable_path": CHROMIUM, "args": list(CHROMIUM_FLAGS)}


def _left_out(config: pytest.Config) -> list[str]:
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    reasons = [report.longrepr[2].removeprefix("Skipped: ") for report in skipped if report.longrepr]
    return sorted({reason for reason in reasons if reason.startswith(LEFT_OUT)})


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Says what this machine could not run."""
    for reason in _left_out(config):
        terminalreporter.write_line(reason, yellow=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI, whatever is left out is a failure."""
    if os.environ.get("ALONGSIDE_REQUIRE_ALL") == "1" and _left_out(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
