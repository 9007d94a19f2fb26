"""Runs server and worker together and stops both together: what `make demo` does once the town is filled.

    .venv/bin/python -m scripts.demo --port 8000

Prints the address and who can sign in as soon as /healthz answers.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

ALONGSIDE = (sys.executable, "-m", "alongside.cli")
ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 60


def taken(port: int) -> bool:
    """Does somebody listen on this port of this machine?"""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(port: int) -> bool:
    """Does our own health page answer?"""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def personas() -> list[str]:
    """One line for each member of the cast who can sign in."""
    from tests.town import cast

    return [f"{worker.name}: {worker.part}" for worker in cast.WORKERS]


def start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """One of our commands, in a process group of its own so that it is stopped by us alone."""
    return subprocess.Popen([*ALONGSIDE, *arguments], cwd=ROOT, start_new_session=os.name != "nt")


def stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    """Asks each to end and waits; after ten seconds it ends regardless."""
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in running:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def watch(running: Sequence[subprocess.Popen[bytes]], port: int) -> int:
    """Greets once the page answers; returns when either process ends."""
    greeted = False
    until = time.monotonic() + PATIENCE_SECONDS
    while all(process.poll() is None for process in running):
        if not greeted and answers(port):
            greet(port)
            greeted = True
        if not greeted and time.monotonic() > until:
            print(f"No page answered within {PATIENCE_SECONDS} seconds.", file=sys.stderr)
            return 1
        time.sleep(0.2 if not greeted else 1)
    return next((process.returncode for process in running if process.poll()), 1)


def greet(port: int) -> None:
    """The address and the cast."""
    print(f"\nAlongside answers at http://127.0.0.1:{port}/\n\nSign in as any of these:")
    for line in personas():
        print(f"  {line}")
    print("\nCtrl-C stops it.", flush=True)


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """SIGTERM ends us as Ctrl-C does, so that server and worker are stopped."""
    raise KeyboardInterrupt


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs until Ctrl-C; 1 when something stopped by itself."""
    parser = argparse.ArgumentParser(prog="python -m scripts.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--check-port", action="store_true", help="only say whether the port is free")
    chosen = parser.parse_args(arguments)
    if taken(chosen.port):
        print(
            f"Port {chosen.port} is already used by another program. "
            f"Choose another: make demo PORT={chosen.port + 1}",
            file=sys.stderr,
        )
        return 1
    if chosen.check_port:
        return 0
    signal.signal(signal.SIGTERM, interrupt)
    running = [start(["serve", "--port", str(chosen.port)]), start(["worker"])]
    try:
        return watch(running, chosen.port)
    except KeyboardInterrupt:
        return 0
    finally:
        stop(running)


if __name__ == "__main__":
    sys.exit(main())
