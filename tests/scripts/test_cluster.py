"""The throw-away PostgreSQL leaves nothing behind, however it ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cluster

pytestmark = pytest.mark.skipif(
    not cluster.available(), reason="left out: the cluster tool (no initdb found)"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where these clusters are made; the server's own user can look into it, as it can into /tmp."""
    made = Path(tempfile.mkdtemp(prefix="alongside-cluster-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def start(folder: Path, code: str) -> subprocess.Popen[str]:
    """A command in a cluster of its own; it prints its DATABASE_URL first."""
    told = f"import os, time; print(os.environ['DATABASE_URL'], flush=True); {code}"
    command = [sys.executable, "-m", "tests.cluster", "--", sys.executable, "-c", told]
    world = os.environ | {"TMPDIR": str(folder)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=world)


def port_of(running: subprocess.Popen[str]) -> str:
    """The port that the command was told."""
    assert running.stdout is not None
    found = re.search(r"@127\.0\.0\.1:(\d+)/", running.stdout.readline())
    assert found is not None
    return found.group(1)


def answers(port: str) -> bool:
    """Is there a server on this port?"""
    folder = cluster.folder_of("pg_isready")
    assert folder is not None
    return (
        subprocess.run([folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", port], check=False).returncode
        == 0
    )


def test_the_command_gets_a_server_and_its_status_comes_back(folder: Path) -> None:
    """And afterwards server and folder are gone."""
    with start(folder, "raise SystemExit(3)") as running:
        port = port_of(running)
        assert running.wait(timeout=60) == 3
    assert not answers(port)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_run_leaves_nothing_behind(number: signal.Signals, folder: Path) -> None:
    """Ctrl-C and a polite kill alike."""
    with start(folder, "time.sleep(60)") as running:
        port = port_of(running)
        assert answers(port)
        time.sleep(0.1)
        running.send_signal(number)
        assert running.wait(timeout=60) != 0
    assert not answers(port)
    assert list(folder.iterdir()) == []
